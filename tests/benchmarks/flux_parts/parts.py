"""What a forward of FLUX.1 with PuLID is made of on this card: each figure as a CUDA graph's replay, in milliseconds."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.functional import linear, scaled_dot_product_attention

from studio.generate.flux.autoencoder import Autoencoder
from studio.generate.flux.denoise import Steering, denoise
from studio.generate.flux.flux_model import build_transformer
from studio.generate.flux.latents import unpack
from studio.generate.flux.memory_modes import MemoryMode
from studio.generate.flux.modulations import modulations
from studio.generate.flux.preview import LatentPreview
from studio.generate.flux.rows import small_weights
from studio.generate.flux.runner import Condition, FluxRunner
from studio.generate.flux.sigmas import noise_sigmas
from studio.generate.flux.transformer import IdentityFlux
from tests.benchmarks.flux_parts.random_model import (
    CUDA,
    SIZES,
    RandomIdentity,
    RandomPrompts,
    random_adapters,
    random_vae,
    read_random,
)
from tests.benchmarks.flux_parts.recipe import PRESETS

_ROUNDS, _BATCHES = 10, (1, 2, 4)
PRODUCTS = {"img qkv": (1536, 3072, 9216, 19), "img up": (1536, 3072, 12288, 19), "img down": (1536, 12288, 3072, 19),
            "img out": (1536, 3072, 3072, 19), "txt qkv": (512, 3072, 9216, 19), "txt up": (512, 3072, 12288, 19),
            "txt down": (512, 12288, 3072, 19), "txt out": (512, 3072, 3072, 19), "single in": (2048, 3072, 21504, 38),
            "single out": (2048, 15360, 3072, 38)}
"""Rows, in, out and how often, of preset D's matrix products: 1536 image and 512 text tokens."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Preset D's, all random."""

    latents: Tensor
    sigmas: list[float]
    condition: Condition


@torch.no_grad()
def main() -> None:
    """Measure and tell, one JSON object."""
    torch.manual_seed(0)
    told: dict[str, float] = {}
    told |= _products() | _attention() | _autoencoder()
    ends = {}
    for precision in ("bf16", "fp8"):
        mode = MemoryMode("fp8" if precision == "fp8" else "bf16")
        flux = build_transformer(read_random, SIZES, random_adapters(), mode, CUDA)
        told |= _forwards(flux, precision)
        ends[precision] = _end_of_loop(flux)
        del flux
        gc.collect()
        torch.cuda.empty_cache()
    error = (ends["fp8"] - ends["bf16"]).norm() / ends["bf16"].norm()
    print(json.dumps({**told, "fp8 error": float(error)}), flush=True)


def _forwards(flux: IdentityFlux, precision: str) -> dict[str, float]:
    told = {}
    for batch in _BATCHES:
        inputs = _inputs(flux, batch)
        for name, condition in (("", inputs.condition), (" plain", inputs.condition.without_identity())):
            runner = FluxRunner(flux, 48, 32, CUDA, graphs=True)
            runner.velocity(inputs.latents, condition, 0)       # which is a graph from now on
            forward = partial(runner.velocity, inputs.latents, condition, 0)
            told[f"{precision} forward {batch}{name}"] = _eager_ms(forward) / batch
    return told


def _end_of_loop(flux: IdentityFlux) -> Tensor:
    inputs = _inputs(flux, 1)
    runner = FluxRunner(flux, 48, 32, CUDA, graphs=True)
    return denoise(runner, inputs.latents, inputs.sigmas, inputs.condition, None, Steering(), lambda *_: None).latents


def _inputs(flux: IdentityFlux, batch: int) -> Inputs:
    sigmas = noise_sigmas(PRESETS["D"].settings())
    prompt = RandomPrompts().encode("a portrait", 512)
    text = prompt.text.to(CUDA, torch.bfloat16).repeat(batch, 1, 1)
    pooled = prompt.pooled.to(CUDA, torch.bfloat16).repeat(batch, 1)
    made = modulations(read_random, SIZES, sigmas[:-1], 4.0, pooled)
    identity = flux.identity(RandomIdentity().encode((), ()).identity.to(CUDA, torch.bfloat16), 1.0)
    noise = torch.randn(batch, 1536, SIZES.channels, generator=torch.Generator().manual_seed(3)).to(CUDA)
    return Inputs(noise, sigmas, Condition(text, made, identity))


def _products() -> dict[str, float]:
    """All matrix products of a forward: time in both types, and the rate reached."""
    times, work = {"bf16": 0.0, "fp8": 0.0}, 0.0
    for rows, wide, out, often in PRODUCTS.values():
        left = torch.randn(rows, wide, device=CUDA, dtype=torch.bfloat16)
        right = torch.randn(out, wide, device=CUDA, dtype=torch.bfloat16) / wide**0.5
        times["bf16"] += often * _ms(partial(linear, left, right))
        times["fp8"] += often * _ms(partial(_small_product, small_weights(left), small_weights(right)))
        work += 2e-9 * rows * wide * out * often
    return {f"products {name}": time for name, time in times.items()} | {
        f"rate {name}": work / time for name, time in times.items()}


def _small_product(left: tuple[Tensor, Tensor], right: tuple[Tensor, Tensor]) -> Tensor:
    return torch._scaled_mm(left[0], right[0].t(), left[1].t().contiguous(), right[1], out_dtype=torch.bfloat16,
                            use_fast_accum=True)


def _attention() -> dict[str, float]:
    """Of all 57 blocks."""
    query, key, value = (torch.randn(1, 24, 2048, 128, device=CUDA, dtype=torch.bfloat16) for _ in range(3))
    told = {}
    for name, backend in (("cuDNN", SDPBackend.CUDNN_ATTENTION), ("flash", SDPBackend.FLASH_ATTENTION)):
        with sdpa_kernel(backend):
            told[f"attention {name}"] = 57 * _ms(lambda: scaled_dot_product_attention(query, key, value))
    return told


def _autoencoder() -> dict[str, float]:
    vae = random_vae()
    picture = torch.randint(0, 256, (768, 512, 3), device=CUDA, dtype=torch.uint8)
    pixels = torch.rand(1, 3, 768, 512, device=CUDA, dtype=torch.bfloat16)
    latents = torch.randn(1, 16, 96, 64, device=CUDA)
    told = {"stock encode": _eager_ms(lambda: vae.encode(pixels)),
            "stock decode": _eager_ms(lambda: vae.decode(latents.bfloat16()))}
    ours = Autoencoder(vae)
    preview = LatentPreview(ours, CUDA)
    tokens = torch.randn(1, 1536, 64, device=CUDA)
    ours.encode(picture, "mode", None)
    ours.decode(latents)
    told |= {"encode": _eager_ms(lambda: ours.encode(picture, "mode", None)),
             "decode": _eager_ms(lambda: ours.decode(latents))}
    return told | {"preview": _ms(lambda: preview.picture(unpack(tokens, 48, 32)))}


def _ms(run: Callable[[], object]) -> float:
    """Of one call within a graph of ten, the median of ten replays."""
    for _ in range(3):
        run()
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for _ in range(_ROUNDS):
            run()
    return _eager_ms(graph.replay) / _ROUNDS


def _eager_ms(run: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(_ROUNDS):
        begin, end = torch.Event("cuda", enable_timing=True), torch.Event("cuda", enable_timing=True)
        begin.record()
        run()
        end.record()
        torch.cuda.synchronize()
        times.append(begin.elapsed_time(end))
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    main()
