"""The general shape of a face, and where each of its points lies in a picture that shows five landmarks.

Face coordinates are in distances between the eyes: x to image right, y down from the middle between the
eyes, z towards the camera. A face is seen through an affine camera, (2, 4): pixel = camera @ (x, y, z, 1).
"""

from __future__ import annotations

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Camera: TypeAlias = NDArray[np.float64]
Window: TypeAlias = tuple[int, int, int, int]
"""x0, y0, x1, y1 in whole pixels, the last ones outside."""

GRID = 96               # all of this is smooth: reckoned on this many points a side, then interpolated
SOLVER_ROUNDS = 24
MIDDLE_Y = 0.52         # the mask's middle, between brows and chin
ABOVE, BELOW, BESIDE = 1.26, 1.5, 1.08      # where the mask ends, from the middle


def depth(x: Floats, y: Floats) -> Floats:
    """How far the face's surface stands out, in eye distances.

    Fitted to the five landmarks of a head seen from -50 to +50 degrees (nose tip 0.6 in front of the eyes,
    mouth corners 0.1; rms 0.016) and to adult proportions (pupils 63 mm, cheekbones 135 mm apart). It falls
    in a straight line beyond the outline, so that `surface_in` settles there too.
    """
    side = np.abs(x) / half_width(y)
    inner = np.minimum(side, 1)
    fall = 0.25 * inner**2 + 0.35 * inner**4 + 1.9 * (side - inner)
    nose = 0.36 * np.exp(-(np.square(x / 0.28) + np.square((y - 0.48) / 0.36)) / 2)
    return np.asarray(0.12 - fall - 0.1 * np.square(y - 0.6) + nose, np.float32)


def half_width(y: Floats) -> Floats:
    """From the middle to the face's side at height y: cheekbones, then narrowing to the chin."""
    below = np.clip(y - MIDDLE_Y, 0, None)
    return np.asarray(np.maximum(1.0 - 0.3 * below * np.sqrt(below), 0.2), np.float32)


def face_mask(x: Floats, y: Floats) -> Floats:
    """1 inside the face, falling to 0 at its outline from above the brows to the chin, without a kink."""
    return smooth_step((1 - outwards(x, y)) / 0.22)


def outwards(x: Floats, y: Floats) -> Floats:
    """0 in the middle of the face, 1 on the outline where the mask ends."""
    across = np.abs(x) / (BESIDE * half_width(y))
    along = np.abs(y - MIDDLE_Y) / np.where(y < MIDDLE_Y, ABOVE, BELOW)
    return np.asarray(np.power(np.power(across, 2.4) + np.power(along, 2.4), 1 / 2.4), np.float32)


def project(camera: Camera, x: Floats, y: Floats) -> Floats:
    """Pixel coordinates of the surface's points (x, y), the two axes first."""
    z = depth(x, y)
    return np.stack([row[0] * x + row[1] * y + row[2] * z + row[3] for row in camera]).astype(np.float32)


def facing(camera: Camera, x: Floats, y: Floats) -> Floats:
    """Cosine between the surface's normal at (x, y) and the way to the camera: 1 faces it, 0 is an edge."""
    towards = np.cross(camera[0, :3], camera[1, :3])
    towards /= np.linalg.norm(towards)
    step = np.float32(0.02)
    across = (depth(x - step, y) - depth(x + step, y)) / (2 * step)
    down = (depth(x, y - step) - depth(x, y + step)) / (2 * step)
    away = across * towards[0] + down * towards[1] + towards[2]
    return np.asarray(away / np.sqrt(1 + across**2 + down**2), np.float32)


def window_of(camera: Camera, width: int, height: int) -> Window:
    """The part of a picture of this size that can show the masked face."""
    across, down = np.linspace(-BESIDE, BESIDE, 17), np.linspace(MIDDLE_Y - ABOVE, MIDDLE_Y + BELOW, 17)
    x, y = (np.asarray(axis, np.float32) for axis in np.meshgrid(across, down))
    u, v = project(camera, x, y)
    x0, y0 = max(0, int(u.min())), max(0, int(v.min()))
    return x0, y0, max(x0, min(width, int(u.max()) + 1)), max(y0, min(height, int(v.max()) + 1))


def surface_in(camera: Camera, window: Window) -> tuple[Floats, Floats]:
    """Face coordinates (x, y) seen in `window`, on a grid of GRID x GRID points that `spread` interpolates.

    Solves pixel = camera(x, y, depth(x, y)) by repeated substitution, which settles wherever the surface
    faces the camera; elsewhere it runs off the face, where `face_mask` is 0.
    """
    x0, y0, x1, y1 = window
    middles = (np.arange(GRID) + 0.5) / GRID
    pixels = np.stack(np.meshgrid(x0 - 0.5 + middles * (x1 - x0), y0 - 0.5 + middles * (y1 - y0)))
    flat = np.linalg.inv(camera[:, :2])
    start = np.einsum("ij,jhw->ihw", flat, pixels - camera[:, 3].reshape(2, 1, 1)).astype(np.float32)
    slant = (flat @ camera[:, 2]).reshape(2, 1, 1).astype(np.float32)
    place = start
    for _ in range(SOLVER_ROUNDS):
        target = start - slant * depth(place[0], place[1])
        place = np.clip(0.65 * place + 0.35 * target, -3, 3)
    return place[0], place[1]


def spread(field: Floats, window: Window) -> Floats:
    """A field on the grid of `surface_in`, at every pixel of `window`."""
    size = (window[2] - window[0], window[3] - window[1])
    return np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_LINEAR), np.float32)


def smooth_step(value: NDArray[np.floating[Any]]) -> Floats:
    """0 below 0, 1 above 1, 3v^2 - 2v^3 between."""
    v = np.clip(value, 0, 1)
    return np.asarray(v * v * (3 - 2 * v), np.float32)
