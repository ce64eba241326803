"""What the strip says of each frame."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.episode.take_columns import TakeColumns
from studio.review.column_picks import OPEN
from studio.ui.widgets.frame_strip import FrameState


def strip_states(frames: Sequence[int], takes: TakeColumns, codes: NDArray[np.int8], failed: Collection[int],
                 working: int | None) -> NDArray[np.int8]:
    """A FrameState for each of `frames` (ascending) from the takes under review and their standing codes."""
    numbers = np.array(frames, np.int64)
    states = np.full(len(numbers), FrameState.WAITING, np.int8)
    _judge(states, numbers, takes, codes)
    states[np.isin(numbers, np.array(sorted(failed), np.int64)) & (states == FrameState.WAITING)] = FrameState.BROKEN
    states[numbers == (-1 if working is None else working)] = FrameState.WORKING
    return states


def _judge(states: NDArray[np.int8], numbers: NDArray[np.int64], takes: TakeColumns, codes: NDArray[np.int8]) -> None:
    if not len(takes) or not len(numbers):
        return
    starts = np.flatnonzero(np.diff(takes.frames, prepend=takes.frames[:1] - 1))
    best = np.minimum.reduceat(codes, starts)
    scored = np.maximum.reduceat(takes.scored, starts)
    found = np.select([best < OPEN, (best == OPEN) & ~scored, best == OPEN],
                      [FrameState.PICKED, FrameState.MADE, FrameState.UNDECIDED], FrameState.OUT)
    made = takes.frames[starts]
    place = np.clip(np.searchsorted(numbers, made), 0, len(numbers) - 1)
    inside = numbers[place] == made
    states[place[inside]] = found[inside]
