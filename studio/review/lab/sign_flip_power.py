"""The power of the sign flips of a few blocks."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from statsmodels.stats.power import TTestPower

_FEW = 10
"""Blocks up to which every flip is counted: beyond, Student's t is as good."""
_DRAWS, _SEED = 1000, 200
_SHIFTS = np.linspace(0, 4, 21)


def sign_flip_power(shift: float, blocks: int, alpha: float) -> float:
    """The chance to find at `alpha`, two-sided, that `blocks` normal sums have a mean of `shift` standard deviations.

    By flipping drawn sums in every way; from 11 blocks on Student's t.
    """
    if blocks - 1 < math.log2(1 / alpha):
        return 0.0
    if blocks > _FEW:
        return TTestPower().power(shift, blocks, alpha)
    return float(np.interp(shift, _SHIFTS, _curve(blocks, alpha)))


@lru_cache(maxsize=128)
def _curve(blocks: int, alpha: float) -> NDArray[np.float64]:
    signs = 1.0 - 2 * ((np.arange(2 ** (blocks - 1))[None, :] >> np.arange(blocks)[:, None]) & 1)
    drawn = np.random.default_rng(_SEED).standard_normal((_DRAWS, blocks))
    flipped, of_a_shift, whole = drawn @ signs, signs.sum(axis=0), drawn.sum(axis=1, keepdims=True)
    found = [np.abs(flipped + shift * of_a_shift) >= np.abs(whole + shift * blocks) - 1e-9 for shift in _SHIFTS]
    return np.array([np.mean(far.mean(axis=1) <= alpha) for far in found])
