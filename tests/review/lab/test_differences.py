"""Scores and times in pairs."""

from __future__ import annotations

import numpy as np

from studio.review.lab.differences import score_differences
from tests.review.lab.orbits import latent, table_of


def test_what_the_frames_share_is_no_noise() -> None:
    """Both presets follow the orbit; the difference of 0.02 is small beside that and still sure."""
    rng = np.random.default_rng(30)
    orbit = 0.1 * latent(rng, (1, 100), 0.9)
    identity = 0.8 + orbit + 0.02 * rng.standard_normal((2, 100)) + np.array([[0.02], [0.0]])
    found = score_differences(table_of(np.ones((2, 100)), seconds=np.full((2, 100), 4.0), identity=identity))
    difference = next(one for one in found if one.score == "identity")
    assert difference.holds
    assert difference.difference.low < 0.02 < difference.difference.high
    assert difference.difference.high - difference.difference.low < 0.02


def test_equal_times_differ_by_nothing() -> None:
    found = score_differences(table_of(np.ones((2, 10)), seconds=np.full((2, 10), 4.0)))
    assert [(one.score, one.difference.mean, one.holds) for one in found] == [("seconds", 0.0, False)]


def test_a_score_that_one_preset_lacks_is_left_out() -> None:
    sharpness = np.stack([np.ones(10), np.full(10, np.nan)])
    assert score_differences(table_of(np.ones((2, 10)), sharpness=sharpness)) == ()


def test_the_same_table_gives_the_same_numbers() -> None:
    table = table_of(np.ones((2, 40)), identity=latent(np.random.default_rng(31), (2, 40), 0.5))
    first, again = (score_differences(table)[0].difference for _ in range(2))
    assert (first.low, first.high) == (again.low, again.high)
