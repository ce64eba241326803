from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.finish.palindrome import palindrome_indices, palindrome_period


def test_goes_forward_and_back() -> None:
    assert palindrome_indices(4, 13).tolist() == [0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0]


def test_one_picture_stands_still() -> None:
    assert palindrome_indices(1, 3).tolist() == [0, 0, 0]
    assert palindrome_period(1, hold=5) == 1


def test_two_pictures_alternate() -> None:
    assert palindrome_indices(2, 5).tolist() == [0, 1, 0, 1, 0]


def test_starts_anywhere_in_either_direction() -> None:
    assert palindrome_indices(5, 6, start=2).tolist() == [2, 3, 4, 3, 2, 1]
    assert palindrome_indices(5, 6, start=2, forward=False).tolist() == [2, 1, 0, 1, 2, 3]
    assert palindrome_indices(5, 3, start=4).tolist() == [4, 3, 2]
    assert palindrome_indices(5, 3, start=0, forward=False).tolist() == [0, 1, 2]


def test_hold_lengthens_the_turns_only() -> None:
    assert palindrome_indices(3, 10, hold=1).tolist() == [0, 0, 1, 2, 2, 1, 0, 0, 1, 2]
    assert palindrome_indices(3, 4, start=2, hold=1).tolist() == [2, 2, 1, 0]


@given(n=st.integers(2, 60), length=st.integers(2, 400), data=st.data(), forward=st.booleans())
def test_every_step_is_to_a_neighbour(n: int, length: int, data: st.DataObject, forward: bool) -> None:
    start = data.draw(st.integers(0, n - 1))
    shown = palindrome_indices(n, length, start, forward=forward)
    assert shown[0] == start
    assert np.abs(np.diff(shown)).tolist() == [1] * (length - 1)


@given(n=st.integers(1, 60), hold=st.integers(0, 3))
def test_a_period_repeats_and_shows_every_picture(n: int, hold: int) -> None:
    period = palindrome_period(n, hold)
    twice = palindrome_indices(n, 2 * period, hold=hold)
    assert twice[:period].tolist() == twice[period:].tolist()
    assert set(twice.tolist()) == set(range(n))


@pytest.mark.parametrize(("n", "length", "start", "hold"), [(0, 5, 0, 0), (3, -1, 0, 0), (3, 5, 3, 0), (3, 5, 0, -1)])
def test_nonsense_is_refused(n: int, length: int, start: int, hold: int) -> None:
    with pytest.raises(ValueError, match=r"must be|needs a picture"):
        palindrome_indices(n, length, start, hold=hold)
