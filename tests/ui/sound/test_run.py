"""Where playing is after so many samples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ui.sound.run import Run


@pytest.mark.parametrize(("run", "played", "place"), [
    (Run(100, 1, 1000), 50, 150), (Run(100, 1, 1000), 5000, 1000), (Run(100, -2, 1000), 30, 40),
    (Run(100, -2, 1000), 300, 0), (Run(0, 8, 1000), 10.5, 84),
    (Run(100, 1, 1000, (50, 200)), 100, 50), (Run(100, 1, 1000, (50, 200)), 260, 60),
    (Run(20, 1, 1000, (50, 200)), 181, 51), (Run(300, 1, 1000, (50, 200)), 500, 800),
    (Run(100, -1, 1000, (50, 200)), 60, 190), (Run(40, -1, 1000, (50, 200)), 60, 0),
    (Run(100, 1, 1000, (60, 60)), 50, 150),
])
def test_place(run: Run, played: float, place: float) -> None:
    assert run.at(played) == place


def test_it_is_over_at_an_end_unless_it_wraps() -> None:
    assert not Run(0, 1, 100).is_over(99)
    assert Run(0, 1, 100).is_over(100)
    assert not Run(100, -1, 100).is_over(99)
    assert Run(100, -1, 100).is_over(100)
    assert not Run(0, 1, 100, (10, 100)).is_over(10**9)


@given(st.integers(0, 500), st.sampled_from([1, 2]), st.integers(0, 499), st.integers(1, 500))
def test_reading_ahead_in_pieces_visits_what_playing_visits(start: int, speed: int, low: int, length: int) -> None:
    run = Run(start, speed, 1000, (low, low + length))
    read = 0
    while read < 600 and not run.is_over(read):
        count = max(1, min(64, run.samples_ahead(read) // speed))
        assert [run.at(read + step) for step in range(count)] == [run.at(read) + step * speed for step in range(count)]
        read += count
