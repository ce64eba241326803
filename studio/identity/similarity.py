"""Comparing the points of two faces whatever their place, size and turn in the picture plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import Landmarks

Affine = NDArray[np.float64]
"""Shape (2, 3): [scale * rotation | shift], as cv2.warpAffine takes it."""

LEAST_EYE_DISTANCE = 1.0
"""Pixels; in a full profile both eyes can fall on one point."""


def fit_similarity(source: NDArray[np.floating], target: NDArray[np.floating]) -> Affine:
    """Scale, rotation and shift (no mirroring) that bring (n, 2) `source` points nearest to `target`, least squares.

    S. Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 1991,
    equations 38-42, for two dimensions. Points that all coincide get scale 1.
    """
    from_centre, to_centre = source.mean(axis=0, dtype=np.float64), target.mean(axis=0, dtype=np.float64)
    moved, aim = source - from_centre, target - to_centre
    spread = float((moved**2).sum())
    left, values, right = np.linalg.svd(aim.T @ moved)
    signs = np.array([1.0, np.sign(np.linalg.det(left) * np.linalg.det(right))])
    rotation = (left * signs) @ right
    scale = float((values * signs).sum()) / spread if spread > 0 else 1.0
    return np.column_stack([scale * rotation, to_centre - scale * rotation @ from_centre])


def moved(points: NDArray[np.floating], affine: Affine) -> NDArray[np.float64]:
    """(n, 2) points after the transform."""
    return points @ affine[:, :2].T + affine[:, 2]


def eye_distance(landmarks: Landmarks) -> float:
    """Pixels between the eyes, at least `LEAST_EYE_DISTANCE`."""
    return max(LEAST_EYE_DISTANCE, float(np.linalg.norm(landmarks[1] - landmarks[0])))


def landmark_distance(landmarks: Landmarks, reference: Landmarks) -> float:
    """`point_distance` of the five points, in the reference's eye distances."""
    return point_distance(landmarks, reference, eye_distance(reference))


def point_distance(points: NDArray[np.floating], reference: NDArray[np.floating], unit: float) -> float:
    """Mean distance of (n, 2) `points` to `reference`'s after they are similarity-aligned to them, in `unit` pixels.

    0 for the same shape, unchanged by scale, rotation and shift of either picture; grows as the head turns.
    """
    aligned = moved(points, fit_similarity(points, reference))
    return float(np.linalg.norm(aligned - reference, axis=1).mean()) / unit
