"""A mean with half its interval, as it stands in tables."""

from __future__ import annotations

import math

from studio.review.lab.block_bootstrap import MeanInterval
from studio.review.lab.words import Language, number

NOTHING = "–"


def mean_text(found: MeanInterval, language: Language) -> str:
    """Such as `4.06 ± 0.03`, with the digits that the interval leaves sure; a dash where nothing was measured."""
    if math.isnan(found.mean):
        return NOTHING
    half = (found.high - found.low) / 2
    if math.isnan(half):
        return plain_text(found.mean, language)
    digits = max(0, min(3, 1 - math.floor(math.log10(half)))) if half > 0 else 2
    return f"{number(language, found.mean, digits)} ± {number(language, half, digits)}"


def plain_text(value: float, language: Language) -> str:
    """A single value."""
    return number(language, value, 2 if abs(value) < 10 else 1)
