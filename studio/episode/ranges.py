"""Many integer ids as few runs, so that a gesture over 100,000 takes stays small."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


def to_runs(ids: Iterable[int] | Ids) -> list[list[int]]:
    """Sorted runs [first, last], both inclusive."""
    numbers: Ids = np.sort(np.asarray(ids if isinstance(ids, np.ndarray) else list(ids), np.int64))
    if not len(numbers):
        return []
    breaks = np.flatnonzero(np.diff(numbers) > 1)
    first, last = numbers[np.append(0, breaks + 1)], numbers[np.append(breaks, len(numbers) - 1)]
    runs: list[list[int]] = np.stack((first, last), axis=1).tolist()
    return runs


def from_runs(runs: Iterable[Sequence[int]]) -> Ids:
    """The ids of sorted runs, ascending; the inverse of `to_runs`."""
    bounds = np.array(list(runs), np.int64).reshape(-1, 2)
    lengths = bounds[:, 1] - bounds[:, 0] + 1
    starts = np.repeat(bounds[:, 0] - np.cumsum(lengths) + lengths, lengths)
    return starts + np.arange(len(starts), dtype=np.int64)
