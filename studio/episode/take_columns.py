"""The takes under review as columns: what a grid of 100,000 of them is sorted, filtered and judged from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import SCORE_NAMES
from studio.episode.key_column import KeyColumn


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
    keys: KeyColumn
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

    def at(self, rows: NDArray[np.int64]) -> TakeColumns:
        """These rows, in this order."""
        return TakeColumns(
            self.frame_ids[rows], self.frames[rows], self.takes[rows], KeyColumn(self.keys.values[rows]),
            self.seeds[rows], self.decisions[rows], self.chosen[rows], self.scored[rows],
            {name: values[rows] for name, values in self.scores.items()},
        )

    def chosen_by(self, choices: Mapping[int, int]) -> NDArray[np.bool_]:
        """Which rows are chosen, by frame id and the take chosen for it."""
        chosen = np.zeros(len(self), np.bool_)
        frames, takes = (np.array(list(items), np.int64) for items in (choices.keys(), choices.values()))
        for row in np.flatnonzero(np.isin(self.takes, takes) & np.isin(self.frame_ids, frames)).tolist():
            chosen[row] = choices.get(int(self.frame_ids[row])) == self.takes[row]
        return chosen

    @staticmethod
    def empty() -> TakeColumns:
        """No takes."""
        whole = np.empty(0, np.int64)
        return TakeColumns(whole, whole, whole, KeyColumn.of(()), whole, np.empty(0, np.int8), np.empty(0, np.bool_),
                           np.empty(0, np.bool_), {name: np.empty(0) for name in SCORE_NAMES})
