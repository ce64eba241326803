"""How much frames of one orbit say together: neighbours resemble each other, so n of them count as fewer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from statsmodels.tsa.stattools import acf

STRONG = 2.0
"""From this design effect on an estimate is often too small, and blocks are cut longer."""
MOST = 10
"""Blocks of a strongly dependent series, more where each is twenty effects long: a few long ones hold the error rate
(R. Ibragimov and U. K. Müller, J. Bus. Econ. Statist. 28, 2010; I. A. Canay et al., Econometrica 85, 2017)."""
WINDOW = 5.0
"""Integrated correlation times over which autocorrelations are summed."""
ALPHA = 0.05
"""How often a comparison may say that equal presets differ."""
_SHORTEST = 8
_HIGHEST_LAG1 = 0.95


@dataclass(frozen=True, slots=True)
class Dependence:
    """Of a series of `count` values: `effect` is the variance of its mean over that of independent values, >= 1.

    `freedom`: degrees of freedom for Student's t; `block`: frames that are kept together, 1 where each stands alone.
    """

    count: int
    effect: float
    freedom: float
    block: int

    @property
    def effective(self) -> float:
        """As many independent frames would say as much."""
        return self.count / self.effect


def dependence(series: NDArray[np.float64]) -> Dependence:
    """What the autocorrelation of `series`, shape (n,), in the order of its frames, without NaN, says of its mean.

    The design effect is the larger of two estimates, for each alone is too small for some kind of series: that of a first
    order chain, (1 + r) / (1 - r), r corrected for its bias (F. H. C. Marriott and J. A. Pope, Biometrika 41, 1954); and
    the sum of autocorrelations up to a lag of 5 integrated correlation times (A. Sokal, Monte Carlo Methods in Statistical
    Mechanics, 1997), corrected for the mean being estimated. Under 8 values, or where all are equal, nothing can be said: 1.
    """
    count = len(series)
    if count < _SHORTEST or np.ptp(series) == 0:
        return independent(count)
    correlations = acf(series, nlags=count // 2, fft=True)[1:]
    return dependence_of(count, max(1.0, _of_chain(float(correlations[0]), count), _of_window(correlations, count)))


def independent(count: int) -> Dependence:
    """Frames of which each stands alone, or of which nothing else is known."""
    return dependence_of(count, 1.0)


def dependence_of(count: int, effect: float, alpha: float = ALPHA) -> Dependence:
    """The block length and degrees of freedom that go with a design effect.

    A block is five times the effect; no fewer than can reach `alpha` when all agree, and of a strong effect few. Freedom is
    a third of the effective count, since the effect itself is estimated. The simulations of tests/review/lab hold for both.
    """
    if effect < noticed(count):
        return Dependence(count, effect, max(count - 1.0, 1.0), 1)
    fewest = 1 + math.ceil(math.log2(1 / alpha))
    most = max(MOST, fewest, count / (20 * effect)) if effect >= STRONG else count
    block = min(max(math.ceil(5 * effect), math.ceil(count / most)), math.ceil(count / fewest))
    return Dependence(count, effect, max(count / effect / 3 - 1, 2.0), block)


def noticed(count: int) -> float:
    """The design effect from which on frames are taken in blocks: that of 1.5 standard errors of a lag-1 correlation."""
    return 1 + 3 / math.sqrt(max(count, 1))


def _of_chain(lag1: float, count: int) -> float:
    unbiased = min(max((lag1 + 1 / count) / (1 - 4 / count), 0.0), _HIGHEST_LAG1)
    return (1 + unbiased) / (1 - unbiased)


def _of_window(correlations: NDArray[np.float64], count: int) -> float:
    sums = 1 + 2 * np.cumsum(correlations)
    lags = np.arange(1, len(sums) + 1)
    wide = np.flatnonzero(lags >= WINDOW * np.maximum(sums, 1) / 2)
    place = int(wide[0]) if wide.size else len(sums) - 1
    return float(sums[place] / (1 - min(0.8, (2 * lags[place] + 1) / count)))
