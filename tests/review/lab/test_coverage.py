"""Intervals hold the truth at least 93 times in 100, also where frames of an orbit resemble each other."""

from __future__ import annotations

import numpy as np
import pytest

from studio.review.lab.block_bootstrap import mean_interval
from studio.review.lab.pass_rates import rate_of_series
from tests.review.lab.orbits import latent, markov, sweeps

LEAST = 0.93
SERIES = 1500


@pytest.mark.parametrize(("frames", "rate", "neighbour"), [
    (30, 0.1, 0.0), (30, 2 / 3, 0.0), (100, 0.5, 0.0), (50, 0.3, 0.3), (100, 0.3, 0.5), (100, 0.5, 0.7), (200, 2 / 3, 0.7),
])
def test_pass_rates(frames: int, rate: float, neighbour: float) -> None:
    series = markov(np.random.default_rng(1), (SERIES, frames), rate, neighbour)
    found = [rate_of_series("D", one) for one in series]
    assert np.mean([one.low <= rate <= one.high for one in found]) >= LEAST


@pytest.mark.parametrize(("frames", "neighbour"), [(50, 0.5), (100, 0.8), (200, 0.8)])
def test_pass_rates_that_follow_a_hidden_score(frames: int, neighbour: float) -> None:
    series = sweeps(np.random.default_rng(2), SERIES, [0.4], frames, neighbour)[:, 0]
    found = [rate_of_series("D", one) for one in series]
    assert np.mean([one.low <= 0.4 <= one.high for one in found]) >= LEAST


@pytest.mark.parametrize(("frames", "neighbour"), [(30, 0.0), (30, 0.5), (100, 0.0), (100, 0.7), (200, 0.8)])
def test_mean_differences(frames: int, neighbour: float) -> None:
    series = 0.05 + latent(np.random.default_rng(3), (SERIES, frames), neighbour)
    found = [mean_interval(one) for one in series]
    assert np.mean([one.low <= 0.05 <= one.high for one in found]) >= LEAST


def test_intervals_are_no_wider_than_they_need_to_be() -> None:
    """Independent frames: the coverage is not bought by an interval of everything."""
    series = markov(np.random.default_rng(4), (SERIES, 100), 0.5, 0.0)
    found = [rate_of_series("D", one) for one in series]
    widened = np.mean([(one.high - one.low) / (one.independent.high - one.independent.low) for one in found])
    assert widened < 1.15
    assert np.mean([one.low <= 0.5 <= one.high for one in found]) < 0.99


def test_taking_orbit_frames_as_independent_would_lie() -> None:
    """Why the design effect is there: plain Wilson misses the truth four times in ten."""
    series = markov(np.random.default_rng(5), (SERIES, 100), 0.5, 0.7)
    found = [rate_of_series("D", one).independent for one in series]
    assert np.mean([one.low <= 0.5 <= one.high for one in found]) < 0.7
