"""Which frame of one rate is shown at a frame of another."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def frames_at(frames: int, fps: Fraction, other: Fraction) -> int:
    """How many frames of the rate `other` last as long as `frames` of `fps`, at least one."""
    return max(1, math.floor(frames / fps * other + Fraction(1, 2)))


def nearest_frames(count: int, fps: Fraction, frames: int, other: Fraction) -> NDArray[np.int64]:
    """For each of `count` frames at `fps`, the frame of `frames` at `other` that is shown in its middle; shape (count,).

    Equal rates give equal numbers.
    """
    step = other / fps
    middle = (2 * np.arange(count, dtype=np.int64) + 1) * step.numerator // (2 * step.denominator)
    return np.minimum(middle, frames - 1)
