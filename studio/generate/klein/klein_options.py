"""What a preset's `[options]` may say to the engine klein."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from studio.episode.settings_check import OneOf, Rule, Text, Whole, YesNo
from studio.episode.take_request import OptionValue
from studio.generate.flux.flux_options import Precision
from studio.generate.flux.seeds import Noise
from studio.generate.option_check import require_options

INSTRUCTION: Final = ("Redraw image 1 with the same pose, framing and expression. The person is the one in image 2, with "
                      "the same face and hair.")


@dataclass(frozen=True, slots=True)
class KleinOptions:
    """All options with their defaults.

    `precision`: "auto" takes what fits. `text_tokens`: to how many tokens a prompt is padded, as klein was trained with
    512; fewer are faster and change the picture. `noise`: the same for every frame of a seed, or another for each.
    `keep_references`: see `KleinRunner`; false costs about twice the time. `reference_side`: the identity's pictures are
    squares of that many pixels. `instruction` stands before the prompt and tells klein what to do with its images: 1 is
    the frame, 2 and further ones are the identity; "" leaves that to the prompt.
    """

    precision: Precision = "auto"
    text_tokens: int = 512
    noise: Noise = "same"
    keep_references: bool = True
    reference_side: int = 512
    instruction: str = INSTRUCTION

    def told(self, prompt: str) -> str:
        """What is encoded."""
        return f"{self.instruction} {prompt}".strip()


RULES: Final[Mapping[str, Rule]] = {
    "precision": OneOf(("auto", "bf16", "fp8")),
    "text_tokens": Whole(64, 512, 64),
    "noise": OneOf(("same", "frame")),
    "keep_references": YesNo(),
    "reference_side": Whole(256, 1024, 64),
    "instruction": Text(),
}


def klein_options(values: Mapping[str, OptionValue]) -> KleinOptions:
    """The options of a preset; raises StudioError("input") that names the first that cannot be used."""
    require_options("klein", values, RULES)
    given: dict[str, Any] = dict(values)
    return KleinOptions(**given)
