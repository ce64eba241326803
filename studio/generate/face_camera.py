"""The camera that a face's five landmarks were seen through, and what it says of pose and proportions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from studio.generate.face_surface import Camera, depth

if TYPE_CHECKING:
    from studio.episode.take_request import Points

NOD = 0.2
"""Share of the nose's height that is read as a nod: noses differ in length more than heads nod."""


def _five_points() -> Camera:
    x = np.array([-0.5, 0.5, 0.0, -0.42, 0.42], np.float32)
    y = np.array([0.0, 0.0, 0.52, 1.08, 1.08], np.float32)
    return np.stack([x, y, depth(x, y), np.ones(5)]).astype(np.float64)


_MODEL = _five_points()
_MODEL_INVERSE = np.linalg.pinv(_MODEL)


def camera_of(landmarks: Points) -> Camera | None:
    """The camera that puts the model's five points nearest to `landmarks`; None where those are no face."""
    camera = np.asarray(np.asarray(landmarks, np.float64).T @ _MODEL_INVERSE)
    across = camera[:, 0]
    upright = float(np.linalg.det(camera[:, :2]))
    return camera if np.linalg.norm(across) > 1.0 and upright > 0.1 * float(across @ across) else None


def eye_distance(camera: Camera) -> float:
    """Pixels of one eye distance, whichever way the head is turned: the larger of the camera's two scales."""
    return float(np.linalg.norm(camera[:, :2], ord=2))


def head_shape(camera: Camera) -> Camera:
    """How the head before `camera` departs from the model, (3, 3): what of the camera no pose explains."""
    rotation, scale = _pose(camera)
    return np.asarray(rotation.T @ (camera[:, :3] / scale - rotation), np.float64)


def camera_for(shape: Camera, own: Camera, landmarks: Points) -> Camera:
    """The camera for a head of another `shape` in the place of the face that `own` shows.

    It keeps the pose; size and place are those that bring the five points nearest to `landmarks`.
    """
    axes = _pose(own)[0] @ (np.eye(3) + shape)
    points = axes @ _MODEL[:3]
    middle, aim = points.mean(axis=1), np.mean(landmarks, axis=0)
    from_middle = points - middle[:, None]
    size = np.sum(from_middle * (np.asarray(landmarks).T - aim[:, None])) / np.sum(from_middle**2)
    return np.column_stack([size * axes, aim - size * middle])


def _pose(camera: Camera) -> tuple[Camera, float]:
    """The first two rows of the head's rotation, (2, 3), and pixels per eye distance."""
    scale = float(np.sqrt(np.square(camera[:, :3]).sum() / 2))
    across = camera[:, 0] / np.linalg.norm(camera[:, 0])
    down = np.array([-across[1], across[0]])
    lean = np.clip(camera[:, 2] @ np.column_stack([across, down]) / scale, -0.95, 0.95)
    yaw, nod = math.asin(lean[0]), NOD * math.asin(lean[1])
    turned = [math.cos(yaw), 0.0, math.sin(yaw)]
    nodded = [-math.sin(yaw) * math.sin(nod), math.cos(nod), math.cos(yaw) * math.sin(nod)]
    return np.outer(across, turned) + np.outer(down, nodded), scale
