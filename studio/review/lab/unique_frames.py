"""How many source frames give a wanted number of unique ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import betabinom

from studio.review.lab.pass_rates import PassRate
from studio.review.statistics import LEVEL

MOST_FRAMES = 100_000


@dataclass(frozen=True, slots=True)
class SourceFrames:
    """Source frames that give `wanted` takes that pass: as likely as not, and at `level`. None: more than 100,000."""

    wanted: int
    likely: int | None
    sure: int | None
    level: float


def source_frames(wanted: int, rate: PassRate, level: float = LEVEL) -> SourceFrames:
    """From a measured pass rate, its uncertainty included: what is not known of the rate is Beta (H. Jeffreys, 1946), and
    passes given it binomial, so the wait is beta negative binomial. Frames that resemble each other pass or fail
    together: `effect` of them are taken as one.
    """
    return SourceFrames(wanted, _fewest(wanted, rate, 0.5), _fewest(wanted, rate, level), level)


def _fewest(wanted: int, rate: PassRate, level: float) -> int | None:
    effect = rate.depends.effect
    needed = math.ceil(wanted / effect)
    passed, tried = rate.independent.passed / effect, rate.depends.effective
    least, enough = 0, needed
    while _enough(enough, needed, passed, tried) < level:
        least, enough = enough, enough * 2
        if least * effect > MOST_FRAMES:
            return None
    while enough - least > 1:
        middle = (least + enough) // 2
        least, enough = (least, middle) if _enough(middle, needed, passed, tried) >= level else (middle, enough)
    frames = math.ceil(enough * effect)
    return frames if frames <= MOST_FRAMES else None


def _enough(frames: int, needed: int, passed: float, tried: float) -> float:
    """The chance that `needed` of `frames` pass."""
    fewer = betabinom.pmf(np.arange(needed), frames, passed + 0.5, tried - passed + 0.5)
    return 1 - float(np.sum(fewer))
