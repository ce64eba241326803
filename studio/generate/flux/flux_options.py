"""What a preset's `[options]` may say to the engine flux-pulid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from studio.episode.settings_check import OneOf, Real, Rule, Text, Whole
from studio.episode.take_request import OptionValue
from studio.generate.flux.denoise import Steering
from studio.generate.flux.seeds import Noise
from studio.generate.option_check import require_options

Precision: TypeAlias = Literal["auto", "bf16", "fp8", "nvfp4"]


@dataclass(frozen=True, slots=True)
class FluxOptions:
    """All options with their defaults.

    `precision`: "auto" takes what fits of bf16 and fp8. `text_tokens`: to how many tokens a prompt is padded, as
    FLUX.1-dev was trained with 512; fewer are faster and change the picture. `posterior`: the most likely latents of a
    frame, or drawn ones. `noise`: the same for every frame of a seed, or another for each. `true_cfg` above 1 runs the
    negative prompt too, from step `true_cfg_from` on. `step_cache`: see `Steering`. `lora`: a .safetensors file, added
    `lora_scale` times.
    """

    precision: Precision = "auto"
    text_tokens: int = 512
    posterior: Literal["mode", "sample"] = "mode"
    noise: Noise = "same"
    true_cfg: float = 1.0
    true_cfg_from: int = 1
    step_cache: float = 0.0
    lora: str = ""
    lora_scale: float = 1.0

    def steering(self, start_step: int) -> Steering:
        """For the loop."""
        return Steering(start_step, self.true_cfg, self.true_cfg_from, self.step_cache)


RULES: Final[Mapping[str, Rule]] = {
    "precision": OneOf(("auto", "bf16", "fp8", "nvfp4")),
    "text_tokens": Whole(64, 512, 64),
    "posterior": OneOf(("mode", "sample")),
    "noise": OneOf(("same", "frame")),
    "true_cfg": Real(1, 20),
    "true_cfg_from": Whole(0, 200),
    "step_cache": Real(0, 1),
    "lora": Text(),
    "lora_scale": Real(-4, 4),
}


def flux_options(values: Mapping[str, OptionValue]) -> FluxOptions:
    """The options of a preset; raises StudioError("input") that names the first that cannot be used."""
    require_options("flux-pulid", values, RULES)
    given: dict[str, Any] = dict(values)
    return FluxOptions(**given)
