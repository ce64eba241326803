"""How often the lab is right on made-up sweeps of which the truth is known."""

from __future__ import annotations

import numpy as np

from studio.review.lab.block_bootstrap import mean_interval
from studio.review.lab.comparisons import compare_pairs, compare_series
from studio.review.lab.frames_needed import paired_frames
from studio.review.lab.pass_rates import rate_of_series
from tests.review.lab.orbits import latent, markov, sweeps, table_of

RATES = ((30, 0.1, 0.0), (30, 2 / 3, 0.0), (100, 0.5, 0.0), (50, 0.3, 0.3), (100, 0.3, 0.5), (100, 0.5, 0.7),
         (200, 2 / 3, 0.7))
"""Frames, pass rate, how much the passes of neighbours correlate."""
HIDDEN = ((50, 0.5), (100, 0.8), (200, 0.8))
"""Frames, how much a hidden score of neighbours correlates whose threshold decides what passes."""
MEANS = ((30, 0.0), (30, 0.5), (100, 0.0), (100, 0.7), (200, 0.8))
PAIRS = ((30, 0.0), (100, 0.0), (30, 0.5), (50, 0.5), (100, 0.5), (100, 0.7))
FAMILIES = ((30, 0.7), (100, 0.0), (100, 0.5), (100, 0.8))
POWERS = ((0.3, 0.5, 0.0, 0.05), (0.2, 0.3, 0.0, 0.05), (0.3, 0.6, 0.0, 0.05 / 6), (0.3, 0.5, 0.5, 0.05),
          (0.3, 0.5, 0.7, 0.05), (0.3, 0.5, 0.6, 0.05 / 6))
"""Two pass rates, how much neighbours correlate, the probability at which a difference holds."""


def coverage_of_rates(frames: int, rate: float, neighbour: float, series: int) -> float:
    """How often the interval of a pass rate holds the truth."""
    found = [rate_of_series("D", one) for one in markov(np.random.default_rng(1), (series, frames), rate, neighbour)]
    return float(np.mean([one.low <= rate <= one.high for one in found]))


def coverage_of_hidden(frames: int, neighbour: float, series: int) -> float:
    """The same where a hidden score decides, at a rate of 0.4."""
    found = [rate_of_series("D", one) for one in sweeps(np.random.default_rng(2), series, [0.4], frames, neighbour)[:, 0]]
    return float(np.mean([one.low <= 0.4 <= one.high for one in found]))


def coverage_of_means(frames: int, neighbour: float, series: int) -> float:
    """How often the interval of a mean difference of 0.05 standard deviations holds it."""
    found = [mean_interval(one) for one in 0.05 + latent(np.random.default_rng(3), (series, frames), neighbour)]
    return float(np.mean([one.low <= 0.05 <= one.high for one in found]))


def errors_of_pairs(frames: int, neighbour: float, tables: int) -> float:
    """How often one pair of equal presets is said to differ."""
    drawn = sweeps(np.random.default_rng(6), tables, [0.4, 0.4], frames, neighbour)
    return float(np.mean([compare_series(("A", "B"), *table).p <= 0.05 for table in drawn]))


def errors_of_families(frames: int, neighbour: float, tables: int) -> float:
    """How often any of four equal presets are said to differ."""
    drawn = sweeps(np.random.default_rng(7), tables, [0.4] * 4, frames, neighbour)
    return float(np.mean([any(pair.holds for pair in compare_pairs(table_of(passed))) for passed in drawn]))


def power_as_advised(first: float, second: float, neighbour: float, alpha: float, tables: int) -> tuple[int, float]:
    """How many frames are advised for 80 %, and how often so many show the difference.

    The shares of frames that differ and the design effect are taken from very many frames.
    """
    many = sweeps(np.random.default_rng(12), 6000, [first, second], 250, neighbour)
    difference = many[:, 0] - many[:, 1]
    effect = max(1.0, 250 * float(difference.mean(axis=1).var() / difference.var())) if neighbour else 1.0
    frames = paired_frames(float(np.mean(difference > 0)), float(np.mean(difference < 0)), alpha, effect)
    assert frames is not None
    drawn = sweeps(np.random.default_rng(13), tables, [first, second], frames, neighbour)
    return frames, float(np.mean([compare_series(("A", "B"), *table).p <= alpha for table in drawn]))
