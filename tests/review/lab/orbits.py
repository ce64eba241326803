"""Made-up sweeps of which the truth is known: frames of an orbit whose neighbours resemble each other."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter
from scipy.stats import norm

from studio.episode.sweep_table import SweepPreset, SweepTable


def latent(rng: np.random.Generator, shape: tuple[int, ...], neighbour: float) -> NDArray[np.float64]:
    """Normal values, mean 0, variance 1; along the last axis neighbours correlate by `neighbour` (first order chain)."""
    noise = rng.standard_normal(shape)
    noise[..., 1:] *= math.sqrt(1 - neighbour**2)
    values: NDArray[np.float64] = lfilter([1.0], [1.0, -neighbour], noise, axis=-1)
    return values


def markov(rng: np.random.Generator, shape: tuple[int, int], rate: float, neighbour: float) -> NDArray[np.float64]:
    """1 and 0 with that rate, of a two-state chain whose neighbours correlate by `neighbour`."""
    drawn, passed = rng.random(shape), np.empty(shape)
    passed[:, 0] = drawn[:, 0] < rate
    for frame in range(1, shape[1]):
        after = np.where(passed[:, frame - 1] == 1, rate + neighbour * (1 - rate), rate * (1 - neighbour))
        passed[:, frame] = drawn[:, frame] < after
    return passed


def sweeps(rng: np.random.Generator, tables: int, rates: list[float], frames: int, neighbour: float) -> NDArray[np.float64]:
    """Passes, shape (tables, presets, frames): a part of what makes a frame pass is shared by the presets."""
    shared = 0.6 * latent(rng, (tables, 1, frames), neighbour)
    own = 0.8 * latent(rng, (tables, len(rates), frames), neighbour)
    return (shared + own < np.array(norm.ppf(rates))[None, :, None]).astype(np.float64)


def table_of(passed: NDArray[np.float64], seconds: NDArray[np.float64] | None = None,
             **scores: NDArray[np.float64]) -> SweepTable:
    """A sweep of presets A, B, C ... on frames 0, 1, 2 ..."""
    presets = tuple(SweepPreset(chr(ord("A") + place)) for place in range(len(passed)))
    nothing = np.full(passed.shape, np.nan)
    return SweepTable(presets, np.arange(passed.shape[1]), passed, scores, nothing if seconds is None else seconds, "yunet")
