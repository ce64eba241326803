"""How many frames tell two presets apart, by the tests that the comparisons use."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, hypergeom, norm
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

from studio.review.lab.dependence import ALPHA, WINDOW, dependence_of, noticed
from studio.review.lab.sign_flip_power import sign_flip_power

POWER = 0.80
MOST_FRAMES = 20_000
"""Where more would be needed the presets are as good as equal."""
_NEGLIGIBLE = 1e-7
_LARGEST_EXACT = 800


def paired_frames(only_first: float, only_second: float, alpha: float = ALPHA, effect: float = 1.0,
                  power: float = POWER) -> int | None:
    """Frames on which a pair must be made so that the comparison finds the difference with that power.

    `only_first`, `only_second`: shares of the frames, 0-1, that one preset alone passes. `effect`: the design effect of
    frames that resemble each other. None where more than 20,000 would be needed.
    """
    if only_first == only_second:
        return None
    return _fewest(lambda frames: paired_power(only_first, only_second, frames, alpha, effect), 5, power)


def paired_power(only_first: float, only_second: float, frames: int, alpha: float = ALPHA, effect: float = 1.0) -> float:
    """The chance that `frames` common frames show the difference at `alpha`.

    The comparison will estimate `effect` from those frames, and choose its test by what it finds: the chance is taken over
    that estimate, whose relative variance is 2 (2 M + 1) / n with a window of M lags (N. Madras and A. Sokal, J. Stat. Phys.
    50, 1988). Where none is noticed, it is that of McNemar's exact test, summed over the number of frames that differ; else
    that of the sign flips of blocks.
    """
    steps, weights = np.polynomial.hermite_e.hermegauss(5)
    error = math.sqrt(2 * (WINDOW * effect + 1) / frames)
    seen = np.maximum(1.0, effect * (1 + error * steps))
    powers = [_power_as_seen(only_first, only_second, frames, alpha, float(one)) for one in seen]
    return float(np.dot(powers, weights) / weights.sum())


def unpaired_frames(first: float, second: float, alpha: float = ALPHA, power: float = POWER) -> int | None:
    """Frames for each of two presets, pass rates 0-1, so that Fisher's exact test finds the difference with that power.

    Above 800 the normal approximation of statsmodels answers. None where more than 20,000 would be needed.
    """
    if first == second:
        return None
    about = samplesize_proportions_2indep_onetail(first - second, second, power, alpha=alpha)
    if about > _LARGEST_EXACT:
        return math.ceil(about) if about <= MOST_FRAMES else None
    return _fewest(lambda frames: unpaired_power(first, second, frames, alpha), max(2, int(about / 2)), power)


def cheaper_frames(first: float, second: float, cost: float, alpha: float = ALPHA,
                   effects: tuple[float, float] = (1.0, 1.0), power: float = POWER) -> int | None:
    """Frames for each of two presets, pass rates above 0, so that the interval of the ratio of these, first over second,
    lies above `cost`, the same ratio of seconds, with that power. `effects`: the design effect of each preset's frames.

    By the normal approximation of the logarithm of the ratio (D. Katz et al., Biometrics 34, 1978). None where more than
    20,000 would be needed, or the first is not the cheaper one.
    """
    if cost <= 0 or first / second <= cost:
        return None
    variance = sum((1 - rate) / rate * effect for rate, effect in zip((first, second), effects, strict=True))
    reach = float(norm.isf(alpha / 2) + norm.ppf(power))
    frames = math.ceil(variance * (reach / math.log(first / second / cost))**2)
    return max(1, frames) if frames <= MOST_FRAMES else None


def unpaired_power(first: float, second: float, frames: int, alpha: float = ALPHA) -> float:
    """The chance that Fisher's exact test on `frames` frames for each preset shows the difference at `alpha`."""
    ours, theirs = (_likely(frames, rate) for rate in (first, second))
    rejected = np.zeros((len(ours), len(theirs)))
    for total in range(int(ours[0] + theirs[0]), int(ours[-1] + theirs[-1]) + 1):
        passed, p = _fisher(total, frames)
        small = passed[p <= alpha]
        inside = np.intersect1d(small, np.intersect1d(ours, total - theirs))
        rejected[inside - ours[0], total - inside - theirs[0]] = 1
    chance: NDArray[np.float64] = binom.pmf(ours, frames, first) @ rejected @ binom.pmf(theirs, frames, second)
    return float(chance)


def _fisher(total: int, frames: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Every count of the first preset where `total` passed, and its two-sided probability."""
    passed = np.arange(max(0, total - frames), min(total, frames) + 1)
    chances = hypergeom.pmf(passed, 2 * frames, total, frames)
    ordered = np.sort(chances)
    places = np.searchsorted(ordered, chances * (1 + 1e-7), side="right")      # as equal as scipy's fisher_exact takes them
    return passed, np.cumsum(ordered)[places - 1]


def _likely(frames: int, rate: float) -> NDArray[np.int64]:
    """Every count of passes that is not negligible."""
    return np.arange(int(binom.ppf(_NEGLIGIBLE, frames, rate)), int(binom.ppf(1 - _NEGLIGIBLE, frames, rate)) + 1)


def _largest_rejected(counts: NDArray[np.int64], alpha: float) -> NDArray[np.int64]:
    """Of `counts` fair coins: the largest number of heads that is too few at `alpha`, two-sided; -1 where none is."""
    least = np.asarray(binom.ppf(alpha / 2, counts, 0.5), dtype=np.int64)
    return np.where(2 * binom.cdf(least, counts, 0.5) <= alpha, least, least - 1)


def _power_of_mcnemar(only_first: float, only_second: float, frames: int, alpha: float) -> float:
    differing = only_first + only_second
    counts = _likely(frames, differing)
    largest = _largest_rejected(counts, alpha)
    share = only_first / differing
    found = binom.cdf(largest, counts, share) + binom.sf(counts - largest - 1, counts, share)
    return float(np.sum(binom.pmf(counts, frames, differing) * np.where(largest >= 0, found, 0.0)))


def _power_as_seen(only_first: float, only_second: float, frames: int, alpha: float, effect: float) -> float:
    if effect < noticed(frames):
        return _power_of_mcnemar(only_first, only_second, frames, alpha)
    mean = only_first - only_second
    spread = math.sqrt(only_first + only_second - mean**2)
    blocks = math.ceil(frames / dependence_of(frames, effect, alpha).block)
    return sign_flip_power(abs(mean) / spread * math.sqrt(frames / effect / blocks), blocks, alpha)


def _fewest(power_of: Callable[[int], float], least: int, wanted: float) -> int | None:
    """The fewest frames with that power: doubled until enough, then halved in."""
    enough = least
    while power_of(enough) < wanted:
        least, enough = enough, enough * 2
        if least > MOST_FRAMES:
            return None
    while enough - least > 1:
        middle = (least + enough) // 2
        least, enough = (least, middle) if power_of(middle) >= wanted else (middle, enough)
    return enough if enough <= MOST_FRAMES else None
