"""Scores and times of two presets on the same frames: the mean difference with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from studio.episode.sweep_table import Measured, SweepTable
from studio.review.lab.block_bootstrap import MeanInterval, mean_interval
from studio.review.statistics import LEVEL

SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class ScoreDifference:
    """`first` minus `second` in the unit of `score`, which is a score's name or `seconds`."""

    score: str
    first: str
    second: str
    difference: MeanInterval

    @property
    def holds(self) -> bool:
        """Whether the interval leaves no doubt about the sign; of this score and pair alone."""
        return self.difference.excludes_zero


def score_differences(table: SweepTable, level: float = LEVEL) -> tuple[ScoreDifference, ...]:
    """Every score and the seconds of every pair of presets, on the frames where both are measured; none: left out.

    Frames are resampled as pairs and in blocks, see `mean_interval`.
    """
    measured = {**table.scores, SECONDS: table.seconds}
    found = [difference for name, values in measured.items() for difference in _of_score(table, name, values, level)]
    return tuple(one for one in found if one.difference.depends.count >= 2)


def _of_score(table: SweepTable, name: str, values: Measured, level: float) -> list[ScoreDifference]:
    pairs = combinations(range(len(table.presets)), 2)
    return [ScoreDifference(name, table.names[a], table.names[b], mean_interval(values[a] - values[b], level))
            for a, b in pairs]
