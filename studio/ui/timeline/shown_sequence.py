"""The pictures of the loop in the order of the source, as columns: quick to make anew while a threshold is dragged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.finish.loop_sequence import Gaps, loop_sequence


@dataclass(frozen=True, slots=True, eq=False)
class ShownSequence:
    """For each picture the frame that it stands for and the number of its pick; `kinds` is 0 for a pick itself, 1 where
    the pick before it is held, 2 where it is made from the two around it. Each of shape (pictures,)."""

    frames: NDArray[np.int64]
    picks: NDArray[np.int64]
    kinds: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.frames)

    def place_of(self, pick: int) -> int:
        """Where the pick of that number stands for its own frame."""
        return int(np.flatnonzero((self.picks == pick) & (self.kinds == 0))[0])


@dataclass(frozen=True, slots=True)
class GapRun:
    """Frames `first` to `last` (inclusive) of the loop; `is_held`: the pick before stands there, else pictures between."""

    first: int
    last: int
    is_held: bool


def sequence_of_picks(picked: NDArray[np.int64]) -> ShownSequence:
    """The picks and nothing else."""
    return ShownSequence(picked, np.arange(len(picked)), np.zeros(len(picked), np.int8))


def sequence_with_gaps(picked: Sequence[int], frames: Sequence[int], gaps: Gaps) -> ShownSequence:
    """As `loop_sequence`."""
    items = loop_sequence(picked, frames, gaps)
    kinds = [1 if item.held else 2 if item.t else 0 for item in items]
    return ShownSequence(np.array([item.frame for item in items], np.int64),
                         np.array([item.pick for item in items], np.int64), np.array(kinds, np.int8))


def gap_runs(sequence: ShownSequence, places: NDArray[np.int64]) -> list[GapRun]:
    """The runs of frames that show no pick of their own; `places` are those of the sequence shown, frame by frame."""
    if not len(places) or not sequence.kinds.any():
        return []
    shown = sequence.kinds[places]
    starts = np.flatnonzero(np.diff(shown, prepend=np.int8(-1)))
    ends = [*(starts[1:] - 1).tolist(), len(shown) - 1]
    return [GapRun(first, last, bool(shown[first] == 1))
            for first, last in zip(starts.tolist(), ends, strict=True) if shown[first]]
