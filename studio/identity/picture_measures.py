"""How noisy a picture is, and how much of a source frame's structure a take has kept."""

from __future__ import annotations

from math import pi, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.episode.picture import Picture
from studio.identity.measure import at_side, luma

STRUCTURE_SIDE = 256
"""Pixels of the longer side on which structure is compared: contours of head, hair and shoulders, no skin texture."""

_EDGE_WIDTH = 2.0
"""Pixels, sigma of the Gaussian over the edges: a contour that moved by less than about that still counts as kept."""

_NO_EDGES = 0.1
"""Standard deviation of the edges, in levels of 255 a pixel, below which a picture has no contours."""


def noise(picture: Picture) -> float | None:
    """Standard deviation of the noise in luma, 0-255 levels; lower is cleaner. None below 3x3 pixels.

    J. Immerkaer, "Fast Noise Variance Estimation", Computer Vision and Image Understanding 64 (1996): the mean absolute
    response to the difference of two Laplacians, which plain surfaces and straight edges do not excite. Fine texture,
    such as hair, counts as noise too: compare takes of one frame.
    """
    grey = luma(picture).astype(np.float64)
    height, width = grey.shape
    if min(height, width) < 3:
        return None
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float64)
    response = np.abs(cv2.filter2D(grey, cv2.CV_64F, mask))[1:-1, 1:-1]
    return float(sqrt(pi / 2) / 6 * response.mean())


def structure(take: Picture, frame: Picture) -> float | None:
    """-1..1: how much of the source frame's contours the take has in the same places; higher keeps more. None where one
    of them has no contours.

    The correlation of the two pictures' gradient magnitudes (Sobel), blurred, at `STRUCTURE_SIDE`; both must lie over
    each other, so `frame` is the source frame on the take's canvas. The idea is the structure term of Z. Wang et al.,
    "Image Quality Assessment: From Error Visibility to Structural Similarity", IEEE TIP 13 (2004), on edges rather than
    luma, since a take may be lit and coloured otherwise.
    """
    first, second = _edges(take), _edges(frame)
    if first.shape != second.shape:
        second = np.asarray(cv2.resize(second, first.shape[::-1], interpolation=cv2.INTER_AREA), np.float64)
    if min(first.std(), second.std()) < _NO_EDGES:
        return None
    return float(((first - first.mean()) * (second - second.mean())).mean() / (first.std() * second.std()))


def _edges(picture: Picture) -> NDArray[np.float64]:
    grey = at_side(luma(picture), STRUCTURE_SIDE)
    across, down = cv2.Sobel(grey, cv2.CV_64F, 1, 0), cv2.Sobel(grey, cv2.CV_64F, 0, 1)
    return np.asarray(cv2.GaussianBlur(cv2.magnitude(across, down), (0, 0), _EDGE_WIDTH), np.float64)
