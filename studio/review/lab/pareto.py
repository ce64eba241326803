"""Which presets no other one beats in time, pass rate and identity at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.episode.sweep_table import AnySweep, CountTable, pass_counts

IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class ParetoPoint:
    """A preset's mean seconds, pass rate 0-1 and mean identity cosine, None where unknown.

    `beaten_by`: presets that are at least as good in all that is known of every preset, and better in something.
    """

    preset: str
    seconds: float | None
    pass_rate: float | None
    identity: float | None
    beaten_by: tuple[str, ...]

    @property
    def on_front(self) -> bool:
        """Whether choosing another preset would cost something."""
        return not self.beaten_by


def pareto(table: AnySweep) -> tuple[ParetoPoint, ...]:
    """Every preset, in their order. These are the means seen; how sure they are the comparisons say."""
    counts = pass_counts(table)
    seconds = [count.seconds for count in counts]
    rates = [count.passed / count.tried if count.tried else None for count in counts]
    identities = _identities(table)
    known = [column for column in (_negated(seconds), _all(rates), _all(identities)) if column is not None]
    goods = np.column_stack(known) if known else np.zeros((len(counts), 0))
    beaten = [tuple(table.names[place] for place in _beating(goods, row)) for row in range(len(counts))]
    return tuple(map(ParetoPoint, table.names, seconds, rates, identities, beaten))


def _beating(goods: NDArray[np.float64], row: int) -> list[int]:
    no_worse = np.all(goods >= goods[row], axis=1)
    better = np.any(goods > goods[row], axis=1)
    return [int(place) for place in np.flatnonzero(no_worse & better)]


def _identities(table: AnySweep) -> list[float | None]:
    values = None if isinstance(table, CountTable) else table.scores.get(IDENTITY)
    if values is None:
        return [None] * len(table.presets)
    return [float(np.nanmean(row)) if not np.all(np.isnan(row)) else None for row in values]


def _all(values: list[float | None]) -> NDArray[np.float64] | None:
    """None unless it is known of every preset."""
    known = [value for value in values if value is not None]
    return np.array(known) if len(known) == len(values) else None


def _negated(values: list[float | None]) -> NDArray[np.float64] | None:
    known = _all(values)
    return None if known is None else -known
