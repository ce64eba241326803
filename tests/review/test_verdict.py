"""Verdicts: one take at a time, and columns that must say the same."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.episode.face import Scores
from studio.episode.thresholds import Thresholds
from studio.review.verdict import FAILED, PASSED, UNDECIDED, Failure, Verdict, score_columns, verdict, verdicts
from tests.review import strategies

CODES = {True: PASSED, False: FAILED, None: UNDECIDED}


def test_the_limit_itself_passes() -> None:
    assert verdict(Scores(det=0.85), Thresholds()) == Verdict(passed=True)


def test_every_broken_limit_is_named() -> None:
    found = verdict(Scores(det=0.8, identity=0.7, landmarks=0.3), Thresholds(identity=0.6, landmarks=0.2))
    assert found == Verdict(False, (Failure("det", 0.8, 0.85), Failure("landmarks", 0.3, 0.2)))


@pytest.mark.parametrize("scores", [None, Scores(), Scores(det=math.nan), Scores(faces=1)])
def test_a_missing_score_is_neither_passed_nor_failed(scores: Scores | None) -> None:
    assert verdict(scores, Thresholds()) == Verdict(None, (), ("det",))


def test_a_missing_score_without_a_limit_does_not_matter() -> None:
    assert verdict(Scores(det=0.9), Thresholds()).passed is True
    assert verdict(None, Thresholds(det=None)).passed is True


def test_one_broken_limit_is_enough_whatever_is_missing() -> None:
    found = verdict(Scores(det=0.5), Thresholds(identity=0.6))
    assert found == Verdict(False, (Failure("det", 0.5, 0.85),), ("identity",))


def test_no_face_found_is_a_measurement() -> None:
    found = verdict(Scores(faces=0, pixel_std=40), Thresholds(identity=0.5))
    assert found == Verdict(False, (Failure("det", None, 0.85), Failure("identity", None, 0.5)))
    assert verdict(Scores(faces=0), Thresholds(det=None, pixel_std=20)).passed is None
    assert verdict(Scores(faces=0, pixel_std=40), Thresholds(det=None, pixel_std=20, faces=1)).passed is True


@given(st.lists(st.none() | strategies.scores, max_size=20), strategies.thresholds)
@example([Scores(det=float(np.float32(0.7)))], Thresholds(det=0.7))
@example([Scores(faces=0)], Thresholds(det=None, pixel_std=20.0))
@example([Scores(faces=0)], Thresholds(det=None, yaw=20.0))
@example([Scores(yaw=-30.0)], Thresholds(det=None, yaw=30.0))
def test_columns_say_what_single_verdicts_say(takes: list[Scores | None], thresholds: Thresholds) -> None:
    codes = verdicts(score_columns(takes), thresholds)
    assert codes.dtype == np.int8
    assert codes.tolist() == [CODES[verdict(scores, thresholds).passed] for scores in takes]


def test_columns_of_any_width_are_compared_in_full() -> None:
    det = np.array([0.7], dtype=np.float32)
    columns: dict[str, NDArray[Any]] = {"det": det, "faces": np.array([1.0])}
    single = verdict(Scores(det=float(det[0])), Thresholds(det=0.7))
    assert single.passed is False
    assert verdicts(columns, Thresholds(det=0.7)).tolist() == [FAILED]


@given(st.lists(strategies.scores, min_size=1, max_size=10), strategies.thresholds, st.floats(0, 1))
def test_a_lower_bar_never_loses_a_take(takes: list[Scores], thresholds: Thresholds, low: float) -> None:
    limits = thresholds.as_dict()
    limits["det"] = low
    easier = dict(limits)
    easier["det"] = low / 2
    before = [verdict(scores, Thresholds(**limits)).passed for scores in takes]
    after = [verdict(scores, Thresholds(**easier)).passed for scores in takes]
    assert all(now is True for then, now in zip(before, after, strict=True) if then is True)


def test_the_order_of_takes_is_kept_and_gaps_are_nan() -> None:
    columns = score_columns([Scores(det=0.1, faces=2), None, Scores(det=0.3)])
    np.testing.assert_array_equal(columns["det"], [0.1, math.nan, 0.3])
    np.testing.assert_array_equal(columns["faces"], [2, math.nan, math.nan])
