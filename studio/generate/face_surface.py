"""The general shape of a face: where each of its points lies in a picture that shows five landmarks.

Face coordinates are in distances between the eyes: x to image right, y down from the middle between the
eyes, z towards the camera. A face is seen through an affine camera, (2, 4): pixel = camera @ (x, y, z, 1).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from studio.episode.take_request import Points

Floats: TypeAlias = NDArray[np.float32]
Camera: TypeAlias = NDArray[np.float64]
Window: TypeAlias = tuple[int, int, int, int]
"""x0, y0, x1, y1 in whole pixels, the last ones outside."""

GRID = 80               # the surface is smooth: solved on this many points a side, then interpolated
SOLVER_ROUNDS = 24
NOD = 0.2
FACE_MIDDLE_Y = 0.52    # the mask's middle, between brows (-0.45) and chin (about 1.85)


def depth(x: Floats, y: Floats) -> Floats:
    """How far the face's surface stands out, in eye distances.

    A paraboloid with a nose on it. Fitted to five landmarks of a head seen from -50 to +50 degrees, which
    give a nose tip 0.6 in front of the eyes and mouth corners 0.1 (rms 0.016), and to the usual adult
    proportions (pupils 63 mm, cheekbones 135 mm apart).
    """
    side = np.abs(x / _half_width(y))
    inner = np.minimum(side, 1)
    fall = 0.25 * inner**2 + 0.35 * inner**4 + 1.9 * (side - inner)
    skull = 0.12 - fall - 0.1 * np.square(y - 0.6)
    nose = 0.36 * np.exp(-(np.square(x / 0.28) + np.square((y - 0.48) / 0.36)) / 2)
    return np.asarray(skull + nose, np.float32)


def camera_of(landmarks: Points) -> Camera | None:
    """The camera that puts the model's five points nearest to `landmarks`; None where these are no face."""
    camera = np.asarray(landmarks, np.float64).T @ _MODEL_INVERSE.T
    eyes = np.linalg.norm(np.subtract(landmarks[1], landmarks[0]))
    upright = float(np.linalg.det(camera[:, :2]))
    return camera if eyes > 1.0 and upright > 0.05 * eyes**2 else None


def camera_for(landmarks: Points, own: Camera, shape: Camera) -> Camera:
    """The camera of the frame's face `own`, for a head of another `shape` put in its place.

    It has the frame's pose, and the size and place that bring the five points nearest to `landmarks`.
    """
    axes = _pose(own)[0] @ (np.eye(3) + shape)
    points = axes @ _MODEL[:3]
    middle, aim = points.mean(axis=1), np.mean(landmarks, axis=0)
    spread = points - middle[:, None]
    size = np.sum(spread * (np.asarray(landmarks).T - aim[:, None])) / np.sum(spread**2)
    return np.column_stack([size * axes, aim - size * middle])


def head_shape(camera: Camera) -> Camera:
    """How the head before `camera` departs from the model, (3, 3): the part of the camera that no pose explains."""
    rotation, scale = _pose(camera)
    return np.asarray(rotation.T @ (camera[:, :3] / scale - rotation), np.float64)


def _pose(camera: Camera) -> tuple[Camera, float]:
    """The first two rows of the head's rotation, and pixels per eye distance.

    Of the nose's height only a fifth is read as a nod: noses differ in length more than heads nod.
    """
    scale = float(np.sqrt(np.square(camera[:, :3]).sum() / 2))
    across = camera[:, 0] / np.linalg.norm(camera[:, 0])
    down = np.array([-across[1], across[0]])
    yaw, pitch = (math.asin(float(np.clip(camera[:, 2] @ axis / scale, -0.95, 0.95))) for axis in (across, down))
    pitch *= NOD
    turned = [math.cos(yaw), 0.0, math.sin(yaw)]
    nodded = [-math.sin(yaw) * math.sin(pitch), math.cos(pitch), math.cos(yaw) * math.sin(pitch)]
    return np.outer(across, turned) + np.outer(down, nodded), scale


