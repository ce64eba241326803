"""The transformer as a whole and by parts, and the step cache that leaves parts out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from studio.generate.flux.devices import keep_off_card
from studio.generate.flux.modulations import Modulations, modulations
from studio.generate.flux.runner import Condition, FluxRunner
from studio.generate.flux.step_cache import StepCache
from studio.generate.flux.transformer import Identity
from tests.generate.flux.tiny import TinyFlux, tiny_flux_of

SIGMAS = [1.0, 0.9, 0.5]
HEIGHT, WIDTH = 4, 3


@pytest.fixture(scope="module")
def condition(tiny_flux: TinyFlux, tensors: Callable[[str], dict[str, Tensor]], facts: dict[str, Any]) -> Condition:
    held = tensors("flux_pulid_io")
    made = modulations(tiny_flux.read, tiny_flux.flux.sizes, SIGMAS, 4.0, held["pooled_projections"][:1])
    identity = tiny_flux.flux.identity(held["id_embedding"][:1], facts["denoise"]["id_weight"])
    return Condition(held["encoder_hidden_states"][:1], made, identity)


@pytest.fixture(scope="module")
def latents(tiny_flux: TinyFlux) -> Tensor:
    return torch.randn(1, HEIGHT * WIDTH, tiny_flux.flux.sizes.channels, generator=torch.Generator().manual_seed(3))


@pytest.fixture
def runner(tiny_flux: TinyFlux) -> FluxRunner:
    return FluxRunner(tiny_flux.flux, HEIGHT, WIDTH, torch.device("cpu"), graphs=False)


@pytest.fixture
def calls(tiny_flux: TinyFlux) -> Iterator[list[str]]:
    """Which parts of the transformer ran, as whoever brings blocks to the card hears of them."""
    heard: list[str] = []
    handle = tiny_flux.flux.register_forward_pre_hook(
        lambda _, given: heard.append(given[5] if len(given) > 5 else "whole"))
    yield heard
    handle.remove()


def test_by_parts_it_is_the_same(runner: FluxRunner, condition: Condition, latents: Tensor) -> None:
    for each in (condition, condition.without_identity()):
        begun = runner.first_block(latents, each, 1)
        parts = runner.leave(runner.other_blocks(begun, each, 1), each, 1)
        assert torch.allclose(parts, runner.velocity(latents, each, 1), atol=1e-6)


def test_identity_and_step_matter(runner: FluxRunner, condition: Condition, latents: Tensor) -> None:
    whole = runner.velocity(latents, condition, 1)
    assert not torch.allclose(whole, runner.velocity(latents, condition.without_identity(), 1), atol=1e-4)
    assert not torch.allclose(whole, runner.velocity(latents, condition, 2), atol=1e-4)


def test_off_the_card_the_order_of_blocks_is_learned_once(tiny_flux: TinyFlux, condition: Condition, latents: Tensor,
                                                         calls: list[str]) -> None:
    runner = FluxRunner(tiny_flux.flux, HEIGHT, WIDTH, torch.device("cpu"), graphs=False, off_card=True)
    for step in (0, 1):
        runner.other_blocks(runner.first_block(latents, condition, step), condition, step)
    assert calls == ["whole", "begin", "rest", "begin", "rest"]


def test_a_cache_without_threshold_runs_all_in_one(runner: FluxRunner, condition: Condition, latents: Tensor,
                                                   calls: list[str]) -> None:
    cache = StepCache(runner, 0.0)
    assert torch.equal(cache.velocity(latents, condition, 0), runner.velocity(latents, condition, 0))
    assert set(calls) == {"whole"}


def test_alike_steps_leave_the_later_blocks_out(runner: FluxRunner, condition: Condition, latents: Tensor,
                                                calls: list[str]) -> None:
    cache = StepCache(runner, 0.5)
    first = cache.velocity(latents, condition, 0)
    again = cache.velocity(latents, condition, 0)
    assert calls == ["begin", "rest", "end", "begin", "end"]
    assert cache.left_out == 1
    assert torch.allclose(again, first, atol=1e-5)


def test_another_picture_or_identity_runs_all(runner: FluxRunner, condition: Condition, latents: Tensor) -> None:
    cache = StepCache(runner, 1e-4)
    cache.velocity(latents, condition, 0)
    cache.velocity(-latents, condition, 0)
    assert cache.left_out == 0
    loose = StepCache(runner, 10.0)
    loose.velocity(latents, condition.without_identity(), 0)
    with_identity = loose.velocity(latents, condition, 0)
    assert loose.left_out == 0
    assert torch.allclose(with_identity, runner.velocity(latents, condition, 0), atol=1e-5)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a card")
@pytest.mark.parametrize("threshold", [0.0, 0.05, 10.0])
def test_off_the_card_a_run_of_steps_is_the_same(parity: Path, facts: Mapping[str, Any], condition: Condition,
                                                 latents: Tensor, threshold: float) -> None:
    card = torch.device("cuda")
    resident, waiting = (tiny_flux_of(parity, facts).flux for _ in range(2))
    keep_off_card(waiting, card)
    here = _on(card, condition)
    runs = []
    for flux, off_card in ((resident.to(card), False), (waiting, True)):
        cache = StepCache(FluxRunner(flux, HEIGHT, WIDTH, card, graphs=False, off_card=off_card), threshold)
        runs.append([cache.velocity(latents.to(card) * scale, here, step)
                     for _ in range(2) for step, scale in ((0, 1.0), (1, 1.01), (2, -1.0))])
    for one, other in zip(*runs, strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def _on(card: torch.device, condition: Condition) -> Condition:
    def moved(held: Modulations | Identity) -> list[Tensor]:
        return [getattr(held, each.name).to(card) for each in fields(held)]

    assert condition.identity is not None
    steering = Modulations(*moved(condition.modulations)), Identity(*moved(condition.identity))
    return Condition(condition.text.to(card), *steering)
