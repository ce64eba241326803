"""Means of a series of frames with an interval that holds when neighbours resemble each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, t

from studio.review.lab.dependence import Dependence, dependence
from studio.review.statistics import LEVEL

RESAMPLES = 2000
MOST_BLOCKS = 200
"""Of a resample: more would only cost time."""
SEED = 200
"""The same table gives the same numbers."""


@dataclass(frozen=True, slots=True)
class MeanInterval:
    """A mean over `depends.count` frames, in the unit of its values; all NaN where nothing was measured."""

    mean: float
    low: float
    high: float
    depends: Dependence
    level: float = LEVEL

    @property
    def excludes_zero(self) -> bool:
        """Whether the sign of the mean is sure at this level."""
        return self.low > 0 or self.high < 0


def mean_interval(values: NDArray[np.float64], level: float = LEVEL) -> MeanInterval:
    """The mean of `values`, shape (n,), in the order of their frames; NaN is left out.

    Circular block bootstrap (D. N. Politis and J. P. Romano, in Exploring the Limits of Bootstrap, 1992) gives the shape of
    the interval. Its width is that of the design effect with Student's t: with few blocks a bootstrap's own is too narrow.
    """
    known = values[~np.isnan(values)]
    depends = dependence(known)
    if len(known) < 2:
        mean = float(known[0]) if known.size else math.nan
        return MeanInterval(mean, math.nan, math.nan, depends, level)
    mean = float(known.mean())
    means = resampled_means(known, depends.block)
    spread = float(means.std())
    if spread == 0:
        return MeanInterval(mean, mean, mean, depends, level)
    error = float(known.std(ddof=1)) * math.sqrt(depends.effect / len(known))
    widened = error / spread * quantile_ratio(depends, level)
    low, high = np.quantile(means - mean, [(1 - level) / 2, (1 + level) / 2]) * widened
    return MeanInterval(mean, mean + float(low), mean + float(high), depends, level)


def quantile_ratio(depends: Dependence, level: float) -> float:
    """How much wider Student's t makes an interval than the normal distribution."""
    tail = (1 + level) / 2
    return float(t.ppf(tail, depends.freedom) / norm.ppf(tail))


def resampled_means(values: NDArray[np.float64], block: int, count: int = RESAMPLES) -> NDArray[np.float64]:
    """Means of `count` series put together from blocks of `values`, taken as a circle; shape (count,)."""
    n = len(values)
    length = max(block, math.ceil(n / MOST_BLOCKS))
    sums = np.concatenate([[0.0], np.cumsum(np.concatenate([values, values[:length]]))])
    of_block = sums[length:length + n] - sums[:n]
    starts = np.random.default_rng(SEED).integers(0, n, (count, math.ceil(n / length)))
    means: NDArray[np.float64] = of_block[starts].mean(axis=1) / length
    return means
