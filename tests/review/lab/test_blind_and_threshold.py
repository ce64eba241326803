"""Blind votes, what an identity threshold costs, and how many source frames to take."""

from __future__ import annotations

import numpy as np
import pytest

from studio.review.lab.blind import blind_result
from studio.review.lab.identity_threshold import strangers_pass, takes_lost
from studio.review.lab.pass_rates import rate_of_series
from studio.review.lab.unique_frames import source_frames
from studio.review.statistics import wilson
from tests.review.lab.orbits import markov


def test_a_preference() -> None:
    found = blind_result("A", "B", 15, 3, ties=2)
    assert found.p == pytest.approx(0.00754, abs=1e-5)
    assert (found.wins, found.holds) == (wilson(15, 18), True)


def test_no_preference() -> None:
    assert not blind_result("A", "B", 9, 8).holds
    assert blind_result("A", "B", 0, 0, ties=5).p == 1.0


def test_what_a_threshold_loses() -> None:
    lost = takes_lost(np.array([0.3, 0.5, 0.7, np.nan]), 0.5)
    assert (lost.independent.passed, lost.independent.tried) == (1, 3)


def test_no_stranger_passes_by_the_rule_of_three() -> None:
    found = strangers_pass(np.linspace(-0.1, 0.3, 100), [str(place) for place in range(100)], 0.5)
    assert (found.people.passed, found.people.low) == (0, 0.0)
    assert found.people.high == pytest.approx(1 - 0.05 ** 0.01)
    assert found.people.high == pytest.approx(3 / 100, rel=0.02)


def test_each_stranger_counts_once_by_the_closest_picture() -> None:
    found = strangers_pass(np.array([0.1, 0.6, 0.7, 0.2, np.nan]), ["x", "x", "x", "y", "z"], 0.5)
    assert found.people == wilson(1, 2)


def test_without_strangers_nothing_is_known() -> None:
    assert strangers_pass(np.array([]), [], 0.5).people.share is None


@pytest.mark.parametrize(("rate", "neighbour"), [(0.4, 0.0), (2 / 3, 0.0), (0.5, 0.5)])
def test_the_source_frames_are_enough_as_often_as_said(rate: float, neighbour: float) -> None:
    """A rate measured on 100 frames, then another orbit: 50 unique frames in at least 93 of 100 cases."""
    series = markov(np.random.default_rng(60), (400, 1100), rate, neighbour)
    frames = [source_frames(50, rate_of_series("D", one[:100])) for one in series]
    enough = [one[100:100 + (advice.sure or 1000)].sum() >= 50 for one, advice in zip(series, frames, strict=True)]
    likely = [one[100:100 + (advice.likely or 1000)].sum() >= 50 for one, advice in zip(series, frames, strict=True)]
    assert np.mean(enough) >= 0.93
    assert 0.40 <= np.mean(likely) <= 0.65


def test_a_preset_that_never_passed_gives_no_number() -> None:
    assert source_frames(3, rate_of_series("C", np.eye(1, 60_001)[0])).likely is None      # 135,000 would do
    found = source_frames(50, rate_of_series("C", np.zeros(100)))
    assert found.sure is None
