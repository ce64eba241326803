"""parity: the loop gives the reference implementation's latents, and the schedule diffusers' noise levels."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from studio.episode.take_request import TakeSettings
from studio.generate.flux.denoise import Denoised, Steering, denoise
from studio.generate.flux.modulations import modulations
from studio.generate.flux.runner import Condition, FluxRunner
from studio.generate.flux.sigmas import noise_sigmas
from tests.generate.flux.tiny import TinyFlux

TOLERANCE = 2e-4


@pytest.fixture(scope="module")
def held(tensors: Callable[[str], dict[str, Tensor]]) -> dict[str, Tensor]:
    """The loop's inputs and outcomes, with the positive prompt of the single step's fixture."""
    return {**tensors("flux_pulid_io"), **tensors("flux_pulid_denoise")}


@pytest.mark.parametrize(("expected", "identity", "start_step", "true_cfg"), [
    ("out_no_id", False, 0, 1.0), ("out_id", True, 0, 1.0), ("out_id_start_step", True, 2, 1.0),
    ("out_id_true_cfg", True, 0, 3.0), ("out_id_true_cfg_start_step", True, 2, 3.0)])
def test_parity_of_the_loop(tiny_flux: TinyFlux, held: dict[str, Tensor], facts: dict[str, Any], expected: str,
                            identity: bool, start_step: int, true_cfg: float) -> None:
    run = Loop(tiny_flux, held, facts)
    ended = run(Steering(start_step, true_cfg, facts["denoise"]["timestep_to_start_cfg"]), identity=identity)
    assert float((ended - held[expected]).abs().max()) < TOLERANCE


def test_a_cache_that_leaves_nothing_out_changes_nothing(tiny_flux: TinyFlux, held: dict[str, Tensor],
                                                         facts: dict[str, Any]) -> None:
    ended = Loop(tiny_flux, held, facts)(Steering(step_cache=1e-9), identity=True)
    assert float((ended - held["out_id"]).abs().max()) < TOLERANCE


def test_a_cache_that_leaves_steps_out_changes_the_picture_a_little(tiny_flux: TinyFlux, held: dict[str, Tensor],
                                                                    facts: dict[str, Any]) -> None:
    ended = Loop(tiny_flux, held, facts).run(Steering(step_cache=10.0), identity=True)
    change = float((ended.latents - held["out_id"]).abs().mean() / held["out_id"].abs().mean())
    assert ended.left_out == 3
    assert 1e-3 < change < 1


def test_each_step_tells_the_clean_latents_it_predicts(tiny_flux: TinyFlux, held: dict[str, Tensor],
                                                       facts: dict[str, Any]) -> None:
    run = Loop(tiny_flux, held, facts)
    ended = run(Steering(), identity=True)
    assert [step for step, _ in run.told] == [0, 1, 2, 3]
    assert torch.allclose(run.told[-1][1], ended, atol=1e-5)      # the last step goes all the way


@pytest.mark.parametrize("case", range(4))
def test_parity_of_the_noise_levels(parity: Path, case: int) -> None:
    wanted = json.loads((parity / "sampling.json").read_text())["cases"][case]
    settings = TakeSettings("flux-pulid", width=wanted["width"], height=wanted["height"], denoise=wanted["strength"],
                            steps=wanted["num_inference_steps"], schedule="diffusers")
    assert noise_sigmas(settings) == pytest.approx(wanted["sigmas_run"], abs=1e-6)


def test_comfyui_runs_as_many_steps_as_asked_from_the_end_of_a_longer_schedule() -> None:
    settings = TakeSettings("flux-pulid", steps=12, denoise=0.9, schedule="comfyui")
    levels = noise_sigmas(settings)
    whole = noise_sigmas(replace(settings, steps=13, denoise=1.0))
    assert levels == whole[1:]
    assert len(levels) == 13
    # 12/13 of the way of time, rounded as ComfyUI rounds, shifted by e^1.15
    assert levels[0] == pytest.approx(3.15819 / (3.15819 + 1 / 0.9231 - 1), abs=1e-5)


class Loop:
    """Runs the loop on the fixture's inputs."""

    def __init__(self, tiny: TinyFlux, held: dict[str, Tensor], facts: dict[str, Any]) -> None:
        self.told: list[tuple[int, Tensor]] = []
        self._tiny, self._held, self._options = tiny, held, facts["denoise"]
        height, width = facts["image_grid_hw"]
        self._runner = FluxRunner(tiny.flux, height, width, torch.device("cpu"), graphs=False)

    def __call__(self, steering: Steering, *, identity: bool) -> Tensor:
        return self.run(steering, identity=identity).latents

    def run(self, steering: Steering, *, identity: bool) -> Denoised:
        held = self._held
        positive = self._condition(held["encoder_hidden_states"], held["pooled_projections"],
                                   held["id_embedding"] if identity else None)
        negative = self._condition(held["negative_encoder_hidden_states"], held["negative_pooled_projections"],
                                   held["uncond_id_embedding"])
        return denoise(self._runner, held["noise"], held["sigmas"].tolist(), positive, negative, steering,
                       lambda step, latents: self.told.append((step, latents.clone())))

    def _condition(self, text: Tensor, pooled: Tensor, embedding: Tensor | None) -> Condition:
        steps = self._held["sigmas"].tolist()[:-1]
        made = modulations(self._tiny.read, self._tiny.flux.sizes, steps, self._options["guidance"], pooled)
        identity = None if embedding is None else self._tiny.flux.identity(embedding, self._options["id_weight"])
        return Condition(text, made, identity)
