"""The strip tells each frame's state from the takes under review."""

from __future__ import annotations

import numpy as np

from studio.episode.face import SCORE_NAMES
from studio.episode.key_column import KeyColumn
from studio.episode.take_columns import TakeColumns
from studio.review.column_picks import CHOSEN, FAILING, OPEN, PASSING, REJECTED
from studio.ui.widgets.frame_strip import FrameState as State
from studio.ui.widgets.strip_states import strip_states


def columns(frames: list[int], scored: list[bool]) -> TakeColumns:
    count = len(frames)
    numbers = np.array(frames, np.int64)
    return TakeColumns(numbers, numbers, np.arange(count), KeyColumn.of([""] * count), numbers, np.zeros(count, np.int8),
                       np.zeros(count, np.bool_), np.array(scored), {name: np.zeros(count) for name in SCORE_NAMES})


def test_each_frame_by_its_best_take() -> None:
    takes = columns([10, 10, 11, 12, 13, 14, 90], [True, True, True, True, False, True, True])
    codes = np.array([REJECTED, PASSING, FAILING, OPEN, OPEN, CHOSEN, PASSING], np.int8)
    states = strip_states(range(10, 18), takes, codes, {11, 15}, 16)
    assert [State(value) for value in states] == [
        State.PICKED, State.OUT, State.UNDECIDED, State.MADE, State.PICKED, State.BROKEN, State.WORKING, State.WAITING]


def test_without_takes_all_wait() -> None:
    states = strip_states((1, 2), TakeColumns.empty(), np.empty(0, np.int8), (), None)
    assert states.tolist() == [State.WAITING, State.WAITING]
    assert strip_states((), TakeColumns.empty(), np.empty(0, np.int8), (), None).tolist() == []


def test_a_source_of_twenty_thousand_frames() -> None:
    count = 20_000
    takes = columns(list(range(count)), [True] * count)
    states = strip_states(range(count), takes, np.full(count, PASSING, np.int8), (), 5)
    assert int((states == State.PICKED).sum()) == count - 1
