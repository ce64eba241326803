"""Whether two presets differ in how many takes pass: exact tests in pairs, with Holm's correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.stats import fisher_exact
from statsmodels.stats.contingency_tables import mcnemar

from studio.episode.sweep_table import AnySweep, CountTable, PassCount, SweepTable, pass_counts
from studio.review.lab.dependence import ALPHA, Dependence, dependence, dependence_of, independent

Test: TypeAlias = Literal["mcnemar", "fisher"]


@dataclass(frozen=True, slots=True)
class PairComparison:
    """Preset `first` against `second`; rates 0-1, on the frames that both have (`mcnemar`) or on all (`fisher`).

    `only_first` and `only_second` count the frames that one preset alone passes; None where the pairing is unknown.
    `p_exact` takes frames as independent, `p_blocks` in blocks (None where neighbours do not resemble each other or the
    pairing is unknown). The larger decides: `p`. `p_holm` is that, corrected for all pairs of the sweep.
    """

    first: str
    second: str
    test: Test
    first_rate: float
    second_rate: float
    only_first: int | None
    only_second: int | None
    depends: Dependence
    p_exact: float
    p_blocks: float | None
    p_holm: float = 1.0

    @property
    def p(self) -> float:
        """The decisive probability of such a difference, or a larger one, if there were none."""
        return max(self.p_exact, self.p_blocks or 0.0)

    @property
    def holds(self) -> bool:
        """Whether the difference holds at 5 % over all pairs together."""
        return self.p_holm <= ALPHA


def compare_pairs(table: AnySweep) -> tuple[PairComparison, ...]:
    """Every pair of presets, first by first; a pair without a common frame is left out."""
    pairs = combinations(range(len(table.presets)), 2)
    found = _of_counts(table, pairs) if isinstance(table, CountTable) else _on_same_frames(table, pairs)
    return with_holm(found)


def with_holm(pairs: Sequence[PairComparison]) -> tuple[PairComparison, ...]:
    """The same with `p_holm` (S. Holm, Scand. J. Statist. 6, 1979) over all of them.

    Written out: statsmodels' `multipletests` collects the garbage of the whole process, and the window's may only be
    collected by the window's thread.
    """
    order = np.argsort([pair.p for pair in pairs], kind="stable")
    ordered = np.array([pairs[place].p for place in order]) * np.arange(len(pairs), 0, -1)
    corrected = np.empty(len(pairs))
    corrected[order] = np.minimum(np.maximum.accumulate(ordered), 1.0)
    return tuple(replace(pair, p_holm=float(p)) for pair, p in zip(pairs, corrected, strict=True))


def compare_series(names: tuple[str, str], first: NDArray[np.float64], second: NDArray[np.float64]) -> PairComparison:
    """Two presets on the same frames, and nothing else: series of 1, 0 and NaN in the order of the frames."""
    return _compared(names, first, second, dependence(_difference(first, second)))


def compare_counts(names: tuple[str, str], first: PassCount, second: PassCount) -> PairComparison:
    """Two presets of which only counts are known: Fisher's exact test, unpaired."""
    table = np.array([[count.passed, count.tried - count.passed] for count in (first, second)])
    p = float(fisher_exact(table).pvalue)
    return PairComparison(*names, "fisher", first.passed / first.tried, second.passed / second.tried, None, None,
                          independent(min(first.tried, second.tried)), p, None)


def block_sign_flip(difference: NDArray[np.float64], block: int) -> float:
    """The exact two-sided probability of a sum as far from 0 as that of `difference` when each block's sign is chance.

    `difference` is of whole numbers, shape (n,). Blocks of one frame give McNemar's exact test. The distribution of the
    sum is built up block by block, so none is drawn.
    """
    sums = np.add.reduceat(difference, np.arange(0, len(difference), block)).astype(np.int64)
    chances = np.ones(1)
    for size in np.abs(sums[sums != 0]):
        flipped = np.zeros(len(chances) + 2 * size)
        flipped[:len(chances)] += chances / 2
        flipped[2 * size:] += chances / 2
        chances = flipped
    far = np.abs(np.arange(len(chances)) - len(chances) // 2) >= abs(int(sums.sum()))
    return min(1.0, float(chances[far].sum()))


def _on_same_frames(table: SweepTable, pairs: combinations[tuple[int, int]]) -> list[PairComparison]:
    """Each with at least the mean design effect of all, for that of one pair alone is often estimated too small; and in
    blocks enough that they can hold after Holm's correction.
    """
    known = ~np.isnan(table.passed)
    common = [(a, b) for a, b in pairs if np.any(known[a] & known[b])]
    found = [dependence(_difference(table.passed[a], table.passed[b])) for a, b in common]
    mean = float(np.mean([one.effect for one in found])) if found else 1.0
    pooled = [dependence_of(one.count, max(one.effect, mean), ALPHA / len(found)) for one in found]
    return [_compared((table.names[a], table.names[b]), table.passed[a], table.passed[b], depends)
            for (a, b), depends in zip(common, pooled, strict=True)]


def _compared(names: tuple[str, str], first: NDArray[np.float64], second: NDArray[np.float64],
              depends: Dependence) -> PairComparison:
    difference = _difference(first, second)
    only_first, only_second = int(np.sum(difference > 0)), int(np.sum(difference < 0))
    exact = float(mcnemar([[0, only_first], [only_second, 0]], exact=True).pvalue) if only_first + only_second else 1.0
    in_blocks = block_sign_flip(difference, depends.block) if depends.block > 1 else None
    both = ~np.isnan(first) & ~np.isnan(second)
    return PairComparison(*names, "mcnemar", float(first[both].mean()), float(second[both].mean()), only_first, only_second,
                          depends, min(exact, 1.0), in_blocks)


def _difference(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    difference = first - second
    return difference[~np.isnan(difference)]


def _of_counts(table: CountTable, pairs: combinations[tuple[int, int]]) -> list[PairComparison]:
    counts = pass_counts(table)
    return [compare_counts((table.names[a], table.names[b]), counts[a], counts[b])
            for a, b in pairs if counts[a].tried and counts[b].tried]
