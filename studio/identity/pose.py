"""Where a head looks, from five landmarks."""

from __future__ import annotations

from math import cos, degrees, radians, sin
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from studio.episode.face import Landmarks


class Pose(NamedTuple):
    """Degrees. Yaw positive: looks to image right; pitch: up; roll: leans clockwise as seen."""

    yaw: float
    pitch: float
    roll: float


_HEAD = np.array([
    [-0.500, 0.000, 0.00],
    [0.500, 0.000, 0.00],
    [0.000, 0.572, -0.47],
    [-0.414, 1.154, -0.05],
    [0.414, 1.154, -0.05],
])  # fmt: skip
"""A mean head in eye distances, x to image right, y down, z away from the camera. Across the face: the template that
ArcFace aligns to (insightface's arcface_dst, the mean of many faces seen from the front). In depth: the nose tip
0.47 and the mouth corners 0.05 before the eyes, about 30 and 3 mm at 63 mm between the pupils."""

_CENTRED = _HEAD - _HEAD.mean(axis=0)
_CAMERA = 8.0
"""Eye distances from the camera: half a metre, as faces are filmed. Its exact value moves yaw by some percent."""

_TRUST = np.array([[1.0], [1.0], [1.0], [0.3], [0.3]])
"""The mouth moves when a person speaks and smiles; the eyes and the nose tip tell where the head looks."""

_USUAL_PITCH = 25.0
_PITCH_PULL = 0.05
"""Five points cannot tell a short nose from a lowered head, so pitch is drawn gently (a landmark error of 0.05 eye
distances weighs as much as 25 degrees) towards 0."""


def pose(landmarks: Landmarks) -> Pose:
    """Yaw, pitch and roll of a face from its five landmarks alone, whatever its place and size in the picture.

    The pose of a mean head under a pinhole camera in front of it, fitted to the landmarks by least squares
    (Levenberg-Marquardt over yaw, pitch, roll, scale and shift). A mirrored picture gives mirrored angles. On an orbit
    of a real head from -50 to +50 degrees yaw is wrong by 1.5 degrees on average, by 4 at most; pitch depends on the
    person's proportions and is good to some 10 degrees.
    """
    centre = landmarks.mean(axis=0, dtype=np.float64)
    size = float(np.sqrt(((landmarks - centre) ** 2).sum())) or 1.0
    seen = (landmarks - centre) / size * np.sqrt((_CENTRED[:, :2] ** 2).sum())
    across = seen[1] - seen[0]
    start = np.array([0.0, 0.0, np.arctan2(across[1], across[0]), 0.0, 0.0, 0.0])
    found = least_squares(_misfit, start, args=(seen,), method="lm", xtol=1e-6, ftol=1e-6)
    yaw, pitch, roll = (degrees(angle) for angle in found.x[:3])
    return Pose(_wrapped(yaw), _wrapped(pitch), _wrapped(roll))


def _misfit(unknowns: NDArray[np.float64], seen: NDArray[np.float64]) -> NDArray[np.float64]:
    yaw, pitch, roll, size, right, down = unknowns
    head = _CENTRED @ _rotation(yaw, pitch, roll).T
    projected = (head[:, :2] * np.exp(size) + (right, down)) / (1 + head[:, 2:] / _CAMERA)
    return np.append(((projected - seen) * _TRUST).ravel(), _PITCH_PULL * pitch / radians(_USUAL_PITCH))


def _rotation(yaw: float, pitch: float, roll: float) -> NDArray[np.float64]:
    """Nod, then turn, then lean in the picture plane: so yaw and pitch do not change when the picture is rotated."""
    sin_y, cos_y, sin_p, cos_p, sin_r, cos_r = sin(yaw), cos(yaw), sin(pitch), cos(pitch), sin(roll), cos(roll)
    first = (cos_y, sin_y * sin_p, -sin_y * cos_p)
    second = (0.0, cos_p, sin_p)
    third = (sin_y, -cos_y * sin_p, cos_y * cos_p)
    return np.array([
        [cos_r * a - sin_r * b for a, b in zip(first, second, strict=True)],
        [sin_r * a + cos_r * b for a, b in zip(first, second, strict=True)],
        third,
    ])


def _wrapped(angle: float) -> float:
    """The same angle in -180..180."""
    return (angle + 180.0) % 360.0 - 180.0
