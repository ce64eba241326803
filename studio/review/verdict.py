"""What the thresholds say of a take: one at a time, and over whole columns of scores."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import SCORE_NAMES, Scores
from studio.episode.thresholds import ThresholdRule, Thresholds

PASSED, FAILED, UNDECIDED = 1, 0, -1
_NOTHING = Scores()

ScoreColumns: TypeAlias = Mapping[str, NDArray[np.float64]]
"""Score name to values, all of one length; NaN where nothing was measured."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A limit that was not kept. `value` None: the score needs a face, and none was found."""

    score: str
    value: float | None
    threshold: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passed` None: undecided, since no limit was broken but `missing` scores were not measured."""

    passed: bool | None
    failures: tuple[Failure, ...] = ()
    missing: tuple[str, ...] = ()


def verdict(scores: Scores | None, thresholds: Thresholds) -> Verdict:
    """Judge one take; None for one that was not scored.

    One broken limit is enough to fail, whatever else is missing. A missing score under a limit leaves the take
    undecided, unless no face was found (`faces` 0) and the score needs one: that is a measurement, and fails.
    """
    scores = scores or _NOTHING
    failures, missing = [], []
    for rule, limit in thresholds.active():
        value = measured(scores, rule.score)
        if value is None and not _faceless(scores, rule):
            missing.append(rule.score)
        elif value is None or not rule.passes(value, limit):
            failures.append(Failure(rule.score, value, limit))
    passed = False if failures else None if missing else True
    return Verdict(passed, tuple(failures), tuple(missing))


def measured(scores: Scores, name: str) -> float | None:
    """The score of that name; None where it was not measured, also where an analyzer answered NaN."""
    value: float | int | None = getattr(scores, name)
    return None if value is None or math.isnan(value) else float(value)


def score_columns(
    takes: Sequence[Scores | None], names: Iterable[str] = SCORE_NAMES
) -> dict[str, NDArray[np.float64]]:
    """The scores of these names as columns, in the order of `takes`."""
    filled = [scores or _NOTHING for scores in takes]
    return {name: np.array(list(map(attrgetter(name), filled)), dtype=np.float64) for name in names}


class Judge:
    """`verdicts` over columns that stay the same while thresholds move: what is missing where is found once."""

    def __init__(self, columns: ScoreColumns) -> None:
        """`columns` holds at least every score that will be under a limit, and `faces`."""
        self._columns = columns
        self._faceless = columns["faces"] == 0
        self._known: dict[str, tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]] = {}

    def verdicts(self, thresholds: Thresholds) -> NDArray[np.int8]:
        """PASSED, FAILED or UNDECIDED for each row, as `verdict` would say."""
        kept, missing = np.ones_like(self._faceless), np.zeros_like(self._faceless)
        for rule, limit in thresholds.active():
            values, absent, broken = self._column(rule)
            kept &= absent | _keeps(rule, values, limit)
            kept &= ~broken
            missing |= absent
        verdicts: NDArray[np.int8] = kept.view(np.int8) - 2 * (kept & missing).view(np.int8)
        return verdicts             # PASSED, FAILED, UNDECIDED are 1, 0, -1; to pick them by mask takes 40 times as long

    def _column(self, rule: ThresholdRule) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
        """The score, where it is missing, and where that alone breaks the limit because no face was found."""
        if rule.score not in self._known:
            values = self._columns[rule.score].astype(np.float64, copy=False)
            absent = np.isnan(values)
            self._known[rule.score] = values, absent, absent & self._faceless if rule.of_face else np.zeros_like(absent)
        return self._known[rule.score]


def verdicts(columns: ScoreColumns, thresholds: Thresholds) -> NDArray[np.int8]:
    """PASSED, FAILED or UNDECIDED for each row, as `verdict` would say; `columns` holds at least every score
    under a limit, and `faces`.
    """
    return Judge(columns).verdicts(thresholds)


def needed_columns(takes: Sequence[Scores | None], thresholds: Thresholds) -> dict[str, NDArray[np.float64]]:
    """The columns that `verdicts` asks for under these thresholds, and no others."""
    return score_columns(takes, {rule.score for rule, _ in thresholds.active()} | {"faces"})


def _faceless(scores: Scores, rule: ThresholdRule) -> bool:
    return rule.of_face and scores.faces == 0


def _keeps(rule: ThresholdRule, values: NDArray[np.float64], limit: float) -> NDArray[np.bool_]:
    """`ThresholdRule.passes` over a column; NaN keeps no limit."""
    if rule.sense == "at least":
        return values >= limit
    return (np.abs(values) if rule.sense == "within" else values) <= limit
