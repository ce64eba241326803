"""Where presets do not differ, a sweep says that any two do at most 5 times in 100."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.stats.multitest import multipletests

from studio.review.lab.comparisons import PairComparison, block_sign_flip, compare_pairs, compare_series
from tests.review.lab.orbits import sweeps, table_of
from tests.review.lab.simulations import FAMILIES, PAIRS, errors_of_families, errors_of_pairs

MOST = 0.05
TABLES = 500


def _p(table: NDArray[np.float64]) -> PairComparison:
    return compare_series(("A", "B"), *table)



@pytest.mark.parametrize(("frames", "neighbour"), PAIRS)
def test_one_pair(frames: int, neighbour: float) -> None:
    assert errors_of_pairs(frames, neighbour, 2 * TABLES) <= MOST


@pytest.mark.parametrize(("frames", "neighbour"), FAMILIES)
def test_four_presets(frames: int, neighbour: float) -> None:
    assert errors_of_families(frames, neighbour, TABLES) <= MOST


def test_mcnemar_alone_would_lie() -> None:
    """Why blocks decide: on frames that resemble each other the exact test errs three times as often as it says."""
    tables = sweeps(np.random.default_rng(8), TABLES, [0.4, 0.4], 100, 0.7)
    assert np.mean([_p(table).p_exact <= 0.05 for table in tables]) > 0.15


def test_a_real_difference_is_found() -> None:
    tables = sweeps(np.random.default_rng(9), TABLES // 2, [0.3, 0.7], 100, 0.0)
    assert np.mean([_p(table).p <= 0.05 for table in tables]) > 0.95


def test_holms_correction_is_that_of_statsmodels() -> None:
    pairs = compare_pairs(table_of(sweeps(np.random.default_rng(10), 1, [0.2, 0.4, 0.5, 0.8], 60, 0.0)[0]))
    expected = multipletests([pair.p for pair in pairs], method="holm")[1]
    np.testing.assert_allclose([pair.p_holm for pair in pairs], expected, atol=1e-12)


def test_blocks_of_one_frame_are_mcnemars_test() -> None:
    for table in sweeps(np.random.default_rng(11), 30, [0.4, 0.6], 40, 0.3):
        assert block_sign_flip(table[0] - table[1], 1) == pytest.approx(_p(table).p_exact, abs=1e-12)


def test_the_chance_of_a_blocks_sum() -> None:
    """Blocks of +3, +2 and -1: of the 8 signs those with a sum of 4 or more away from 0 are 4."""
    assert block_sign_flip(np.array([1.0, 1, 1, 1, 1, 0, -1, 0, 0]), 3) == 0.5
