"""How sure a pass rate is, and the range of each score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import Scores
from studio.review.verdict import score_columns

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """`passed` of `tried`, and the interval of the rate behind it, all 0-1."""

    passed: int
    tried: int
    low: float
    high: float
    level: float = LEVEL

    @property
    def share(self) -> float | None:
        """The rate seen; None where nothing was tried."""
        return self.passed / self.tried if self.tried else None


def wilson(passed: int, tried: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval (E. B. Wilson, J. Amer. Statist. Assoc. 22, 1927), sound for few trials too.

    Nothing tried says nothing: 0 to 1. Raises ValueError where `passed` is not within 0..`tried`.
    Written out, since the window asks on every move of a threshold and scipy.stats takes a second to import.
    """
    if not 0 <= passed <= tried:
        raise ValueError(f"{passed} of {tried} cannot pass")
    if tried == 0:
        return Interval(0, 0, 0.0, 1.0, level)
    squared = NormalDist().inv_cdf((1 + level) / 2) ** 2
    middle = passed + squared / 2
    reach = math.sqrt(squared * (passed * (tried - passed) / tried + squared / 4))
    low = (middle - reach) / (tried + squared) if passed else 0.0
    high = (middle + reach) / (tried + squared) if passed < tried else 1.0
    return Interval(passed, tried, low, high, level)


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The smallest, middle and largest of `count` measured values."""

    count: int
    low: float
    median: float
    high: float


def score_ranges(takes: Sequence[Scores | None]) -> dict[str, ScoreRange]:
    """The range of each score that was measured at least once, in the order of `Scores`."""
    columns = {name: column[~np.isnan(column)] for name, column in score_columns(takes).items()}
    return {name: _range(values) for name, values in columns.items() if values.size}


def _range(values: NDArray[np.float64]) -> ScoreRange:
    return ScoreRange(values.size, float(values.min()), float(np.median(values)), float(values.max()))
