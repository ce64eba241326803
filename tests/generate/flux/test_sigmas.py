"""The noise levels at the edges of what a preset may say."""

from __future__ import annotations

from itertools import pairwise

import pytest

from studio.episode.take_request import Schedule, TakeSettings
from studio.generate.flux.sigmas import diffusers_shift, noise_sigmas
from studio.generate.schedule import steps_run


@pytest.mark.parametrize("schedule", ["comfyui", "diffusers"])
@pytest.mark.parametrize(("steps", "denoise"), [(1, 1.0), (1, 0.9), (12, 0.9), (12, 0.05), (20, 1.0), (50, 0.31)])
def test_levels_fall_to_nothing_in_as_many_steps_as_run(schedule: Schedule, steps: int, denoise: float) -> None:
    settings = TakeSettings("flux-pulid", steps=steps, denoise=denoise, schedule=schedule)
    levels = noise_sigmas(settings)
    assert len(levels) == steps_run(settings) + 1
    assert levels[-1] == 0
    assert all(before > after for before, after in pairwise(levels))
    assert levels[0] <= 1 + 1e-9


@pytest.mark.parametrize("schedule", ["comfyui", "diffusers"])
def test_without_denoise_no_step_runs(schedule: Schedule) -> None:
    assert noise_sigmas(TakeSettings("flux-pulid", denoise=0.0, schedule=schedule)) == [0.0]


@pytest.mark.parametrize("schedule", ["comfyui", "diffusers"])
def test_with_all_denoise_it_begins_at_pure_noise(schedule: Schedule) -> None:
    assert noise_sigmas(TakeSettings("flux-pulid", denoise=1.0, schedule=schedule))[0] == pytest.approx(1.0)


def test_the_shift_of_diffusers_grows_with_the_picture_and_comfyuis_does_not() -> None:
    assert diffusers_shift(256, 256) == pytest.approx(0.5)
    assert diffusers_shift(1024, 1024) == pytest.approx(1.15)
    small, large = (TakeSettings("flux-pulid", width=side, height=side) for side in (256, 1024))
    assert noise_sigmas(small) == noise_sigmas(large)
