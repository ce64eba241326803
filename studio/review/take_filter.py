"""Which takes are looked at, and in what order: filters and sorting over columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.episode.take_columns import TakeColumns
from studio.review.column_picks import ACCEPTED, CHOSEN, FAILING, OPEN, REJECTED

Group: TypeAlias = Literal["all", "picks", "out", "by hand", "undecided"]
GROUPS: tuple[Group, ...] = ("all", "picks", "out", "by hand", "undecided")
FRAME = "frame"
_BY_HAND = (CHOSEN, ACCEPTED, REJECTED)


@dataclass(frozen=True, slots=True)
class ScoreSpan:
    """Both ends belong to it; None is open."""

    low: float | None = None
    high: float | None = None

    def within(self, other: ScoreSpan) -> ScoreSpan:
        """What lies in both."""
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        return ScoreSpan(max(lows, default=None), min(highs, default=None))


@dataclass(frozen=True, slots=True)
class TakeFilter:
    """`group`: out are takes that failed or were rejected. `spans` by score name; a missing score is in no span."""

    group: Group = "all"
    spans: tuple[tuple[str, ScoreSpan], ...] = ()

    def with_span(self, name: str, span: ScoreSpan) -> TakeFilter:
        """The same with another span for a score; an open one takes the span away."""
        others = tuple(item for item in self.spans if item[0] != name)
        return replace(self, spans=others if span == ScoreSpan() else (*others, (name, span)))

    def span(self, name: str) -> ScoreSpan:
        """The span of a score."""
        return dict(self.spans).get(name, ScoreSpan())


@dataclass(frozen=True, slots=True)
class TakeSort:
    """By `frame` or the name of a score; takes without that score come last either way."""

    by: str = FRAME
    descending: bool = False


def group_mask(codes: NDArray[np.int8], picks: NDArray[np.int64], group: Group) -> NDArray[np.bool_]:
    """Which rows belong to a group; see `column_picks` for `codes` and `picks`."""
    if group == "picks":
        picked = np.zeros(len(codes), np.bool_)
        picked[picks] = True
        return picked
    mask: NDArray[np.bool_] = np.ones(len(codes), np.bool_)
    if group == "by hand":
        mask = (codes <= ACCEPTED) | (codes == REJECTED)
    elif group != "all":
        mask = codes >= FAILING if group == "out" else codes == OPEN
    return mask


def group_counts(codes: NDArray[np.int8], picks: NDArray[np.int64]) -> dict[Group, int]:
    """How many rows each group has."""
    counts = np.bincount(codes, minlength=REJECTED + 1)
    return {"all": len(codes), "picks": len(picks), "out": int(counts[FAILING:].sum()),
            "by hand": int(counts[list(_BY_HAND)].sum()), "undecided": int(counts[OPEN])}


def rows_within(columns: TakeColumns, name: str, span: ScoreSpan) -> NDArray[np.bool_]:
    """Which rows have that score, and in that span."""
    values = columns.scores[name]
    found = ~np.isnan(values)
    if span.low is not None:
        found &= values >= span.low
    if span.high is not None:
        found &= values <= span.high
    return found


def sorted_rows(columns: TakeColumns, sort: TakeSort) -> NDArray[np.int64]:
    """All rows in order; equal ones stay in order of frame and take."""
    if sort.by == FRAME:
        rows = np.arange(len(columns), dtype=np.int64)
        return rows if not sort.descending else _frames_backwards(columns)
    values = columns.scores[sort.by]
    return np.argsort(-values if sort.descending else values, kind="stable")


def shown_rows(columns: TakeColumns, codes: NDArray[np.int8], picks: NDArray[np.int64], wanted: TakeFilter,
               in_order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of the rows `in_order` (see `sorted_rows`) that the filter lets through, in that order."""
    if wanted == TakeFilter():
        return in_order
    mask = group_mask(codes, picks, wanted.group)
    for name, span in wanted.spans:
        mask &= rows_within(columns, name, span)
    return in_order[mask[in_order]]


def frames_out(columns: TakeColumns, codes: NDArray[np.int8]) -> NDArray[np.int64]:
    """Numbers of the frames whose takes all failed or were rejected, ascending; one that is undecided waits instead."""
    starts = np.flatnonzero(np.diff(columns.frames, prepend=columns.frames[:1] - 1))
    if not len(starts):
        return np.empty(0, np.int64)
    return columns.frames[starts[np.minimum.reduceat(codes, starts) > OPEN]]


def _frames_backwards(columns: TakeColumns) -> NDArray[np.int64]:
    return np.argsort(-columns.frames, kind="stable")
