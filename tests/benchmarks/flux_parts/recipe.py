"""The presets of the recipe, read as diffusers reads them, so that both sides run the same number of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from studio.episode.take_request import TakeSettings


@dataclass(frozen=True, slots=True)
class RecipePreset:
    """Size and steps of one preset."""

    width: int
    height: int
    steps: int
    denoise: float = 0.9

    def settings(self) -> TakeSettings:
        """As a take asks for it."""
        return TakeSettings("flux-pulid", "a portrait", width=self.width, height=self.height, steps=self.steps,
                            denoise=self.denoise, schedule="diffusers")


KLEIN: Final = TakeSettings("klein", "a portrait", width=512, height=768, steps=4)
KLEIN_TINY: Final = TakeSettings("klein", "a portrait", width=64, height=96, steps=4)

PRESETS: Final[Mapping[str, RecipePreset]] = {
    "A": RecipePreset(1024, 768, 20), "B": RecipePreset(512, 768, 20), "C": RecipePreset(1024, 768, 12),
    "D": RecipePreset(512, 768, 12),
}
