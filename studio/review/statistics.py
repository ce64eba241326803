"""How sure a pass rate is, and the range of each score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from studio.episode.face import SCORE_NAMES, Scores
from studio.review.verdict import measured

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
    """
    if not 0 <= passed <= tried:
        raise ValueError(f"{passed} of {tried} cannot pass")
    if tried == 0:
        return Interval(0, 0, 0.0, 1.0, level)
    from scipy.stats import binomtest

    found = binomtest(passed, tried).proportion_ci(confidence_level=level, method="wilson")
    return Interval(passed, tried, float(found.low), float(found.high), level)


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The smallest, middle and largest of `count` measured values."""

    count: int
    low: float
    median: float
    high: float


def score_ranges(takes: Iterable[Scores | None]) -> dict[str, ScoreRange]:
    """The range of each score that was measured at least once, in the order of `Scores`."""
    known = [scores for scores in takes if scores is not None]
    values = {name: [measured(scores, name) for scores in known] for name in SCORE_NAMES}
    return {name: _range(found) for name, column in values.items() if (found := _present(column))}


def _present(column: Iterable[float | None]) -> list[float]:
    return sorted(value for value in column if value is not None)


def _range(ordered: list[float]) -> ScoreRange:
    return ScoreRange(len(ordered), ordered[0], median(ordered), ordered[-1])