def project(camera: Camera, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Pixel coordinates of the surface's points (x, y)."""
    u, v = (row[0] * x + row[1] * y + row[2] * depth(x, y) + row[3] for row in camera)
    return np.asarray(u, np.float32), np.asarray(v, np.float32)


def window_of(camera: Camera, width: int, height: int) -> Window:
    """The part of a picture that can show the masked face, cut at the picture's edges."""
    x, y = (np.asarray(axis, np.float32) for axis in np.meshgrid((-1.1, 0, 1.1), (-0.8, 0.5, 2.0)))
    u, v = project(camera, x, y)
    x0, y0 = max(0, int(u.min())), max(0, int(v.min()))
    return x0, y0, max(x0, min(width, int(u.max()) + 1)), max(y0, min(height, int(v.max()) + 1))


def surface_in(camera: Camera, window: Window) -> tuple[Floats, Floats]:
    """Face coordinates (x, y) seen at every pixel of `window`, each (height, width).

    Solves pixel = camera(x, y, depth(x, y)) by repeated substitution, which settles wherever the surface
    faces the camera; elsewhere `facing` is 0 and the value does not matter.
    """
    x0, y0, x1, y1 = window
    u = x0 - 0.5 + (np.arange(GRID, dtype=np.float32) + 0.5) * (x1 - x0) / GRID
    v = y0 - 0.5 + (np.arange(GRID, dtype=np.float32) + 0.5) * (y1 - y0) / GRID
    pixels = np.stack(np.meshgrid(u, v)) - camera[:, 3].reshape(2, 1, 1)
    flat = np.linalg.inv(camera[:, :2])
    start, slant = np.einsum("ij,jhw->ihw", flat, pixels), flat @ camera[:, 2]
    place = start.astype(np.float32)
    for _ in range(SOLVER_ROUNDS):
        target = start - slant.reshape(2, 1, 1) * depth(place[0], place[1])
        place = np.clip(0.65 * place + 0.35 * target, -3, 3).astype(np.float32)
    size = (x1 - x0, y1 - y0)
    x, y = (cv2.resize(axis, size, interpolation=cv2.INTER_LINEAR) for axis in place)
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


def face_mask(x: Floats, y: Floats) -> Floats:
    """1 inside the face, falling to 0 towards its outline from brows to chin, without a kink."""
    return smooth_step((1 - outline_distance(x, y)) / 0.25)


def outline_distance(x: Floats, y: Floats) -> Floats:
    """0 in the middle of the face, 1 on the outline that the mask ends at."""
    half_height = np.where(y < FACE_MIDDLE_Y, 1.22, 1.5)
    across, along = np.abs(x) / (1.06 * _half_width(y)), np.abs(y - FACE_MIDDLE_Y) / half_height
    return np.asarray(np.power(np.power(across, 2.4) + np.power(along, 2.4), 1 / 2.4), np.float32)


def facing(camera: Camera, x: Floats, y: Floats) -> Floats:
    """Cosine between the surface's normal at (x, y) and the way to the camera: 1 faces it, 0 is its edge."""
    towards = np.cross(camera[0, :3], camera[1, :3])
    towards /= np.linalg.norm(towards)
    step = np.float32(0.02)
    slope_x = (depth(x - step, y) - depth(x + step, y)) / (2 * step)
    slope_y = (depth(x, y - step) - depth(x, y + step)) / (2 * step)
    away = slope_x * towards[0] + slope_y * towards[1] + towards[2]
    return np.asarray(away / np.sqrt(1 + slope_x**2 + slope_y**2), np.float32)


def smooth_step(value: Floats) -> Floats:
    """0 below 0, 1 above 1, 3v^2 - 2v^3 between."""
    v = np.clip(value, 0, 1)
    return np.asarray(v * v * (3 - 2 * v), np.float32)


def _half_width(y: Floats) -> Floats:
    """From the middle to the face's outline at height y: cheekbones, then narrowing to the chin."""
    return np.asarray(np.maximum(1.0 - 0.3 * np.power(np.clip(y - FACE_MIDDLE_Y, 0, None), 1.5), 0.2), np.float32)


def _model() -> NDArray[np.float64]:
    x = np.array([-0.5, 0.5, 0.0, -0.42, 0.42], np.float32)
    y = np.array([0.0, 0.0, 0.52, 1.08, 1.08], np.float32)
    return np.stack([x, y, depth(x, y), np.ones(5)]).astype(np.float64)


_MODEL = _model()
_MODEL_INVERSE = np.linalg.pinv(_MODEL).T
