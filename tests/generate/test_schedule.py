import json
from pathlib import Path

import pytest

from studio.episode.take_request import Schedule, TakeSettings
from studio.generate.schedule import noise_levels, steps_run


@pytest.mark.parametrize(("steps", "denoise", "schedule", "expected"), [
    (12, 0.9, "comfyui", 12),
    (20, 0.9, "comfyui", 20),
    (12, 0.9, "diffusers", 11),
    (20, 0.9, "diffusers", 18),
    (12, 1.0, "diffusers", 12),
    (10, 0.01, "diffusers", 1),
    (1, 0.1, "comfyui", 1),
    (12, 0.0, "comfyui", 0),
    (12, 0.0, "diffusers", 0),
])
def test_steps_run(steps: int, denoise: float, schedule: Schedule, expected: int) -> None:
    assert steps_run(TakeSettings("draft", steps=steps, denoise=denoise, schedule=schedule)) == expected


@pytest.mark.parametrize("schedule", ["comfyui", "diffusers"])
def test_klein_runs_all_steps(schedule: Schedule) -> None:
    assert steps_run(TakeSettings("klein", steps=4, denoise=0.5, schedule=schedule)) == 4


def test_diffusers_steps_are_those_of_its_pipeline(shared: Path) -> None:
    cases = json.loads((shared / "parity" / "sampling.json").read_text(encoding="utf-8"))["cases"]
    assert cases
    for case in cases:
        settings = TakeSettings("flux-pulid", steps=case["num_inference_steps"], denoise=case["strength"],
                                schedule="diffusers")
        assert steps_run(settings) == case["denoising_steps_run"]


@pytest.mark.parametrize("schedule", ["comfyui", "diffusers"])
@pytest.mark.parametrize("steps", [1, 2, 12, 20, 200])
@pytest.mark.parametrize("denoise", [0.05, 0.5, 0.9, 1.0])
def test_noise_falls_to_nothing(steps: int, denoise: float, schedule: Schedule) -> None:
    settings = TakeSettings("draft", steps=steps, denoise=denoise, schedule=schedule)
    levels = noise_levels(settings)
    assert len(levels) == steps_run(settings) + 1
    assert 0 < levels[0] <= 1
    assert levels[-1] == 0
    assert levels == sorted(levels, reverse=True)


def test_comfyui_starts_where_its_longer_schedule_has_come_to() -> None:
    levels = noise_levels(TakeSettings("draft", steps=12, denoise=0.9))
    assert levels[0] == pytest.approx(12 / 13)
    assert noise_levels(TakeSettings("draft", steps=12, denoise=0.0)) == [0.0]
