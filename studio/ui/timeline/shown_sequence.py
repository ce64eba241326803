"""The pictures of the loop in the order of the source, as columns: quick to make anew while a threshold is dragged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from studio.finish.loop_sequence import LONGEST_BETWEEN


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


def sequence_with_gaps(picked: NDArray[np.int64], frames: NDArray[np.int64],
                       gaps: Literal["hold", "between"]) -> ShownSequence:
    """What `loop_sequence` gives for these picks, of which there is at least one, and these frames, both ascending; in
    columns, since it follows every move of a threshold.
    """
    inside = frames[(frames > picked[0]) & (frames < picked[-1])]
    slots = np.union1d(picked, inside)
    picks = np.searchsorted(picked, slots, side="right") - 1
    is_gap = picked[picks] != slots
    lengths = np.bincount(picks[is_gap], minlength=len(picked))
    is_held = (lengths > LONGEST_BETWEEN) if gaps == "between" else np.ones(len(picked), bool)
    return ShownSequence(slots, picks, np.where(is_gap, np.where(is_held[picks], 1, 2), 0).astype(np.int8))


def gap_runs(sequence: ShownSequence, places: NDArray[np.int64]) -> list[GapRun]:
    """The runs of frames that show no pick of their own; `places` are those of the sequence shown, frame by frame."""
    if not len(places) or not sequence.kinds.any():
        return []
    shown = sequence.kinds[places]
    starts = np.flatnonzero(np.diff(shown, prepend=np.int8(-1)))
    ends = [*(starts[1:] - 1).tolist(), len(shown) - 1]
    return [GapRun(first, last, bool(shown[first] == 1))
            for first, last in zip(starts.tolist(), ends, strict=True) if shown[first]]
