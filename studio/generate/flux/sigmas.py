"""The noise levels that a preset runs through, as diffusers and as ComfyUI read `steps` and `denoise`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from studio.generate.schedule import steps_run

if TYPE_CHECKING:
    from studio.episode.take_request import TakeSettings

_TOKENS: Final = (256, 4096)
_SHIFTS: Final = (0.5, 1.15)
"""FLUX.1-dev's scheduler_config.json: base_image_seq_len, max_image_seq_len, base_shift, max_shift."""

COMFYUI_SHIFT: Final = 1.15
"""ComfyUI's `ModelSamplingFlux` for FLUX.1-dev where no node changes it (comfy/supported_models.py), at any size."""

_COMFYUI_LEVELS: Final = 10000


def noise_sigmas(settings: TakeSettings, comfyui_shift: float = COMFYUI_SHIFT) -> list[float]:
    """`steps_run` falling levels (1 all noise, 0 none) and a last 0; [0.0] where no step runs.

    "diffusers": linspace(1, 1/steps), shifted by a mu linear in the number of image tokens, from step
    int(steps - steps * denoise) on (`FluxImg2ImgPipeline`). "comfyui": of a schedule of int(steps / denoise) levels spread
    over 10,000 as its scheduler "simple" spreads them, the last `steps` (`KSampler.set_steps`).
    """
    run = steps_run(settings)
    if not run:
        return [0.0]
    if settings.schedule == "comfyui":
        whole = max(run, int(settings.steps / settings.denoise))
        places = (_COMFYUI_LEVELS - int(index * _COMFYUI_LEVELS / whole) for index in range(whole))
        levels = [_shifted(place / _COMFYUI_LEVELS, comfyui_shift) for place in places]
    else:
        mu, whole = diffusers_shift(settings.width, settings.height), settings.steps
        levels = [_shifted(1 - index * (1 - 1 / whole) / max(whole - 1, 1), mu) for index in range(whole)]
    return [*levels[len(levels) - run:], 0.0]


def diffusers_shift(width: int, height: int) -> float:
    """mu for a picture of that many pixels, linear in its tokens of 16x16 pixels."""
    slope = (_SHIFTS[1] - _SHIFTS[0]) / (_TOKENS[1] - _TOKENS[0])
    return _SHIFTS[0] + slope * ((width // 16) * (height // 16) - _TOKENS[0])


def _shifted(level: float, mu: float) -> float:
    """flux's `time_shift`: e^mu / (e^mu + 1/t - 1)."""
    return math.exp(mu) / (math.exp(mu) + 1 / level - 1)
