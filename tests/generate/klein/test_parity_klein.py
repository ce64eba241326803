"""parity: transformer, steps and pictures are those of diffusers' own FLUX.2 classes on the same tiny weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
import torch
from diffusers import Flux2KleinPipeline
from diffusers.models.transformers.transformer_flux2 import (
    Flux2KVAttnProcessor,
    Flux2KVCache,
    Flux2KVParallelSelfAttnProcessor,
)
from diffusers.pipelines.flux2.pipeline_flux2_klein import compute_empirical_mu
from PIL import Image
from torch import Tensor

from studio.generate.flux.denoise import euler_steps
from studio.generate.flux2_klein import KleinEngine
from studio.generate.klein.modulations import modulations
from studio.generate.klein.positions import Grid
from studio.generate.klein.reference_pictures import frame_reference, identity_picture
from studio.generate.klein.runner import KleinCondition, KleinRunner, KleinShapes
from studio.generate.klein.sigmas import klein_sigmas
from studio.generate.klein.transformer import KleinTransformer
from tests.generate.klein.klein_jobs import KEPT, PLAIN, SETTINGS, finished, job_of
from tests.generate.klein.tiny_klein import TEXT_TOKENS, TINY, tiny_pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from studio.episode.picture import Picture
    from studio.generate.engine import EngineJob

TOLERANCE = 5e-5
STEPS = 4
CPU = torch.device("cpu")
PICTURE, FRAME, IDENTITY = Grid(6, 4), Grid(6, 4), Grid(16, 16)


class Steps(NamedTuple):
    """The latents after each step, in tokens, and the runner that made them."""

    latents: list[Tensor]
    runner: KleinRunner


@pytest.mark.parametrize("references", [(), (FRAME,), (FRAME, IDENTITY)])
def test_parity_of_a_forward(stock: Flux2KleinPipeline, references: tuple[Grid, ...]) -> None:
    condition = _condition(stock, references)
    runner = _runner(stock, KleinShapes(PICTURE, references, keep_references=False))
    latents = torch.randn(1, PICTURE.tokens, TINY.channels)
    wanted = _stock_velocity(stock, latents, condition, references, step=1)
    assert float((runner.velocity(latents, condition, 1) - wanted).abs().max()) < TOLERANCE


@pytest.mark.parametrize(("steps", "width", "height"), [(4, 512, 768), (4, 1024, 1024), (12, 512, 768), (4, 1280, 1024)])
def test_parity_of_the_noise_levels(stock: Flux2KleinPipeline, steps: int, width: int, height: int) -> None:
    tokens = width * height // 256
    scheduler = stock.scheduler
    scheduler.set_timesteps(sigmas=np.linspace(1.0, 1 / steps, steps), mu=compute_empirical_mu(tokens, steps))
    assert klein_sigmas(steps, tokens) == pytest.approx(scheduler.sigmas.tolist(), abs=1e-6)


@pytest.mark.parametrize("references", [1, 2])
def test_parity_of_a_picture(stock: Flux2KleinPipeline, engine: KleinEngine, references: int) -> None:
    job = job_of(references=references)
    picture = finished(engine.make(job, lambda _: None))
    wanted = _stock_picture(stock, job)
    assert wanted.std() > 10                                 # a picture, not one colour
    assert np.abs(picture.astype(int) - wanted).max() <= 1   # stock rounds half to even, and its numbers differ by 1e-5


def test_parity_of_the_first_step_with_references_kept(stock: Flux2KleinPipeline) -> None:
    plain, kept = _steps(stock, keep=False).latents, _steps(stock, keep=True).latents
    stocks = _stock_steps(stock)
    assert [float((ours - theirs).abs().max()) < TOLERANCE for ours, theirs in zip(plain, stocks, strict=True)] == [True] * 4
    assert float((kept[0] - stocks[0]).abs().max()) < TOLERANCE


def test_parity_of_a_later_step_with_references_kept() -> None:
    """diffusers' transformer for klein's own kind of kept references, with the keys and values of our first step."""
    stock = tiny_pipeline()
    references, condition = (FRAME, IDENTITY), _condition(stock, (FRAME, IDENTITY))
    runner = _runner(stock, KleinShapes(PICTURE, references, keep_references=True))
    latents = torch.randn(1, PICTURE.tokens, TINY.channels)
    runner.velocity(latents, condition, 0)
    cache = Flux2KVCache(TINY.double_blocks, TINY.single_blocks)
    cache.num_ref_tokens = FRAME.tokens + IDENTITY.tokens
    layers = [*cache.double_block_caches, *cache.single_block_caches]
    for layer, kept in zip(layers, runner.kept(condition.text), strict=True):
        layer.store(*(tensor[:, TEXT_TOKENS + PICTURE.tokens :].clone() for tensor in kept))
    ours = runner.velocity(latents, condition, 1).clone()
    for blocks, kind in ((stock.transformer.transformer_blocks, Flux2KVAttnProcessor),
                         (stock.transformer.single_transformer_blocks, Flux2KVParallelSelfAttnProcessor)):
        for block in blocks:
            block.attn.set_processor(kind())
    wanted = stock.transformer(**_inputs(stock, latents, condition, (), 1), kv_cache=cache, kv_cache_mode="cached")[0]
    assert float((ours - wanted).abs().max()) < TOLERANCE


def test_references_kept_change_the_picture_a_little(stock: Flux2KleinPipeline) -> None:
    """On this random model by a few percent; what it is on the published one, only the published one can tell."""
    plain, kept = _steps(stock, keep=False).latents[-1], _steps(stock, keep=True).latents[-1]
    change = float((kept - plain).norm() / plain.norm())
    print(f"references kept: the last latents change by {change:.4f} of their size")
    assert 1e-3 < change < 0.5


def test_references_matter(stock: Flux2KleinPipeline) -> None:
    with_them = _runner(stock, KleinShapes(PICTURE, (FRAME,), keep_references=False))
    condition = _condition(stock, (FRAME,))
    latents = torch.randn(1, PICTURE.tokens, TINY.channels)
    seen = with_them.velocity(latents, condition, 0)
    other = with_them.velocity(latents, condition._replace(references=condition.references + 1), 0)
    assert float((seen - other).norm() / seen.norm()) > 0.01


def test_the_engine_keeps_references_where_it_is_told_to(on_processor: Path) -> None:
    assert on_processor
    pictures = []
    for options in (PLAIN, KEPT):
        engine = KleinEngine(options)
        engine.load()
        pictures.append(finished(engine.make(job_of(), lambda _: None)).astype(int))
        assert np.array_equal(pictures[-1], finished(engine.make(job_of(), lambda _: None)))
    assert 0 < np.abs(pictures[0] - pictures[1]).mean() < 40


def _runner(stock: Flux2KleinPipeline, shapes: KleinShapes) -> KleinRunner:
    transformer = KleinTransformer(stock.transformer.state_dict().__getitem__, TINY).requires_grad_(requires_grad=False)
    return KleinRunner(transformer, shapes, CPU, graphs=False)


def _condition(stock: Flux2KleinPipeline, references: tuple[Grid, ...]) -> KleinCondition:
    generator = torch.Generator().manual_seed(3)
    read = stock.transformer.state_dict().__getitem__
    tokens = sum(grid.tokens for grid in references)
    return KleinCondition(
        torch.randn(1, TEXT_TOKENS, TINY.text_dim, generator=generator),
        modulations(read, TINY, klein_sigmas(STEPS, PICTURE.tokens)[:-1], CPU, torch.float32),
        torch.randn(1, tokens, TINY.channels, generator=generator))


def _stock_velocity(stock: Flux2KleinPipeline, latents: Tensor, condition: KleinCondition, references: tuple[Grid, ...],
                    step: int) -> Tensor:
    images = torch.cat([latents, condition.references], dim=1)
    velocity: Tensor = stock.transformer(**_inputs(stock, images, condition, references, step))[0]
    return velocity[:, : latents.shape[1]]


def _inputs(stock: Flux2KleinPipeline, images: Tensor, condition: KleinCondition, references: tuple[Grid, ...],
            step: int) -> dict[str, object]:
    ids = [stock._prepare_latent_ids(torch.zeros(1, 1, *PICTURE))]
    if references:
        ids.append(stock._prepare_image_ids([torch.zeros(1, 1, *grid) for grid in references]))
    sigma = torch.tensor([klein_sigmas(STEPS, PICTURE.tokens)[step]])
    return {"hidden_states": images, "encoder_hidden_states": condition.text, "timestep": sigma, "return_dict": False,
            "img_ids": torch.cat(ids, dim=1), "txt_ids": stock._prepare_text_ids(condition.text)}


def _steps(stock: Flux2KleinPipeline, *, keep: bool) -> Steps:
    references = (FRAME, IDENTITY)
    condition = _condition(stock, references)
    runner = _runner(stock, KleinShapes(PICTURE, references, keep))
    sigmas, after = klein_sigmas(STEPS, PICTURE.tokens), []

    def velocity(latents: Tensor, step: int) -> Tensor:
        found = runner.velocity(latents, condition, step)
        after.append(latents + (sigmas[step + 1] - sigmas[step]) * found)
        return found

    euler_steps(velocity, _noise(), sigmas, lambda *_: None)
    return Steps(after, runner)


def _stock_steps(stock: Flux2KleinPipeline) -> list[Tensor]:
    """With diffusers' transformer and scheduler."""
    references = (FRAME, IDENTITY)
    condition, latents, after = _condition(stock, references), _noise(), []
    scheduler = stock.scheduler
    scheduler.set_timesteps(sigmas=np.linspace(1.0, 1 / STEPS, STEPS), mu=compute_empirical_mu(PICTURE.tokens, STEPS))
    scheduler.set_begin_index(0)
    for step, time in enumerate(scheduler.timesteps):
        velocity = _stock_velocity(stock, latents, condition, references, step)
        latents = scheduler.step(velocity, time, latents, return_dict=False)[0]
        after.append(latents)
    return after


def _noise() -> Tensor:
    return torch.randn(1, PICTURE.tokens, TINY.channels, generator=torch.Generator().manual_seed(5))


def _stock_picture(stock: Flux2KleinPipeline, job: EngineJob) -> Picture:
    """By the pipeline itself, from the same two kinds of picture."""
    pairs = zip(job.request.references, job.references, strict=True)
    side = int(PLAIN["reference_side"])
    looked_at = [frame_reference(job), *(identity_picture(face, picture, side, SETTINGS) for face, picture in pairs)]
    made = stock(image=[Image.fromarray(picture) for picture in looked_at], prompt=SETTINGS.prompt, width=SETTINGS.width,
                 height=SETTINGS.height, num_inference_steps=STEPS, max_sequence_length=TEXT_TOKENS, output_type="np",
                 generator=torch.Generator().manual_seed(SETTINGS.seed), guidance_scale=4.0)
    return np.asarray(np.round(made.images[0] * 255), np.uint8)
