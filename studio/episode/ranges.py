"""Many integer ids as few runs, so that a gesture over 100,000 takes stays small."""

from __future__ import annotations

from collections.abc import Iterable


def to_runs(ids: Iterable[int]) -> list[list[int]]:
    """Sorted runs [first, last], both inclusive."""
    runs: list[list[int]] = []
    for number in sorted(set(ids)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs

