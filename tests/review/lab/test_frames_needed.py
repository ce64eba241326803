"""The advice how many frames to make: with that many the comparison finds the difference 80 times in 100."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from studio.review.lab.frames_needed import paired_frames, paired_power, unpaired_frames, unpaired_power
from tests.review.lab.simulations import POWERS, power_as_advised

POINTS = 0.03
TABLES = 3000


@pytest.mark.parametrize(("first", "second", "neighbour", "alpha"), POWERS)
def test_the_same_frames(first: float, second: float, neighbour: float, alpha: float) -> None:
    _, found = power_as_advised(first, second, neighbour, alpha, TABLES)
    assert found == pytest.approx(0.80, abs=POINTS)


@pytest.mark.parametrize(("first", "second"), [(2 / 3, 11 / 30), (0.1, 11 / 30)])
def test_presets_of_which_only_counts_are_known(first: float, second: float) -> None:
    frames = unpaired_frames(first, second)
    assert frames is not None
    rng = np.random.default_rng(15)
    drawn = np.stack([rng.binomial(frames, first, 20 * TABLES), rng.binomial(frames, second, 20 * TABLES)], axis=1)
    counts, times = np.unique(drawn, axis=0, return_counts=True)
    found = [fisher_exact(np.array([[a, frames - a], [b, frames - b]])).pvalue <= 0.05 for a, b in counts]
    assert np.dot(found, times) / times.sum() == pytest.approx(0.80, abs=POINTS)
    assert np.dot(found, times) / times.sum() == pytest.approx(unpaired_power(first, second, frames), abs=0.01)


def test_fewer_frames_would_not_do() -> None:
    frames = paired_frames(0.3, 0.1)
    assert frames is not None
    assert paired_power(0.3, 0.1, frames) >= 0.80 > paired_power(0.3, 0.1, frames - 1)


def test_frames_that_resemble_each_other_take_more() -> None:
    alone, together = paired_frames(0.3, 0.1), paired_frames(0.3, 0.1, effect=3.0)
    assert alone is not None
    assert together is not None
    assert 2 * alone < together < 6 * alone


def test_equal_presets_are_never_told_apart() -> None:
    assert paired_frames(0.2, 0.2) is None
    assert paired_frames(0.2, 0.201) is None
    assert unpaired_frames(0.5, 0.5) is None
    assert unpaired_frames(0.5, 0.501) is None


def test_many_frames_are_answered_by_approximation() -> None:
    frames = unpaired_frames(0.50, 0.55)
    assert frames is not None
    assert 1500 < frames < 1700         # 1,565 by J. L. Fleiss, Statistical Methods for Rates and Proportions
