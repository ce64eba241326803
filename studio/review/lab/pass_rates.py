"""How many takes of a preset pass, and how sure that is when frames are not independent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, t
from statsmodels.stats.proportion import proportion_confint

from studio.episode.sweep_table import AnySweep, CountTable, pass_counts
from studio.review.lab.block_bootstrap import mean_interval
from studio.review.lab.dependence import Dependence, dependence, dependence_of, independent
from studio.review.statistics import LEVEL, Interval, wilson


@dataclass(frozen=True, slots=True)
class PassRate:
    """`independent` is Wilson's interval as if each frame stood alone. `low` and `high` are what is shown: Wilson's on the
    effective number of frames, with Student's t. Among those that hold their coverage in the simulations it is the one
    that also says something where none or all passed; a bootstrap of equal values has no width. `bootstrap` stands beside
    it; None where only counts are known.
    """

    preset: str
    independent: Interval
    depends: Dependence
    low: float
    high: float
    bootstrap: tuple[float, float] | None

    @property
    def share(self) -> float | None:
        """The rate seen, 0-1; None where nothing was tried."""
        return self.independent.share


def pass_rates(table: AnySweep, level: float = LEVEL) -> tuple[PassRate, ...]:
    """Of every preset. A preset of which all or none passed takes the largest design effect of the others."""
    if isinstance(table, CountTable):
        return tuple(_of_count(name, wilson(count.passed, count.tried, level))
                     for name, count in zip(table.names, pass_counts(table), strict=True))
    rates = [rate_of_series(name, series, level) for name, series in zip(table.names, table.passed, strict=True)]
    largest = max((rate.depends.effect for rate in rates), default=1.0)
    return tuple(rate if rate.share not in (0.0, 1.0) else _with_effect(rate, largest) for rate in rates)


def rate_of_series(name: str, passed: NDArray[np.float64], level: float = LEVEL) -> PassRate:
    """The rate of one series of 1, 0 and NaN, in the order of its frames."""
    known = passed[~np.isnan(passed)]
    counted = wilson(int(known.sum()), len(known), level)
    if not known.size:
        return _of_count(name, counted)
    depends = dependence(known)
    low, high = effective_wilson(counted, depends)
    resampled = mean_interval(known, level)
    return PassRate(name, counted, depends, low, high, (max(0.0, resampled.low), min(1.0, resampled.high)))


def effective_wilson(counted: Interval, depends: Dependence) -> tuple[float, float]:
    """Wilson's interval on the effective number of frames, wider by Student's t for the design effect being estimated."""
    reach = float(t.ppf((1 + counted.level) / 2, depends.freedom))
    low, high = proportion_confint(counted.passed / depends.effect, depends.effective, float(2 * norm.sf(reach)), "wilson")
    return (float(low) if counted.passed else 0.0), (float(high) if counted.passed < counted.tried else 1.0)


def _of_count(name: str, counted: Interval) -> PassRate:
    return PassRate(name, counted, independent(counted.tried), counted.low, counted.high, None)


def _with_effect(rate: PassRate, effect: float) -> PassRate:
    depends = dependence_of(rate.depends.count, effect)
    return PassRate(rate.preset, rate.independent, depends, *effective_wilson(rate.independent, depends), rate.bootstrap)
