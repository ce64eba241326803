"""How a score spreads over the takes, in bars that tell passing from failing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.episode.thresholds import ThresholdRule

BARS = 40
_SPANS = {"det": (0.5, 1.0), "identity": (0.0, 1.0), "sharpness": (0.0, 1.0), "face_size": (0.0, 1.0),
          "yaw": (-90.0, 90.0)}
"""Spans that stay the same from episode to episode, so that the eye learns them; wider where values lie outside."""


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """`counts` of measured values in equal bars from `low` to `high`, and how many takes lack the score."""

    low: float
    high: float
    counts: NDArray[np.int64]
    missing: int

    def edges(self) -> NDArray[np.float64]:
        """Where bars begin and end; one more than bars."""
        return np.linspace(self.low, self.high, len(self.counts) + 1)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was measured."""
        return not self.counts.any()


def histogram(values: NDArray[np.float64], name: str, bars: int = BARS) -> Histogram:
    """The spread of a score of that name over `values`, NaN where it was not measured."""
    measured = values[~np.isnan(values)]
    low, high = _span(measured, name)
    counts, _ = np.histogram(measured, bars, (low, high))
    return Histogram(low, high, counts.astype(np.int64), len(values) - len(measured))


def passing(values: NDArray[np.float64], rule: ThresholdRule, limit: float) -> int:
    """How many takes keep this one limit, whatever other limits say."""
    sizes = np.abs(values) if rule.sense == "within" else values
    return int(np.count_nonzero(sizes >= limit if rule.sense == "at least" else sizes <= limit))


def _span(measured: NDArray[np.float64], name: str) -> tuple[float, float]:
    usual = _SPANS.get(name)
    if not len(measured):
        return usual or (0.0, 1.0)
    low, high = float(measured.min()), float(measured.max())
    if usual:
        return min(low, usual[0]), max(high, usual[1])
    return (low, high) if high > low else (low - 0.5, high + 0.5)
