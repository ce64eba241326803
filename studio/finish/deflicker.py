"""Flicker of brightness and colour between takes removed: each picture is brought to what its neighbours agree on.

Takes of neighbouring frames are made one by one, so their exposure and tint jump. Of every channel of every pick the
mean and the spread are measured; over the source's frames both follow a smooth line; each pick is then moved onto it.
A loop shows the same picks forward and back, so a pick is corrected once and both ways agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studio.episode.picture import Picture
    from studio.finish.picture_stream import PictureReader

Levels: TypeAlias = NDArray[np.float64]
"""Mean and standard deviation of R, G and B, 0-255; shape (2, 3)."""

DEFLICKER_REVISION = 1
"""Raised when the pictures change."""

WINDOW_FRAMES = 4.0
"""Standard deviation of the weights of neighbours, in frames of the source: flicker lives from one take to the next,
light that really changes over more than that stays."""

_MOST_GAIN = 1.5
"""Largest change of the spread, either way: beyond it the two pictures do not show the same scene."""


def picture_levels(picture: Picture) -> Levels:
    """Mean and spread of each channel, over the whole picture."""
    import cv2

    mean, spread = cv2.meanStdDev(picture)
    return np.stack([np.ravel(mean), np.ravel(spread)]).astype(np.float64)


def sequence_levels(pictures: Iterable[Picture]) -> NDArray[np.float64]:
    """`picture_levels` of each, shape (n, 2, 3); one picture is held at a time."""
    measured = [picture_levels(picture) for picture in pictures]
    return np.stack(measured) if measured else np.zeros((0, 2, 3))


def smoothed_levels(levels: NDArray[np.float64], frames: Sequence[int]) -> NDArray[np.float64]:
    """What the neighbours of each picture agree on, shape as `levels`; `frames` are the frames of the source.

    A line is fitted around each one with Gaussian weights (local linear regression: Cleveland, "Robust Locally Weighted
    Regression", JASA 1979, without its robust steps), which follows a steady change exactly, also at both ends.
    """
    times = np.asarray(frames, dtype=np.float64)
    smooth = np.empty_like(levels)
    for number, time in enumerate(times):
        smooth[number] = _line_at(time, times, levels)
    return smooth


def correct_levels(picture: Picture, measured: Levels, wanted: Levels) -> Picture:
    """The picture with each channel stretched and moved from `measured` to `wanted`."""
    import cv2

    gain = np.clip(wanted[1] / np.maximum(measured[1], 1e-6), 1 / _MOST_GAIN, _MOST_GAIN)
    gain = np.where(measured[1] < 1, 1.0, gain)
    values = np.arange(256, dtype=np.float64)[:, None]
    table = np.clip(np.rint((values - measured[0]) * gain + wanted[0]), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(picture, table[None]), dtype=np.uint8)


class SteadyReader:
    """Gives the picks without their flicker; safe on several threads. All picks are looked at once, before the first."""

    def __init__(self, read: PictureReader, frames: Sequence[int]) -> None:
        self._read = read
        self._levels = sequence_levels(map(read, range(len(frames))))
        self._wanted = smoothed_levels(self._levels, frames)

    def __call__(self, pick: int) -> Picture:
        return correct_levels(self._read(pick), self._levels[pick], self._wanted[pick])


def _line_at(time: float, times: NDArray[np.float64], levels: NDArray[np.float64]) -> Levels:
    near = slice(*np.searchsorted(times, (time - 4 * WINDOW_FRAMES, time + 4 * WINDOW_FRAMES + 1)))
    offset, values = times[near] - time, levels[near]
    weight = np.exp(-0.5 * (offset / WINDOW_FRAMES) ** 2)
    total, first, second = weight.sum(), (weight * offset).sum(), (weight * offset**2).sum()
    spread = total * second - first * first
    if spread < 1e-9:
        return np.asarray(np.tensordot(weight, values, 1) / total)
    share = weight * (second - first * offset) / spread
    return np.asarray(np.tensordot(share, values, 1))
