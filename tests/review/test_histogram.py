"""How a score spreads."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.thresholds import RULE_OF
from studio.review.histogram import histogram, passing


@given(st.lists(st.floats(-2, 2) | st.just(math.nan), max_size=30), st.sampled_from(["det", "identity", "landmarks"]))
def test_every_measured_value_is_in_one_bar(values: list[float], name: str) -> None:
    column = np.array(values, np.float64)
    found = histogram(column, name)
    assert found.counts.sum() + found.missing == len(values)
    assert found.missing == int(np.isnan(column).sum())
    assert found.low < found.high
    assert len(found.edges()) == len(found.counts) + 1


def test_usual_spans_stay_and_grow_only_where_they_must() -> None:
    assert (histogram(np.array([0.8]), "det").low, histogram(np.array([0.8]), "det").high) == (0.5, 1.0)
    assert histogram(np.array([0.2, 0.8]), "det").low == 0.2
    assert histogram(np.empty(0), "yaw").is_empty
    assert histogram(np.array([3.0, 3.0]), "landmarks").counts.sum() == 2


@pytest.mark.parametrize(("name", "limit", "count"), [("det", 0.5, 2), ("landmarks", 0.5, 3), ("yaw", 0.5, 2)])
def test_how_many_keep_a_limit(name: str, limit: float, count: int) -> None:
    values = np.array([-0.8, 0.1, 0.5, 0.9, math.nan])
    assert passing(values, RULE_OF[name], limit) == count
