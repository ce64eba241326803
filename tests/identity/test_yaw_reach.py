"""The decline of identity with the yaw, on curves that are known."""

from __future__ import annotations

import numpy as np
import pytest

from studio.identity.yaw_reach import FEWEST, fit_reach


def orbit(count: int, noise: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    yaw = np.linspace(-50, 50, count)
    true = np.cos(np.radians(yaw)) ** 0.8
    return yaw, true, 0.9 * true + np.random.default_rng(3).normal(0, noise, count)


def test_the_curve_is_found_through_noise() -> None:
    yaw, true, cosine = orbit(121, 0.02)
    reach = fit_reach(yaw, cosine)
    assert reach is not None
    assert reach.count == 121
    assert np.abs(reach.at(yaw) - true).max() < 0.06
    assert np.abs(reach.at(yaw) - true).mean() < 0.025


def test_a_take_is_not_blamed_for_its_angle() -> None:
    yaw, true, cosine = orbit(121, 0.0)
    reach = fit_reach(yaw, cosine)
    assert reach is not None
    takes = 0.6 * true                                  # the same likeness, seen from all sides
    assert reach.allowed_for(takes, yaw) == pytest.approx(np.full(121, 0.6), abs=0.01)
    assert np.isnan(reach.allowed_for(np.array([0.5]), np.array([80.0]))).all()


def test_where_nothing_is_left_nothing_is_given_back() -> None:
    yaw = np.arange(0.0, 90.0, 10.0)
    reach = fit_reach(yaw, np.array([1, 0.9, 0.8, 0.6, 0.4, 0.25, 0.1, 0.02, -0.1]))
    assert reach is not None
    seen = reach.allowed_for(np.full(9, 0.1), yaw)
    assert seen[5] == pytest.approx(0.4)
    assert np.isnan(seen[6:]).all()


def test_it_never_rises_with_the_angle() -> None:
    yaw = np.array([0, 10, 20, 30, 40, 50, -15, -25], float)
    reach = fit_reach(yaw, np.array([1, 0.9, 0.95, 0.8, 0.85, 0.7, 0.92, 0.9]))
    assert reach is not None
    assert (np.diff(reach.at(np.linspace(0, 50, 101))) <= 1e-9).all()


def test_too_few_pictures_give_no_curve() -> None:
    yaw, _, cosine = orbit(FEWEST, 0.0)
    assert fit_reach(yaw, cosine) is not None
    cosine[2] = np.nan
    assert fit_reach(yaw, cosine) is None
    assert fit_reach(np.empty(0), np.empty(0)) is None
