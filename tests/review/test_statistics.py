"""Intervals and ranges."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from studio.episode.face import Scores
from studio.review.statistics import Interval, ScoreRange, score_ranges, wilson


@pytest.mark.parametrize(("passed", "tried", "low", "high"), [
    (20, 30, 49, 81), (11, 30, 22, 54), (3, 30, 3, 26), (1, 30, 1, 17), (65, 100, 55, 74), (0, 30, 0, 11),
    (30, 30, 89, 100),
])
def test_the_recipes_counts(passed: int, tried: int, low: int, high: int) -> None:
    found = wilson(passed, tried)
    assert (round(100 * found.low), round(100 * found.high)) == (low, high)
    assert found.share == passed / tried


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.99))
def test_scipy_says_the_same(counts: tuple[int, int], level: float) -> None:
    expected = binomtest(*counts).proportion_ci(confidence_level=level, method="wilson")
    found = wilson(*counts, level)
    assert found.low == pytest.approx(expected.low, abs=1e-12)
    assert found.high == pytest.approx(expected.high, abs=1e-12)


def test_nothing_tried_says_nothing() -> None:
    assert wilson(0, 0) == Interval(0, 0, 0.0, 1.0)
    assert wilson(0, 0).share is None


def test_a_higher_level_is_wider() -> None:
    assert wilson(20, 30, 0.99).low < wilson(20, 30).low < wilson(20, 30).high < wilson(20, 30, 0.99).high


@pytest.mark.parametrize(("passed", "tried"), [(-1, 3), (4, 3), (0, -1)])
def test_counts_that_cannot_be_are_refused(passed: int, tried: int) -> None:
    with pytest.raises(ValueError, match="cannot pass"):
        wilson(passed, tried)


def test_ranges_leave_out_what_was_not_measured() -> None:
    takes = [Scores(det=0.9, faces=1), None, Scores(det=math.nan), Scores(det=0.5, faces=0), Scores(det=0.8)]
    assert score_ranges(takes) == {"det": ScoreRange(3, 0.5, 0.8, 0.9), "faces": ScoreRange(2, 0, 0.5, 1)}
    assert score_ranges([]) == {}
