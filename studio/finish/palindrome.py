"""The order in which a loop shows its pictures: forward and back, without a picture twice in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def palindrome_period(n: int, hold: int = 0) -> int:
    """Frames after which a palindrome of `n` >= 1 pictures repeats: 2n-2, and `hold` more at each turn."""
    _require(n >= 1, f"a loop needs a picture, got {n}")
    _require(hold >= 0, f"hold must be 0 or more, got {hold}")
    return 1 if n == 1 else 2 * n - 2 + 2 * hold


def palindrome_indices(
    n: int, length: int, start: int = 0, *, forward: bool = True, hold: int = 0
) -> NDArray[np.int64]:
    """The picture (0..n-1) shown at each of `length` frames: 0 1 .. n-1 n-2 .. 1, then again; shape (length,).

    `start` is the first picture shown and `forward` says which way it goes on (at an end there is only one way);
    `hold` shows the two turning pictures that many frames longer, 0 being once. One picture alone stands still.
    Raises ValueError for n < 1, length < 0, hold < 0 or a start outside 0..n-1.
    """
    period = palindrome_period(n, hold)
    _require(length >= 0, f"length must be 0 or more, got {length}")
    _require(0 <= start < n, f"start must be a picture from 0 to {n - 1}, got {start}")
    cycle = _one_period(n, hold)
    offset = start + hold * (start > 0) if forward else -start % period
    return cycle[(np.arange(length, dtype=np.int64) + offset) % period]


def _one_period(n: int, hold: int) -> NDArray[np.int64]:
    if n == 1:
        return np.zeros(1, dtype=np.int64)
    shown = np.concatenate([np.arange(n), np.arange(n - 2, 0, -1)]).astype(np.int64)
    turning = (shown == 0) | (shown == n - 1)
    return np.repeat(shown, np.where(turning, 1 + hold, 1))


def _require(condition: bool, message: str) -> None:  # noqa: FBT001
    if not condition:
        raise ValueError(message)
