"""The advice how many frames to make: with that many the comparison finds the difference 80 times in 100."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from studio.review.lab.comparisons import compare_series
from studio.review.lab.dependence import dependence
from studio.review.lab.frames_needed import paired_frames, paired_power, unpaired_frames, unpaired_power
from tests.review.lab.orbits import sweeps

POINTS = 0.03
TABLES = 3000


def _discordant(rates: list[float], neighbour: float) -> tuple[float, float, float]:
    """Shares of frames that one preset alone passes, and the design effect, from very many frames."""
    tables = sweeps(np.random.default_rng(12), 6000, rates, 250, neighbour)
    difference = tables[:, 0] - tables[:, 1]
    effect = 250 * difference.mean(axis=1).var() / difference.var()
    return float(np.mean(difference > 0)), float(np.mean(difference < 0)), float(effect)


@pytest.mark.parametrize(("rates", "alpha"), [([0.3, 0.5], 0.05), ([0.2, 0.3], 0.05), ([0.3, 0.6], 0.05 / 6)])
def test_independent_frames(rates: list[float], alpha: float) -> None:
    only_first, only_second, _ = _discordant(rates, 0.0)
    frames = paired_frames(only_first, only_second, alpha)
    assert frames is not None
    tables = sweeps(np.random.default_rng(13), TABLES, rates, frames, 0.0)
    found = np.mean([compare_series(("A", "B"), *table).p <= alpha for table in tables])
    assert found == pytest.approx(0.80, abs=POINTS)


@pytest.mark.parametrize(("rates", "neighbour", "alpha"), [
    ([0.3, 0.5], 0.5, 0.05), ([0.3, 0.5], 0.7, 0.05), ([0.3, 0.5], 0.6, 0.05 / 6),
])
def test_frames_that_resemble_each_other(rates: list[float], neighbour: float, alpha: float) -> None:
    only_first, only_second, effect = _discordant(rates, neighbour)
    frames = paired_frames(only_first, only_second, alpha, effect)
    assert frames is not None
    tables = sweeps(np.random.default_rng(14), TABLES, rates, frames, neighbour)
    found = np.mean([compare_series(("A", "B"), *table).p <= alpha for table in tables])
    assert found == pytest.approx(0.80, abs=POINTS)
