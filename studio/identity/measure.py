"""Numbers read from pixels, and from what an analyzer saw in them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.episode.face import Box, FaceObservation, Landmarks, Scores
from studio.episode.picture import Picture

FACE_SIDE = 96
"""Pixels along the longer side of a face when its sharpness is measured; the details that distinguish a sharp
face are still there, and faces of the recipe's takes are larger."""

_SMOOTHING = 0.7
"""Pixels, sigma of the Gaussian before the Laplacian: resampling alone costs the finest details a third of their
strength, those that are left a sixth."""

HALF_SHARP = 0.015
"""Filter response, as a share of luma's variance, that scores 0.5. Measured: sharp portraits .033-.09, a masked one
.026, one out of focus .0075; a Gaussian blur of 1% of the face leaves .37-.49 of it, of 2% .14-.26, of 4% .04-.12."""

_NOISE_FLOOR = 4.0
"""Luma variance below which a face has no content to be sharp in (2 levels of 255, about JPEG's noise)."""


def luma(picture: Picture) -> NDArray[np.uint8]:
    """Rec. 601 luma 0-255, shape (height, width)."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def pixel_stats(picture: Picture, box: Box | None = None) -> tuple[float, float] | None:
    """Mean and standard deviation of luma (0-255) in the whole picture or inside `box`; None for a box outside it."""
    part = picture if box is None else inside(picture, box)
    return None if part is None else _mean_and_deviation(part)


def sharpness(picture: Picture, face: FaceObservation) -> float | None:
    """0-1: how much fine detail the face has at a fixed size; None for a box outside the picture.

    q / (q + HALF_SHARP), q being the variance of the Laplacian of Gaussian (the edge filter of D. Marr and E. Hildreth,
    1980; its variance as a focus measure: J. L. Pech-Pacheco et al., ICPR 2000) of the face brought to `FACE_SIDE`
    pixels, divided by the variance of its luma, so that picture size, exposure and contrast cancel. A face smaller than
    `FACE_SIDE` has lost detail and scores lower.
    """
    part = inside(picture, face.box)
    if part is None:
        return None
    grey = at_side(luma(part), FACE_SIDE)
    edges = cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), _SMOOTHING), cv2.CV_64F)
    detail = float(edges.var()) / (float(grey.var()) + _NOISE_FLOOR)
    return detail / (detail + HALF_SHARP)


def face_size(picture: Picture, face: FaceObservation) -> float:
    """0-1: square root of the face box's share of the picture."""
    height, width = picture.shape[:2]
    return min(1.0, sqrt(face.area / (width * height)))


def picture_scores(picture: Picture, faces: Sequence[FaceObservation], counted: FaceObservation | None) -> Scores:
    """What can be said of a picture by itself; identity and landmarks, which need a reference, stay None."""
    mean, deviation = _mean_and_deviation(picture)
    if counted is None:
        return Scores(pixel_mean=mean, pixel_std=deviation, faces=len(faces))
    of_face = pixel_stats(picture, counted.box)
    return Scores(
        det=counted.det,
        yaw=counted.yaw,
        pitch=counted.pitch,
        roll=counted.roll,
        face_size=face_size(picture, counted),
        sharpness=sharpness(picture, counted),
        pixel_mean=mean,
        pixel_std=deviation,
        face_pixel_mean=of_face[0] if of_face else None,
        face_pixel_std=of_face[1] if of_face else None,
        faces=len(faces),
    )


def cosine(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """-1..1 for two unit vectors."""
    return float(np.clip(np.dot(first.astype(np.float64), second.astype(np.float64)), -1.0, 1.0))


def measured_landmarks(face: FaceObservation) -> Landmarks | None:
    """The landmarks if the analyzer measured them: one that only guesses them from the box gives no yaw."""
    return None if face.yaw is None else face.landmarks


def _mean_and_deviation(picture: Picture) -> tuple[float, float]:
    mean, deviation = cv2.meanStdDev(luma(picture))
    return float(mean[0, 0]), float(deviation[0, 0])


def inside(picture: Picture, box: Box) -> Picture | None:
    """The part of the picture that the box covers, or None."""
    height, width = picture.shape[:2]
    left, top = max(0, floor(box[0])), max(0, floor(box[1]))
    right, bottom = min(width, ceil(box[2])), min(height, ceil(box[3]))
    return picture[top:bottom, left:right] if right > left and bottom > top else None


def at_side(grey: NDArray[np.uint8], side: int) -> NDArray[np.float64]:
    """The picture with its longer side brought to `side` pixels: areas averaged when shrunk, cubic when grown."""
    height, width = grey.shape
    factor = side / max(height, width)
    size = max(1, round(width * factor)), max(1, round(height * factor))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey.astype(np.float64), size, interpolation=how), dtype=np.float64)
