"""The takes under review as columns: what a grid of 100,000 of them is sorted, filtered and judged from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import SCORE_NAMES


@dataclass(frozen=True, slots=True, eq=False)
class TakeColumns:
    """One row a take on a frame, ordered by frame number, then take id; all columns have the same length.

    `frame_ids` and `takes` are ids of the store, `frames` the frame numbers, `decisions` 1 accepted, -1 rejected, 0
    none, `chosen` whether the take stands for its frame by hand. `scores` maps each of SCORE_NAMES to values of the
    one scorer that counts, NaN where nothing was measured.
    """

    frame_ids: NDArray[np.int64]
    frames: NDArray[np.int64]
    takes: NDArray[np.int64]
    keys: Sequence[str]
    seeds: NDArray[np.int64]
    decisions: NDArray[np.int8]
    chosen: NDArray[np.bool_]
    scored: NDArray[np.bool_]
    scores: Mapping[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.takes)

    def with_decisions(self, decisions: NDArray[np.int8], chosen: NDArray[np.bool_]) -> TakeColumns:
        """The same takes under other decisions."""
        return replace(self, decisions=decisions, chosen=chosen)

    @staticmethod
    def empty() -> TakeColumns:
        """No takes."""
        whole = np.empty(0, np.int64)
        return TakeColumns(whole, whole, whole, (), whole, np.empty(0, np.int8), np.empty(0, np.bool_),
                           np.empty(0, np.bool_), {name: np.empty(0) for name in SCORE_NAMES})
