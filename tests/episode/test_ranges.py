"""Ids as runs and back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.episode.ranges import from_runs, to_runs


@given(st.lists(st.integers(-5, 40)))
def test_runs_hold_each_id_once_and_are_as_few_as_can_be(ids: list[int]) -> None:
    runs = to_runs(ids)
    assert from_runs(runs).tolist() == sorted(set(ids))
    assert all(first <= last for first, last in runs)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(runs))
