"""What is shown of a pass rate."""

from __future__ import annotations

import numpy as np
import pytest

from studio.episode.sweep_table import CountTable, PassCount, SweepPreset
from studio.review.lab.dependence import dependence
from studio.review.lab.pass_rates import pass_rates, rate_of_series
from studio.review.statistics import wilson
from tests.review.lab.orbits import latent, markov, table_of


def test_counts_alone_get_wilsons_interval() -> None:
    rate = pass_rates(CountTable((SweepPreset("D"),), (PassCount(20, 30),)))[0]
    assert (rate.low, rate.high) == (wilson(20, 30).low, wilson(20, 30).high)
    assert rate.bootstrap is None


def test_missing_takes_are_left_out() -> None:
    rate = rate_of_series("A", np.array([1.0, np.nan, 0, 1, np.nan]))
    assert (rate.independent.passed, rate.independent.tried) == (2, 3)


def test_nothing_judged_says_nothing() -> None:
    rate = rate_of_series("A", np.full(5, np.nan))
    assert (rate.share, rate.low, rate.high) == (None, 0.0, 1.0)


def test_a_series_in_runs_counts_as_fewer() -> None:
    passed = np.repeat([1.0, 0, 1, 0, 1], 20)
    rate = rate_of_series("A", passed)
    assert rate.depends.effective < 20
    assert rate.low < rate.independent.low < rate.independent.high < rate.high
    assert rate.bootstrap is not None
    assert rate.bootstrap[1] - rate.bootstrap[0] > rate.independent.high - rate.independent.low


def test_where_none_passed_the_other_presets_say_how_much_frames_resemble_each_other() -> None:
    passed = np.stack([np.zeros(100), np.repeat([1.0, 0, 1, 0, 1], 20)])
    none, other = pass_rates(table_of(passed))
    assert none.depends.effect == other.depends.effect
    assert none.low == 0.0
    assert none.high > wilson(0, 100).high * 2


@pytest.mark.parametrize(("neighbour", "effect"), [(0.0, 1.0), (0.5, 3.0), (0.7, 17 / 3)])
def test_the_design_effect_of_a_chain(neighbour: float, effect: float) -> None:
    """(1 + r) / (1 - r)."""
    series = markov(np.random.default_rng(20), (50, 2000), 0.5, neighbour)
    assert np.mean([dependence(one).effect for one in series]) == pytest.approx(effect, rel=0.12)


def test_the_design_effect_of_what_is_no_chain() -> None:
    """A hidden chain under noise: neighbours resemble each other little, but far ones still do."""
    rng = np.random.default_rng(21)
    series = latent(rng, (50, 3000), 0.9) + rng.standard_normal((50, 3000))
    assert np.mean([dependence(one).effect for one in series]) == pytest.approx((19 + 1) / 2, rel=0.15)


def test_short_and_constant_series_are_taken_as_independent() -> None:
    assert dependence(np.array([1.0, 0, 1])).effect == 1
    assert dependence(np.ones(50)).effect == 1
    assert dependence(np.array([])).count == 0
