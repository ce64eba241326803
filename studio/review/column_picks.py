"""Standings and picks over columns: what `picks` says of each take, fast enough to follow a threshold being dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.episode.pick import Standing
from studio.episode.take_columns import TakeColumns
from studio.episode.thresholds import STRICT_DET, Thresholds
from studio.review.statistics import wilson
from studio.review.summary import StrictPass
from studio.review.verdict import FAILED, PASSED, UNDECIDED, Judge, verdicts

STANDINGS: tuple[Standing, ...] = ("chosen", "accepted", "passed", "undecided", "failed", "rejected")
CHOSEN, ACCEPTED, PASSING, OPEN, FAILING, REJECTED = range(6)
"""Codes of `Standing`, the strongest first; those below OPEN may be picked."""


def standing_codes(columns: TakeColumns, thresholds: Thresholds, judge: Judge | None = None) -> NDArray[np.int8]:
    """The code of each row's standing; `picks.standing` over columns. `judge` is that of the same scores, where one is
    at hand."""
    judge = judge or Judge(columns.scores)
    judged = judge.verdicts(thresholds)
    codes: NDArray[np.int8] = FAILING - 2 * np.abs(judged) + (judged == UNDECIDED)     # a table takes ten times as long
    codes[columns.decisions > 0] = ACCEPTED
    codes[columns.chosen] = CHOSEN
    codes[columns.decisions < 0] = REJECTED
    return codes


class PickOrder:
    """Within each frame, which row comes first among equals; sorted once, since no threshold changes it."""

    def __init__(self, columns: TakeColumns) -> None:
        def descending(name: str) -> NDArray[np.float64]:
            values = columns.scores[name]
            return np.where(np.isnan(values), np.inf, -values)

        ranks = (columns.seeds, descending("sharpness"), descending("det"), descending("identity"), columns.frames)
        self._order = _by_keys_too(columns, np.lexsort(ranks), ranks)
        self._places = np.arange(len(columns), dtype=np.int32)
        frames = columns.frames[self._order]
        self._starts = np.flatnonzero(np.diff(frames, prepend=frames[:1] - 1)) if len(frames) else np.empty(0, np.int64)

    def picks(self, codes: NDArray[np.int8]) -> NDArray[np.int64]:
        """The rows that stand for their frames, by frame number; frames without one are left out."""
        if len(self._starts) == len(codes):         # one take a frame, or none at all
            alone: NDArray[np.int64] = self._order[codes[self._order] < OPEN]
            return alone
        rank = codes[self._order].astype(np.int32) * len(codes) + self._places
        best = np.minimum.reduceat(rank, self._starts)
        able = best[best < OPEN * len(codes)]
        rows: NDArray[np.int64] = self._order[able % len(codes)]
        return rows


def _by_keys_too(columns: TakeColumns, order: NDArray[np.int64], ranks: Sequence[NDArray[Any]]) -> NDArray[np.int64]:
    """Rows of equal `ranks` by their takes' keys, then ids. They are few, and 100,000 keys take a tenth of a second."""
    same = np.ones(max(0, len(order) - 1), np.bool_)
    for values in ranks:
        same &= values[order[1:]] == values[order[:-1]]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    if not len(tied):
        return order
    run = np.cumsum(~np.append(False, same))[tied]
    rows = order[tied]
    keys = np.array([columns.keys[row] for row in rows.tolist()], "U64")
    order[tied] = rows[np.lexsort((columns.takes[rows], keys, run))]
    return order


def first_rows(columns: TakeColumns) -> NDArray[np.int64]:
    """One row of each take: a take that stands on several equal frames is one take."""
    order = np.argsort(columns.takes, kind="stable")
    takes = columns.takes[order]
    rows: NDArray[np.int64] = order[np.flatnonzero(np.diff(takes, prepend=takes[:1] - 1))]
    return rows


def strict_pass_of(columns: TakeColumns, rows: NDArray[np.int64], thresholds: Thresholds) -> StrictPass:
    """`summary.strict_pass` over columns; `rows` as `first_rows` gives them."""
    min_det = STRICT_DET if thresholds.det is None else thresholds.det
    names = ("det", "faces")
    each = {name: columns.scores[name] if len(rows) == len(columns) else columns.scores[name][rows] for name in names}
    judged = verdicts(each, Thresholds(det=min_det))
    passed, failed = int(np.count_nonzero(judged == PASSED)), int(np.count_nonzero(judged == FAILED))
    return StrictPass(min_det, wilson(passed, passed + failed), len(judged) - passed - failed)
