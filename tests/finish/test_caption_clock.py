"""Which text stands at which frame."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.track import Caption
from studio.finish.caption_clock import CaptionClock, one_at_a_time


def test_overlapping_captions_stand_together() -> None:
    assert one_at_a_time([Caption(2, 4, "b"), Caption(1, 3, "a"), Caption(5, 6, "c")]) == (
        Caption(1, 2, "a"), Caption(2, 3, "a\nb"), Caption(3, 4, "b"), Caption(5, 6, "c"))


def test_what_does_not_overlap_stays() -> None:
    captions = (Caption(0, 1, "a"), Caption(1, 2, "a again"), Caption(2.5, 3, "b"))
    assert one_at_a_time(captions) == captions


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20), st.sampled_from("abc")), max_size=8))
def test_at_every_moment_all_that_stand_are_shown(items: list[tuple[int, int, str]]) -> None:
    captions = [Caption(start, start + length, text) for start, length, text in items]
    pieces = one_at_a_time(captions)
    for moment in range(72):
        wanted = sorted(item.text for item in captions if item.start_s <= moment < item.end_s)
        got = [item.text for item in pieces if item.start_s <= moment < item.end_s]
        assert len(got) <= 1
        assert sorted("".join(got).replace("\n", "")) == wanted


@pytest.mark.parametrize("fps", [Fraction(25), Fraction(30000, 1001), Fraction(24)])
def test_frames_from_the_first_to_the_last_of_a_caption(fps: Fraction) -> None:
    first, behind = 10, 35
    clock = CaptionClock([Caption(float(first / fps), float(behind / fps), "x"), Caption(100, 101, "y")], fps)
    assert [frame for frame in range(80) if clock.at(frame)] == list(range(first, behind))
    assert CaptionClock([], fps).at(0) == ""
