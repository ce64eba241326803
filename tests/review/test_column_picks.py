"""Columns must say what single candidates say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import example, given

from studio.episode.face import Scores
from studio.episode.key_column import KeyColumn
from studio.episode.pick import PICKABLE, Candidate
from studio.episode.take_columns import TakeColumns
from studio.episode.thresholds import Thresholds
from studio.review.column_picks import STANDINGS, PickOrder, first_rows, standing_codes, strict_pass_of
from studio.review.picks import choose_picks, standing
from studio.review.summary import strict_pass, summarize
from studio.review.verdict import score_columns
from tests.review import strategies

_VALUES = {"accept": 1, "reject": -1, None: 0}
MANY = [Candidate(frame, 2 * frame + place, f"k{place}", 200 + place, Scores(det=0.8 + place / 10, faces=1), 1)
        for frame in range(3) for place in range(2)]


def as_columns(candidates: Sequence[Candidate]) -> TakeColumns:
    """The same takes by frame, then take."""
    rows = sorted(candidates, key=lambda item: (item.frame, item.take))
    frames = np.array([item.frame for item in rows], np.int64)
    return TakeColumns(
        frames, frames, np.array([item.take for item in rows], np.int64), KeyColumn.of(item.key for item in rows),
        np.array([item.seed for item in rows], np.int64), np.array([_VALUES[item.decision] for item in rows], np.int8),
        np.array([item.chosen for item in rows], np.bool_), np.array([item.scores is not None for item in rows], np.bool_),
        score_columns([item.scores for item in rows]),
    )


@given(strategies.candidate_lists(), strategies.thresholds)
@example(MANY, Thresholds())
@example([], Thresholds())
def test_standings(candidates: list[Candidate], thresholds: Thresholds) -> None:
    columns = as_columns(candidates)
    by_take = {item.take: standing(item, thresholds) for item in candidates}
    found = [STANDINGS[code] for code in standing_codes(columns, thresholds).tolist()]
    assert found == [by_take[take] for take in columns.takes.tolist()]


@given(strategies.candidate_lists(), strategies.thresholds)
@example(MANY, Thresholds())
@example(MANY, Thresholds(det=0.95))
@example([], Thresholds())
def test_picks(candidates: list[Candidate], thresholds: Thresholds) -> None:
    columns = as_columns(candidates)
    rows = PickOrder(columns).picks(standing_codes(columns, thresholds))
    found = list(zip(columns.frames[rows].tolist(), columns.takes[rows].tolist(), strict=True))
    assert found == [(pick.frame, pick.take) for pick in choose_picks(candidates, thresholds)]


@given(strategies.candidate_lists(), strategies.thresholds)
def test_the_strict_pass(candidates: list[Candidate], thresholds: Thresholds) -> None:
    columns = as_columns(candidates)
    assert strict_pass_of(columns, first_rows(columns), thresholds) == strict_pass(candidates, thresholds)


def test_a_take_on_two_frames_is_one_take() -> None:
    twice = [Candidate(frame, 1, "a", 200, Scores(det=0.9, faces=1), 1) for frame in (1, 2)]
    columns = as_columns(twice)
    expected = summarize(twice, Thresholds(), choose_picks(twice, Thresholds())).strict
    assert strict_pass_of(columns, first_rows(columns), Thresholds()) == expected
    assert expected.interval.tried == 1


def test_the_codes_that_may_be_picked_are_the_strongest() -> None:
    assert STANDINGS[:len(PICKABLE)] == PICKABLE
