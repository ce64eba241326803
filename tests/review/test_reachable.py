"""Identity is judged against what the viewing angle can reach."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.review.reachable import FEWEST, reachable_identity

NAN = float("nan")


def test_only_takes_within_ten_degrees_count() -> None:
    yaws = np.array([0.0, 5, 10, -10, -7, 10.1, 50])
    identities = np.array([0.80, 0.81, 0.82, 0.83, 0.84, 0.1, 0.2])
    found = reachable_identity(yaws, identities, 0.0)
    assert found is not None
    assert found.count == 5
    assert found.low == pytest.approx(0.802)
    assert found.high == pytest.approx(0.838)


def test_what_was_not_measured_is_left_out() -> None:
    yaws = np.array([0.0] * 6 + [NAN])
    identities = np.array([0.5, 0.5, 0.5, 0.5, 0.5, NAN, 0.9])
    found = reachable_identity(yaws, identities, 1.0)
    assert found is not None
    assert (found.count, found.low, found.high) == (5, 0.5, 0.5)


def test_too_few_takes_give_their_number_and_no_range() -> None:
    found = reachable_identity(np.zeros(FEWEST - 1), np.ones(FEWEST - 1), 0.0)
    assert found is not None
    assert (found.count, found.low, found.high) == (4, None, None)


def test_without_a_yaw_nothing_can_be_said() -> None:
    assert reachable_identity(np.zeros(9), np.ones(9), NAN) is None


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-1, 1)), min_size=1, max_size=60), st.floats(-90, 90))
def test_the_range_lies_within_the_values_near(takes: list[tuple[float, float]], yaw: float) -> None:
    yaws, identities = np.array(takes).T
    found = reachable_identity(yaws, identities, yaw)
    assert found is not None
    near = identities[np.abs(yaws - yaw) <= 10]
    assert found.count == len(near)
    if found.low is not None and found.high is not None:
        assert near.min() - 1e-9 <= found.low <= found.high <= near.max() + 1e-9
