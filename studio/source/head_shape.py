"""The solid that a portrait's head is wrapped on: a stack of ellipses, one per row, with a nose and a brow.

Lengths are in eyes: multiples of the distance between the two eye centres, from the point between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from studio.episode.face import Landmarks

Field: TypeAlias = NDArray[np.float32]
Doubles: TypeAlias = NDArray[np.float64]

# Left and right silhouette of the head in skimage.data.astronaut(): (row, left) and (row, right) in eyes,
# traced by hand on the picture enlarged five times; hair, ears and jaw, without the neck.
_LEFT = (
    (-1.97, 0.18), (-1.95, -0.05), (-1.87, -0.36), (-1.73, -0.63), (-1.59, -0.86), (-1.46, -1.10), (-1.32, -1.30),
    (-1.13, -1.50), (-0.95, -1.60), (-0.76, -1.65), (-0.49, -1.66), (-0.26, -1.65), (-0.03, -1.60), (0.16, -1.52),
    (0.30, -1.40), (0.39, -1.31), (0.48, -1.26), (0.60, -1.18), (0.69, -1.08), (0.80, -1.01), (0.99, -0.98),
    (1.17, -0.94), (1.31, -0.88), (1.45, -0.78), (1.59, -0.63), (1.70, -0.42), (1.76, -0.24), (1.79, -0.07),
)
_RIGHT = (
    (-1.97, 0.22), (-1.95, 0.36), (-1.87, 0.65), (-1.73, 0.95), (-1.59, 1.17), (-1.41, 1.39), (-1.18, 1.55),
    (-0.95, 1.63), (-0.72, 1.69), (-0.49, 1.73), (-0.30, 1.72), (-0.12, 1.68), (0.07, 1.63), (0.25, 1.54),
    (0.39, 1.42), (0.53, 1.27), (0.62, 1.21), (0.71, 1.12), (0.80, 0.96), (0.90, 0.90), (1.08, 0.83),
    (1.26, 0.74), (1.40, 0.65), (1.54, 0.51), (1.66, 0.34), (1.73, 0.18), (1.77, 0.06), (1.79, -0.05),
)
# How far the face stands before the neck's axis, by row. An adult's eyes are about 63 mm apart and the bridge of
# the nose stands about 90 mm before the axis the head turns on.
_FRONT = (
    (-2.0, 0.55), (-1.6, 0.95), (-1.0, 1.32), (-0.5, 1.42), (0.0, 1.40), (0.5, 1.42), (0.95, 1.42), (1.4, 1.38),
    (1.8, 1.25),
)  # fmt: skip
_AXIS = -0.13           # the neck's axis, from the point between the eyes
_FLATNESS = 0.9         # depth of a row's ellipse by its width: hair makes the head wider than it is deep
_DEPTH_BEHIND = 0.35    # how far a row may reach behind the axis
EAR_ROW = 0.42          # from here down the head ends at the ears; above it hair goes on around the back


@dataclass(frozen=True, slots=True)
class Face:
    """Where the five landmarks lie in the portrait, pixels."""

    eyes: tuple[Doubles, Doubles]
    nose: Doubles
    mouth: Doubles

    @staticmethod
    def of(landmarks: Landmarks) -> Face:
        """From (5, 2) landmarks in pixels."""
        points = np.asarray(landmarks, np.float64)
        return Face((points[0], points[1]), points[2], (points[3] + points[4]) / 2)

    @property
    def unit(self) -> float:
        """Pixels from eye to eye."""
        return float(np.linalg.norm(self.eyes[1] - self.eyes[0]))

    @property
    def centre(self) -> Doubles:
        """The point between the eyes, pixels."""
        return (self.eyes[0] + self.eyes[1]) / 2

    @property
    def axis(self) -> float:
        """Column of the neck's axis, pixels."""
        return float(self.centre[0] + _AXIS * self.unit)

    def rows(self, height: int) -> Doubles:
        """The picture's rows in eyes."""
        return np.asarray((np.arange(height) - self.centre[1]) / self.unit, np.float64)

    def columns(self, width: int) -> Doubles:
        """The picture's columns in eyes."""
        return np.asarray((np.arange(width) - self.centre[0]) / self.unit, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class HeadShape:
    """A head as one ellipse per picture row, all in pixels of the portrait.

    `slices`: (height, 1, 4) float32: the ellipse's centre (from the axis), half width, half depth, and depth of its
    centre before the axis. `bumps`: (height, width) float32, what nose, lips, chin and eye sockets add to the depth.
    """

    face: Face
    slices: Field
    bumps: Field
    top: float
    bottom: float


def head_shape(face: Face, width: int, height: int) -> HeadShape:
    """The head of a portrait of width x height pixels whose landmarks are known."""
    rows, unit = face.rows(height), face.unit
    left, right = curve(_LEFT, rows), curve(_RIGHT, rows)
    half = np.maximum((right - left) / 2, 0.004)
    front = curve(_FRONT, rows)
    depth = _smooth(np.minimum(half * _FLATNESS, front + _DEPTH_BEHIND), 0.06 * unit)
    centre = (left + right) / 2 - _AXIS
    slices = np.stack([centre, half, depth, front - depth], axis=-1) * unit
    return HeadShape(
        face,
        np.ascontiguousarray(slices[:, None], np.float32),
        _bumps(face, width, height),
        top=float(face.centre[1] + _LEFT[0][0] * unit),
        bottom=float(face.centre[1] + _LEFT[-1][0] * unit),
    )


def head_matte(face: Face, width: int, height: int, grow: float) -> Field:
    """1 inside the head's silhouette grown by `grow` eyes, 0 outside, (height, width) float32."""
    outline = np.array([*_LEFT, *reversed(_RIGHT)])[:, ::-1] * face.unit + face.centre
    matte = np.zeros((height, width), np.uint8)
    cv2.fillPoly(matte, [np.round(outline * 16).astype(np.int32)], (255,), cv2.LINE_AA, 4)
    size = 2 * round(grow * face.unit) + 1
    grown = cv2.dilate(matte, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    return grown.astype(np.float32) / np.float32(255)


def _bumps(face: Face, width: int, height: int) -> Field:
    unit = face.unit
    bridge = face.centre * 0.55 + face.nose * 0.45
    below = np.array([0.0, unit])
    hills = [
        (face.nose, 0.27, 0.19, 0.20),
        (bridge, 0.10, 0.13, 0.35),
        (face.mouth + 0.05 * below, 0.08, 0.42, 0.25),
        (face.mouth + 0.62 * below, 0.06, 0.25, 0.20),
        *((eye, -0.08, 0.22, 0.13) for eye in face.eyes),
    ]
    total = np.zeros((height, width))
    for place, rise, wide, high in hills:
        across = np.exp(-(((np.arange(width) - place[0]) / (wide * unit)) ** 2))
        down = np.exp(-(((np.arange(height) - place[1]) / (high * unit)) ** 2))
        total += rise * unit * np.outer(down, across)
    return total.astype(np.float32)


def curve(points: tuple[tuple[float, float], ...], rows: Doubles) -> Doubles:
    """Straight lines through (row, value) points, level beyond the first and the last."""
    return np.interp(rows, [point[0] for point in points], [point[1] for point in points])


def _smooth(values: Doubles, sigma: float) -> Doubles:
    return cv2.GaussianBlur(values.reshape(-1, 1), (0, 0), sigma).ravel().astype(np.float64)
