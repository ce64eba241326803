"""The expression passes the frames asked for, whatever they are."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.media.colour_tags import ColourTags
from studio.media.frame_selection import number_at, seek_stamp, select_expression, split_at_gaps
from studio.media.video_info import VideoInfo

BASE = Fraction(1, 90_000)
COUNT = 5000


def video(count: int = COUNT, keys: int = 50, *, timed: bool = True) -> VideoInfo:
    stamps = (np.arange(count) * 3600 + 126_000).astype(np.int64)
    return VideoInfo(
        path=Path("v.mp4"), width=2, height=2, frame_times=stamps / 90_000, fps=25.0, variable_rate=False,
        duration_s=count / 25, rotation=0, pixel_aspect=Fraction(1), codec="h264", pixel_format="yuv420p",
        bit_depth=8, colour=ColourTags("bt709", "bt709", "bt709", full_range=False), alpha=False,
        has_audio=False, stream_index=0, stamps=stamps if timed else np.arange(count, dtype=np.int64),
        keys=stamps[::keys], time_base=BASE, timed=timed, decoder=None, notices=(),
    )  # fmt: skip


def passed(expression: str, info: VideoInfo) -> set[int]:
    """Evaluate the sum of between() terms as ffmpeg's manual defines it."""
    flat = expression.replace("(", " ").replace(")", " ").replace("+", " ").replace("between", " ")
    times = info.stamps / 90_000 if info.timed else info.stamps.astype(float)
    chosen: set[int] = set()
    for term in flat.split():
        _, low, high = term.split(",")
        chosen |= set(np.flatnonzero((times >= float(low)) & (times <= float(high))).tolist())
    return chosen


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(0, COUNT - 1), min_size=1, max_size=200), st.booleans())
def test_exactly_these_frames_pass(numbers: set[int], timed: bool) -> None:
    info = video(timed=timed)
    assert passed(select_expression(info, sorted(numbers)), info) == numbers


def test_thousands_of_runs_stay_a_short_command_line() -> None:
    info, numbers = video(), list(range(0, COUNT, 2))
    expression = select_expression(info, numbers)
    assert len(expression) < 20_000
    assert passed(expression, info) >= set(numbers)


def test_runs_are_merged_over_the_narrowest_gaps() -> None:
    info = video()
    numbers = [*range(0, 800, 2), *range(1000, 4000, 100)]
    chosen = passed(select_expression(info, numbers), info)
    assert chosen >= set(numbers)
    assert not chosen & set(range(1001, 1100))


@pytest.mark.parametrize("terms", [1, 2, 100, 300])
def test_expressions_are_not_nested_deep(terms: int) -> None:
    expression = select_expression(video(), list(range(0, terms * 3, 3)))
    depth = np.cumsum([{"(": 1, ")": -1}.get(letter, 0) for letter in expression])
    assert depth.max() <= 12
    assert depth[-1] == 0


@pytest.mark.parametrize(("first", "expected"), [(0, None), (49, None), (50, 50), (99, 50), (100, 100), (4999, 4950)])
def test_seeking_goes_to_the_key_frame_before(first: int, expected: int | None) -> None:
    info = video()
    assert seek_stamp(info, first) == (None if expected is None else info.stamps[expected])


def test_without_time_stamps_nothing_is_sought() -> None:
    assert seek_stamp(video(timed=False), 4999) is None
    assert split_at_gaps(video(timed=False), [0, 4000]) == [[0, 4000]]


def test_groups_split_at_wide_gaps_with_a_key_frame() -> None:
    assert split_at_gaps(video(), [0, 250, 501, 502, 4000]) == [[0, 250], [501, 502], [4000]]
    assert split_at_gaps(video(keys=10_000), [0, 4000]) == [[0, 4000]]
    assert split_at_gaps(video(), []) == []


def test_times_map_back_to_numbers() -> None:
    info = video()
    for number in (0, 1, 77, COUNT - 1):
        assert number_at(info, int(info.stamps[number]) * BASE) == number
    assert number_at(info, (int(info.stamps[7]) + 5) * BASE) is None
    assert number_at(info, (int(info.stamps[-1]) + 3600) * BASE) is None
