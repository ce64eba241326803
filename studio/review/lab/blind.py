"""What a blind comparison of two presets says: takes of one frame side by side, unlabelled."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.stats import binomtest

from studio.review.lab.dependence import ALPHA
from studio.review.statistics import LEVEL, Interval, wilson


@dataclass(frozen=True, slots=True)
class BlindResult:
    """`first` against `second`: `wins` is the share of decided votes that went to `first`, with Wilson's interval.

    `p` is of the exact sign test. Ties say nothing of which is better and are only counted.
    """

    first: str
    second: str
    wins: Interval
    ties: int
    p: float

    @property
    def holds(self) -> bool:
        """Whether one is preferred, at 5 %."""
        return self.p <= ALPHA


def blind_result(first: str, second: str, wins: int, losses: int, ties: int = 0, level: float = LEVEL) -> BlindResult:
    """`wins` and `losses` of `first`. One vote for each frame: votes on the same frame would not be independent."""
    decided = wins + losses
    return BlindResult(first, second, wilson(wins, decided, level), ties,
                       float(binomtest(wins, decided, 0.5).pvalue) if decided else 1.0)
