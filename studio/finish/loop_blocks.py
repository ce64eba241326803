"""A loop as the blocks a timeline shows: each run through the picks, forward or backward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from studio.finish.loop import LoopPlan


@dataclass(frozen=True, slots=True)
class LoopBlock:
    """Frames `first` to `last` (inclusive) show the picks `first_pick` to `last_pick`, one after the other."""

    first: int
    last: int
    first_pick: int
    last_pick: int
    forward: bool

    @property
    def frames(self) -> int:
        """How many frames it lasts."""
        return self.last - self.first + 1

    @property
    def picks(self) -> int:
        """How many different pictures it shows."""
        return abs(self.last_pick - self.first_pick) + 1


def loop_blocks(plan: LoopPlan) -> list[LoopBlock]:
    """The blocks of a plan in order; both turning pictures belong to the block that runs forward.

    A loop of one pick is one block.
    """
    shown = plan.indices
    starts = [0, *_turns(shown, plan.picks).tolist()]
    ends = [*(start - 1 for start in starts[1:]), len(shown) - 1]
    return [_block(shown[first], shown[last], first, last, plan.picks) for first, last in zip(starts, ends, strict=True)]


def _turns(shown: np.ndarray[tuple[int], np.dtype[np.int64]], picks: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Frames at which a block begins: back at the first pick, or one before the last coming from it."""
    if picks < 2:
        return np.empty(0, np.int64)
    before, after = shown[:-1], shown[1:]
    forward = (after == 0) & (before != 0)
    backward = (before == picks - 1) & (after == picks - 2) & ~forward
    return np.flatnonzero(forward | backward) + 1


def _block(first_pick: int, last_pick: int, first: int, last: int, picks: int) -> LoopBlock:
    forward = last_pick > first_pick or (last_pick == first_pick and last_pick in (0, picks - 1))
    return LoopBlock(first, last, int(first_pick), int(last_pick), bool(forward))
