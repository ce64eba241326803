"""Filters and sorting over columns."""

from __future__ import annotations

import math

import numpy as np
import pytest

from studio.episode.face import SCORE_NAMES
from studio.episode.key_column import KeyColumn
from studio.episode.take_columns import TakeColumns
from studio.review.column_picks import ACCEPTED, CHOSEN, FAILING, OPEN, PASSING, REJECTED
from studio.review.take_filter import (
    GROUPS,
    Group,
    ScoreSpan,
    TakeFilter,
    TakeSort,
    frames_out,
    group_counts,
    group_mask,
    rows_within,
    shown_rows,
    sorted_rows,
)

CODES = np.array([PASSING, FAILING, REJECTED, ACCEPTED, OPEN, CHOSEN], np.int8)
PICKS = np.array([0, 3, 5], np.int64)
DET = [0.9, 0.5, 0.9, math.nan, 0.7, 0.5]


def columns() -> TakeColumns:
    """Six takes, two of them on frame 3."""
    whole = np.arange(6, dtype=np.int64)
    scores = {name: np.full(6, math.nan) for name in SCORE_NAMES}
    scores["det"] = np.array(DET)
    frames = np.array([1, 2, 3, 3, 4, 5], np.int64)
    return TakeColumns(frames, frames, whole + 10, KeyColumn.of(str(row) for row in whole), whole, np.zeros(6, np.int8),
                       np.zeros(6, np.bool_), np.ones(6, np.bool_), scores)


@pytest.mark.parametrize(("group", "rows"), [
    ("all", [0, 1, 2, 3, 4, 5]), ("picks", [0, 3, 5]), ("out", [1, 2]), ("by hand", [2, 3, 5]), ("undecided", [4]),
])
def test_groups(group: Group, rows: list[int]) -> None:
    assert np.flatnonzero(group_mask(CODES, PICKS, group)).tolist() == rows
    assert group_counts(CODES, PICKS)[group] == len(rows)


def test_nothing_has_groups_too() -> None:
    assert group_counts(np.empty(0, np.int8), np.empty(0, np.int64)) == dict.fromkeys(GROUPS, 0)


@pytest.mark.parametrize(("span", "rows"), [
    (ScoreSpan(), [0, 1, 2, 4, 5]), (ScoreSpan(0.7), [0, 2, 4]), (ScoreSpan(None, 0.7), [1, 4, 5]),
    (ScoreSpan(0.7, 0.7), [4]), (ScoreSpan(0.8, 0.6), []),
])
def test_spans_hold_both_ends_and_nothing_missing(span: ScoreSpan, rows: list[int]) -> None:
    assert np.flatnonzero(rows_within(columns(), "det", span)).tolist() == rows


@pytest.mark.parametrize(("sort", "rows"), [
    (TakeSort(), [0, 1, 2, 3, 4, 5]), (TakeSort(descending=True), [5, 4, 2, 3, 1, 0]),
    (TakeSort("det"), [1, 5, 4, 0, 2, 3]), (TakeSort("det", descending=True), [0, 2, 4, 1, 5, 3]),
])
def test_missing_scores_come_last_and_equal_ones_keep_their_order(sort: TakeSort, rows: list[int]) -> None:
    assert sorted_rows(columns(), sort).tolist() == rows


def test_filter_and_order_together() -> None:
    order = sorted_rows(columns(), TakeSort("det", descending=True))
    wanted = TakeFilter("by hand").with_span("det", ScoreSpan(0.4))
    assert shown_rows(columns(), CODES, PICKS, wanted, order).tolist() == [2, 5]
    assert shown_rows(columns(), CODES, PICKS, TakeFilter(), order).tolist() == order.tolist()


def test_an_open_span_is_no_span() -> None:
    wanted = TakeFilter().with_span("det", ScoreSpan(0.4)).with_span("yaw", ScoreSpan(-50, 50))
    assert wanted.span("det") == ScoreSpan(0.4)
    assert wanted.with_span("det", ScoreSpan()) == TakeFilter().with_span("yaw", ScoreSpan(-50, 50))


def test_a_frame_is_out_when_all_its_takes_are() -> None:
    assert frames_out(columns(), CODES).tolist() == [2]
    assert frames_out(columns(), np.full(6, REJECTED, np.int8)).tolist() == [1, 2, 3, 4, 5]
    assert frames_out(TakeColumns.empty(), np.empty(0, np.int8)).tolist() == []
