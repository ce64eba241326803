"""How `steps` and `denoise` are read, and the noise levels that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.episode.take_request import TakeSettings

_FROM_NOISE = ("klein",)


def steps_run(settings: TakeSettings) -> int:
    """How many steps really run; 0 with `denoise` 0, which leaves the frame as it is.

    "comfyui": as many as asked (its KSampler makes a schedule of int(steps / denoise) and runs the last
    `steps`). "diffusers": steps - int(steps - steps * denoise), as in its FluxImg2ImgPipeline; at least 1.
    The engine klein starts from noise whatever `denoise` says, and runs all.
    """
    if settings.engine in _FROM_NOISE:
        return settings.steps
    if settings.denoise <= 0 or settings.steps <= 0:
        return 0
    if settings.schedule == "comfyui":
        return settings.steps
    return max(1, settings.steps - int(max(settings.steps - settings.steps * settings.denoise, 0.0)))


def noise_levels(settings: TakeSettings) -> list[float]:
    """The share of noise before each step and, last, 0: `steps_run` + 1 falling numbers in 0-1.

    >>> from studio.episode.take_request import TakeSettings
    >>> noise_levels(TakeSettings("draft", steps=2, denoise=0.5))
    [0.5, 0.25, 0.0]
    """
    run = steps_run(settings)
    whole = settings.steps
    if settings.schedule == "comfyui" and run:
        whole = max(run, int(settings.steps / settings.denoise))
    return [(run - step) / whole for step in range(run + 1)] if run else [0.0]
