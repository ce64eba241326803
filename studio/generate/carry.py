"""Carries the face of the references onto the face of a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from studio.generate.face_surface import (
    Camera,
    Floats,
    camera_for,
    camera_of,
    face_mask,
    facing,
    head_shape,
    project,
    smooth_step,
    surface_in,
    window_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.episode.picture import Picture
    from studio.episode.take_request import Points

LIGHT_RADIUS = 0.42     # eye distances: what is broader is light and comes from the frame
DETAIL_GAIN = np.array([[0.75, 0.15, 0.15], [1.25, 1.1, 1.1]], np.float32)


@dataclass(frozen=True, slots=True)
class FaceToCarry:
    """One reference: its picture, its five landmarks there, and how much it counts among the others."""

    picture: Picture
    landmarks: Points
    weight: float


def carry_face(
    canvas: Floats, landmarks: Points, faces: Sequence[FaceToCarry], strength: float
) -> tuple[Floats, Floats]:
    """`canvas` (RGB, 0-1) with the references' face over its own, and where a face is (height, width; 0-1).

    `strength` 0 leaves the frame's own face, 1 covers it; above 1 the carried face's features are drawn
    more strongly, by a half at 2. Light and colour follow the frame.
    """
    place = np.zeros(canvas.shape[:2], np.float32)
    own_camera = camera_of(landmarks)
    if own_camera is None:
        return canvas, place
    camera = _camera_between(own_camera, landmarks, faces, strength)
    x0, y0, x1, y1 = window = window_of(camera, canvas.shape[1], canvas.shape[0])
    if x1 - x0 < 2 or y1 - y0 < 2:
        return canvas, place
    x, y = surface_in(camera, window)
    mask = face_mask(x, y) * smooth_step((facing(camera, x, y) - 0.02) / 0.2)
    place[y0:y1, x0:x1] = mask
    own = canvas[y0:y1, x0:x1]
    carried, seen = _mean_face(faces, camera, x, y)
    hair = _fringe(carried, x, y, 0.06 * _eye_distance(camera))
    cover = mask * seen * min(strength, 1.0)
    lit = _light_like(carried, own, mask * seen, hair, _eye_distance(camera), 1.0 + 0.5 * max(0.0, min(strength, 2.0) - 1.0))
    result = canvas.copy()
    result[y0:y1, x0:x1] = own + cover[..., None] * (lit - own)
    return np.clip(result, 0, 1), place


def _camera_between(own: Camera, landmarks: Points, faces: Sequence[FaceToCarry], strength: float) -> Camera:
    """From the source's features (0) to the references' proportions (1), a little beyond them above 1."""
    cameras = [(camera_of(face.landmarks), face.weight) for face in faces]
    shapes = [(head_shape(camera), weight) for camera, weight in cameras if camera is not None and weight > 0]
    if not shapes:
        return own
    shape = sum(s * w for s, w in shapes) / sum(w for _, w in shapes)
    return own + min(strength, 1.5) * (camera_for(landmarks, own, shape) - own)


def _mean_face(faces: Sequence[FaceToCarry], camera: Camera, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The references' faces as the frame's camera sees them, mixed by weight and by what each shows."""
    total = np.zeros((*x.shape, 3), np.float32)
    weights = np.full(x.shape, 1e-6, np.float32)
    for face in faces:
        seen_by = camera_of(face.landmarks)
        if seen_by is None or face.weight <= 0:
            continue
        shown = smooth_step((facing(seen_by, x, y) - 0.38) / 0.16)
        mirrored = (1 - shown) * smooth_step((facing(seen_by, -x, y) - 0.38) / 0.16)
        for side, share in ((x, shown), (-x, mirrored)):
            if share.max() > 0.01:
                seen = _seen_through(face.picture, seen_by, camera, side, y)
                weight = face.weight * np.maximum(share, 1e-3)
                total += weight[..., None] * seen
                weights += weight
    strongest = max((face.weight for face in faces), default=1.0)
    return total / weights[..., None], np.minimum(1, weights / (0.5 * strongest)).astype(np.float32)


def _fringe(face: Floats, x: Floats, y: Floats, reach: float) -> Floats:
    """Where hair hangs over the forehead: there the colour is not that of the cheeks. 0-1."""
    lab = np.asarray(cv2.cvtColor(np.clip(face, 0, 1), cv2.COLOR_RGB2LAB), np.float32)
    cheeks = ((np.abs(x) < 0.7) & (y > 0.25) & (y < 0.85)).astype(np.float32)
    skin = np.einsum("hwc,hw->c", lab, cheeks) / max(float(cheeks.sum()), 1.0)
    distance = np.linalg.norm((lab - skin) * np.array([0.5, 1, 1], np.float32), axis=2)
    around = np.asarray(cv2.GaussianBlur(distance, (0, 0), max(0.5, reach)), np.float32)
    return smooth_step((around - 6) / 8) * smooth_step((-0.26 - y) / 0.16)


def _seen_through(picture: Picture, seen_by: Camera, camera: Camera, x: Floats, y: Floats) -> Floats:
    u, v = project(seen_by, x, y)
    shrink = _eye_distance(seen_by) / _eye_distance(camera)
    if shrink > 1.5:    # a larger reference is averaged first, or the remap would skip its pixels
        size = (max(1, round(picture.shape[1] / shrink)), max(1, round(picture.shape[0] / shrink)))
        sx, sy = size[0] / picture.shape[1], size[1] / picture.shape[0]
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        u, v = (u + 0.5) * sx - 0.5, (v + 0.5) * sy - 0.5
    seen = cv2.remap(picture, u, v, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, np.float32) / np.float32(255)


def _light_like(face: Floats, own: Floats, mask: Floats, hair: Floats, eyes: float, features: float) -> Floats:
    """`face` in the light and colours of `own`: the broad part of the frame's, the fine part of the face's."""
    face_lab, own_lab = (np.asarray(cv2.cvtColor(item, cv2.COLOR_RGB2LAB), np.float32) for item in (face, own))
    radius = max(0.8, LIGHT_RADIUS * eyes)
    face_light, own_light = _broad(face_lab, mask * (1 - hair), radius), _broad(own_lab, mask, radius)
    gain = _contrast(own_lab - own_light, mask) / np.maximum(_contrast(face_lab - face_light, mask), 0.5)
    gain = np.clip(gain, DETAIL_GAIN[0], DETAIL_GAIN[1]) * np.array([features, 1, 1], np.float32)
    lit = own_light + (1 - hair)[..., None] * gain * (face_lab - face_light)
    return np.clip(np.asarray(cv2.cvtColor(lit, cv2.COLOR_LAB2RGB), np.float32), 0, 1)


def _broad(lab: Floats, mask: Floats, radius: float) -> Floats:
    """Blurred within the mask only, so that hair and background lend no colour to the face."""
    sum_ = np.asarray(cv2.GaussianBlur(lab * mask[..., None], (0, 0), radius), np.float32)
    weight = np.asarray(cv2.GaussianBlur(mask, (0, 0), radius), np.float32)
    return sum_ / np.maximum(weight, 1e-4)[..., None]


def _contrast(detail: Floats, mask: Floats) -> Floats:
    """Standard deviation of each channel under the mask."""
    total = max(float(mask.sum()), 1e-6)
    return np.asarray(np.sqrt(np.einsum("hwc,hw->c", np.square(detail), mask) / total), np.float32)


def _eye_distance(camera: Camera) -> float:
    """Pixels of one eye distance, whichever way the head is turned: the larger of the camera's two scales."""
    return float(np.linalg.norm(camera[:, :2], ord=2))
