"""All modulations of a run of steps, computed once: they depend on the step alone, and all blocks of a kind share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from diffusers.models.transformers.transformer_flux2 import Flux2TimestepGuidanceEmbeddings
from torch import Tensor
from torch.nn import functional

from studio.generate.klein.blocks import DOUBLE_MODULATIONS, SINGLE_MODULATIONS, KleinSizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.generate.flux.tensor_reader import ReadTensor

_EMBEDDING = "time_guidance_embed"


class SharedModulations(NamedTuple):
    """Of one step or, with a first dimension, of several.

    `image` and `text` are (batch, 6, dim), of every double block; `single` is (batch, 3, dim), of every single block;
    `last` is (batch, 2, dim) in the order scale, shift.
    """

    image: Tensor
    text: Tensor
    single: Tensor
    last: Tensor

    def step(self, index: int) -> SharedModulations:
        """Those of one step."""
        return SharedModulations(*(tensor[index] for tensor in self))


def modulations(read: ReadTensor, sizes: KleinSizes, sigmas: Sequence[float], device: torch.device,
                dtype: torch.dtype) -> SharedModulations:
    """For each of `sigmas` (noise levels, 1 to 0), with a batch of 1.

    The time enters as sigma * 1000 in `dtype`, as in diffusers' `Flux2Transformer2DModel`.
    """
    times = torch.tensor(sigmas, device=device).to(dtype) * 1000
    activated = functional.silu(_embedding_layer(read, sizes)(times, None))
    return SharedModulations(
        _one(read, "double_stream_modulation_img", activated, DOUBLE_MODULATIONS),
        _one(read, "double_stream_modulation_txt", activated, DOUBLE_MODULATIONS),
        _one(read, "single_stream_modulation", activated, SINGLE_MODULATIONS),
        _one(read, "norm_out", activated, 2))


def _one(read: ReadTensor, name: str, activated: Tensor, parts: int) -> Tensor:
    """(steps, 1, parts, dim)."""
    made = functional.linear(activated, read(f"{name}.linear.weight"))
    return torch.unflatten(made, -1, (parts, -1))[:, None]


def _embedding_layer(read: ReadTensor, sizes: KleinSizes) -> torch.nn.Module:
    with torch.device("meta"):
        layer = Flux2TimestepGuidanceEmbeddings(embedding_dim=sizes.dim, guidance_embeds=False)
    layer.load_state_dict({name: read(f"{_EMBEDDING}.{name}") for name in layer.state_dict()}, assign=True)
    return layer.requires_grad_(requires_grad=False)
