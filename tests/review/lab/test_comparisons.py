"""Pairs of presets: the recipe's counts, and takes that are missing."""

from __future__ import annotations

import numpy as np
import pytest

from studio.episode.sweep_table import CountTable, PassCount, SweepPreset
from studio.review.lab.comparisons import compare_pairs, compare_series
from tests.benchmarks.recipe_figures import RECIPE
from tests.review.lab.orbits import table_of


def test_the_recipes_differences() -> None:
    """Which hold and which do not, by Fisher's exact test and Holm's correction."""
    pairs = {f"{pair.first}{pair.second}": pair for pair in compare_pairs(RECIPE)}
    assert {name for name, pair in pairs.items() if pair.holds} == {"AD", "BC", "CD"}
    assert {pair.test for pair in pairs.values()} == {"fisher"}
    assert pairs["BD"].p == pytest.approx(0.0379, abs=5e-4)
    assert pairs["BD"].p_holm == pytest.approx(0.0906, abs=5e-4)       # as A and B's: never less than an earlier one's


def test_only_frames_that_both_have_are_compared() -> None:
    nan = np.nan
    pair = compare_series(("A", "B"), np.array([1.0, 1, 0, nan, 1]), np.array([0.0, 1, nan, 1, 0]))
    assert (pair.only_first, pair.only_second, pair.depends.count) == (2, 0, 3)
    assert pair.p == 0.5


def test_presets_without_a_common_frame_are_not_compared() -> None:
    nan = np.nan
    assert compare_pairs(table_of(np.array([[1.0, nan], [nan, 0.0]]))) == ()
    assert compare_pairs(CountTable((SweepPreset("A"), SweepPreset("B")), (PassCount(0, 0), PassCount(1, 2)))) == ()


def test_equal_presets_do_not_differ() -> None:
    assert compare_series(("A", "B"), np.ones(20), np.ones(20)).p == 1.0


def test_the_larger_probability_decides() -> None:
    """Fifty frames in five runs: McNemar takes them for fifty, and they are five."""
    first = np.repeat([1.0, 1, 0, 1, 1], 10)
    pair = compare_series(("A", "B"), first, np.zeros(50))
    assert pair.p_exact < 1e-6
    assert pair.p_blocks is not None
    assert pair.p == pair.p_blocks > 0.02
