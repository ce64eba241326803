"""Intervals hold the truth at least 93 times in 100, also where frames of an orbit resemble each other."""

from __future__ import annotations

import numpy as np
import pytest

from studio.review.lab.pass_rates import rate_of_series
from tests.review.lab.orbits import markov
from tests.review.lab.simulations import HIDDEN, MEANS, RATES, coverage_of_hidden, coverage_of_means, coverage_of_rates

LEAST = 0.93
SERIES = 500


@pytest.mark.parametrize(("frames", "rate", "neighbour"), RATES)
def test_pass_rates(frames: int, rate: float, neighbour: float) -> None:
    assert coverage_of_rates(frames, rate, neighbour, SERIES) >= LEAST


@pytest.mark.parametrize(("frames", "neighbour"), HIDDEN)
def test_pass_rates_that_follow_a_hidden_score(frames: int, neighbour: float) -> None:
    assert coverage_of_hidden(frames, neighbour, SERIES) >= LEAST


@pytest.mark.parametrize(("frames", "neighbour"), MEANS)
def test_mean_differences(frames: int, neighbour: float) -> None:
    assert coverage_of_means(frames, neighbour, SERIES) >= LEAST


def test_intervals_are_no_wider_than_they_need_to_be() -> None:
    """Independent frames: the coverage is not bought by an interval of everything."""
    found = [rate_of_series("D", one) for one in markov(np.random.default_rng(4), (SERIES, 100), 0.5, 0.0)]
    widened = np.mean([(one.high - one.low) / (one.independent.high - one.independent.low) for one in found])
    assert widened < 1.15
    assert np.mean([one.low <= 0.5 <= one.high for one in found]) < 0.99


def test_taking_orbit_frames_as_independent_would_lie() -> None:
    """Why the design effect is there: plain Wilson misses the truth four times in ten."""
    found = [rate_of_series("D", one).independent for one in markov(np.random.default_rng(5), (SERIES, 100), 0.5, 0.7)]
    assert np.mean([one.low <= 0.5 <= one.high for one in found]) < 0.7
