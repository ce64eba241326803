"""What an identity threshold costs, and whom it keeps out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from studio.review.lab.pass_rates import PassRate, rate_of_series
from studio.review.statistics import LEVEL, Interval, wilson

LOST = "lost"


@dataclass(frozen=True, slots=True)
class StrangersPass:
    """Of so many other people so many would pass; where none does, `high` bounds how often one would, one-sided."""

    people: Interval
    threshold: float


def takes_lost(identities: NDArray[np.float64], threshold: float, level: float = LEVEL) -> PassRate:
    """The share of takes whose cosine is under `threshold`; `identities`, shape (n,), in the frames' order, NaN left out."""
    below = np.where(np.isnan(identities), np.nan, (identities < threshold).astype(np.float64))
    return rate_of_series(LOST, below, level)


def strangers_pass(cosines: NDArray[np.float64], people: Sequence[str], threshold: float,
                   level: float = LEVEL) -> StrangersPass:
    """How often someone else would pass, from cosines of their pictures to the references, shape (n,), -1..1.

    `people` says whose picture each is: pictures of one person are not independent, so each person counts once, by the
    picture that comes closest. Where none of n passes the bound is 1 - 0.05^(1/n), about 3/n (J. A. Hanley and
    A. Lippman-Hand, J. Amer. Med. Assoc. 249, 1983).
    """
    closest: dict[str, float] = {}
    for person, cosine in zip(people, cosines, strict=True):
        if not np.isnan(cosine):
            closest[person] = max(closest.get(person, -1.0), float(cosine))
    passed, tried = sum(cosine >= threshold for cosine in closest.values()), len(closest)
    if passed or not tried:
        return StrangersPass(wilson(passed, tried, level), threshold)
    bound = binomtest(0, tried, alternative="less").proportion_ci(level, method="exact")
    return StrangersPass(Interval(0, tried, 0.0, float(bound.high), level), threshold)
