from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.finish.loop import LoopPlan
from studio.finish.loop_sequence import (
    LONGEST_BETWEEN,
    Gaps,
    SequenceReader,
    longest_hold,
    loop_sequence,
    sequence_notices,
)
from studio.finish.loop_video import encode_period
from tests.finish.clips import decode_video
from tests.finish.test_in_between import moved, psnr

RANGE = range(10, 21)
PICKED = (11, 12, 15, 18)


def shown(gaps: Gaps) -> list[tuple[int, int, float]]:
    return [(item.frame, item.pick, round(item.t, 3)) for item in loop_sequence(PICKED, RANGE, gaps)]


def test_skipped_gaps_leave_the_picks() -> None:
    assert shown("skip") == [(11, 0, 0), (12, 1, 0), (15, 2, 0), (18, 3, 0)]


def test_held_gaps_show_the_pick_before() -> None:
    assert shown("hold") == [(11, 0, 0), (12, 1, 0), (13, 1, 0), (14, 1, 0), (15, 2, 0), (16, 2, 0), (17, 2, 0), (18, 3, 0)]


def test_pictures_between_stand_at_even_times() -> None:
    assert shown("between") == [(11, 0, 0), (12, 1, 0), (13, 1, 0.333), (14, 1, 0.667), (15, 2, 0), (16, 2, 0.333),
                                (17, 2, 0.667), (18, 3, 0)]


@pytest.mark.parametrize("gaps", ["skip", "hold", "between"])
def test_without_gaps_and_with_nothing_all_choices_are_one(gaps: Gaps) -> None:
    assert [item.pick for item in loop_sequence((3, 4, 5), range(9), gaps)] == [0, 1, 2]
    assert [item.pick for item in loop_sequence((7,), range(9), gaps)] == [0]
    assert loop_sequence((), range(9), gaps) == ()


def test_frames_that_the_range_does_not_name_are_no_gap() -> None:
    assert [item.frame for item in loop_sequence((10, 12, 16), range(10, 17, 2), "hold")] == [10, 12, 14, 16]


def test_a_gap_too_long_is_held_and_said() -> None:
    long = LONGEST_BETWEEN + 1
    sequence = loop_sequence((0, long + 1), range(long + 2), "between")
    assert [item.held for item in sequence] == [False, *[True] * long, False]
    assert f"{long} frames show the pick" in sequence_notices(sequence, "between")[0]
    assert sequence_notices(loop_sequence((0, long + 1), range(long + 2), "hold"), "hold") == []
    assert not any(item.held for item in loop_sequence((0, long), range(long + 1), "between"))


def test_the_longest_hold_counts_the_frames_as_played() -> None:
    sequence = loop_sequence(PICKED, RANGE, "hold")
    plan = LoopPlan(len(sequence), Fraction(25), 60)
    assert longest_hold(plan.indices.tolist(), sequence) == 3
    assert longest_hold([0, 1, 2, 3, 2, 1], loop_sequence(PICKED, RANGE, "skip")) == 1
    assert longest_hold(plan.indices.tolist(), loop_sequence(PICKED, RANGE, "between")) == 1


def test_the_reader_makes_the_pictures_between(astronaut: Picture) -> None:
    picks = [moved(astronaut), moved(astronaut, 3), moved(astronaut, 12), moved(astronaut, 15)]
    sequence = loop_sequence((0, 1, 4, 5), range(6), "between")
    reader = SequenceReader(sequence, picks.__getitem__)
    made = [reader(position) for position in range(len(sequence))]
    for position, right in enumerate((0, 3, 6, 9, 12, 15)):
        assert psnr(made[position], moved(astronaut, right)) > 34
    assert reader.notices() == []


def test_takes_that_do_not_belong_together_are_held_and_said(astronaut: Picture) -> None:
    picks = [moved(astronaut), moved(np.ascontiguousarray(astronaut[::-1, ::-1]))]
    sequence = loop_sequence((0, 3), range(4), "between")
    reader = SequenceReader(sequence, picks.__getitem__)
    assert [np.array_equal(reader(position), picks[0]) for position in range(4)] == [True, True, True, False]
    assert "1 of the gaps" in reader.notices()[0]


def test_a_loop_with_pictures_between_is_encoded_as_planned(tmp_path: Path, astronaut: Picture) -> None:
    picks = [moved(astronaut), moved(astronaut, 4), moved(astronaut, 12)]
    sequence = loop_sequence((0, 1, 3), range(4), "between")
    plan = LoopPlan(len(sequence), Fraction(25), 20)
    encode_period(SequenceReader(sequence, picks.__getitem__), plan, tmp_path / "loop.mp4")
    frames = decode_video(tmp_path / "loop.mp4").frames
    assert len(frames) == 20
    assert all(first != second for first, second in itertools.pairwise(frames))
