"""How far a mouth is open in a picture, measured from its pixels: for comparing frames of one face with each other.

A mouth that opens shows its dark inside, teeth and the edges of both lips one above the other; closed, one thin line.
So the brightness changes more from row to row, and more of it is dark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from studio.identity.alignment import TEMPLATE, TEMPLATE_SIDE, aligned_face

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from studio.episode.face import Landmarks
    from studio.episode.picture import Picture

# Pixels of the aligned face of 112x112 (identity.alignment), in which the mouth is 29 wide.
_CENTRE = TEMPLATE[3:].mean(axis=0) + np.array([0.0, 4.0])        # the mouth opens downward
_SPREAD = np.array([13.0, 11.0])                        # standard deviations of the weights around it
_SKIN = np.s_[58:76, 30:82]                             # cheeks and nose: how bright the face is
_BLUR = 1.0

_DARK, _SOFT = 0.5, 0.08        # of the skin's brightness: what counts as dark, and how sharply
_DARK_SHARE = 0.6               # of the measure; the rest is the change from row to row
_LEAST_REPEATS: Final = 3
"""From so many showings of the same picture on its own mean is its rest position."""


def mouth_opening(picture: Picture, landmarks: Landmarks) -> float:
    """A number that grows with the mouth's opening, about 0-1, for one face at a time; no scale is shared by faces."""
    aligned = aligned_face(picture, landmarks, TEMPLATE_SIDE)
    grey = np.asarray(cv2.cvtColor(aligned, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    skin = max(16.0, float(np.median(grey[_SKIN])))
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), _BLUR), dtype=np.float32) / np.float32(skin)
    dark = float((_WEIGHTS / (1 + np.exp((smooth - _DARK) / _SOFT))).sum())
    changes = float((_WEIGHTS[1:] * np.abs(np.diff(smooth, axis=0))).sum())
    return _DARK_SHARE * dark + (1 - _DARK_SHARE) * _CHANGES_SCALE * changes


def mouth_openings(
    pictures: Iterable[Picture], faces: Sequence[Landmarks | None], shown: Sequence[int] | NDArray[np.integer]
) -> NDArray[np.float64]:
    """`mouth_opening` of each frame, shape (frames,), NaN where the picture shows no face.

    `shown` is the number in `faces` of each frame's picture. In a loop every picture comes again and again with
    another mouth: what it has by itself (its own mouth, light and beard) is subtracted, as its mean.
    """
    numbers = np.asarray(shown, dtype=np.int64)
    values = np.full(len(numbers), np.nan)
    for frame, (picture, number) in enumerate(zip(pictures, numbers, strict=True)):
        landmarks = faces[number]
        if landmarks is not None:
            values[frame] = mouth_opening(picture, landmarks)
    return values - _own(values, numbers)


def _own(values: NDArray[np.float64], numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """The mean of each frame's picture over all its showings; the mean of all where it is shown but once or twice."""
    counts = np.bincount(numbers)
    seen = np.where(np.isnan(values), 0.0, values)
    means = np.bincount(numbers, seen) / np.maximum(counts, 1)
    whole = float(np.nanmean(values)) if np.isfinite(values).any() else 0.0
    return np.where(counts >= _LEAST_REPEATS, means, whole)[numbers]


def _weights() -> NDArray[np.float32]:
    rows, columns = np.mgrid[0:TEMPLATE_SIDE, 0:TEMPLATE_SIDE]
    across, down = (columns - _CENTRE[0]) / _SPREAD[0], (rows - _CENTRE[1]) / _SPREAD[1]
    weights = np.exp(-(across**2 + down**2) / 2)
    return np.asarray(weights / weights.sum(), dtype=np.float32)


_WEIGHTS: Final = _weights()
_CHANGES_SCALE: Final = 10.0        # brings the change from row to row to the range of the dark share
