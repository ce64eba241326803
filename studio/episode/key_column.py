"""The keys of many takes, held side by side: as Python's strings, 100,000 take the window's time when they come and go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

_LENGTH = 64                    # characters of a sha256 in hex


class KeyColumn(Sequence[str]):
    """A sequence of keys, each at most 64 ASCII characters long."""

    def __init__(self, values: NDArray[np.bytes_]) -> None:
        """`values` are of type S64."""
        self.values = values

    @classmethod
    def of(cls, keys: Iterable[str]) -> KeyColumn:
        """From strings."""
        return cls(np.array([key.encode("ascii") for key in keys], f"S{_LENGTH}"))

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> KeyColumn: ...

    def __getitem__(self, row: int | slice) -> str | KeyColumn:
        """The key in a row, or those in a part."""
        return KeyColumn(self.values[row]) if isinstance(row, slice) else bytes(self.values[row]).decode("ascii")

    def __len__(self) -> int:
        return len(self.values)
