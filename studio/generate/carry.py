"""Carries the face of the references onto the face of a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from studio.generate.face_camera import camera_for, camera_of, eye_distance, head_shape
from studio.generate.face_surface import (
    Camera,
    Floats,
    Window,
    face_mask,
    facing,
    outwards,
    project,
    smooth_step,
    spread,
    surface_in,
    window_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.episode.picture import Picture
    from studio.episode.take_request import Points

LIGHT_RADIUS = 0.35     # eye distances: what is broader is light, and comes from the frame
DETAIL_GAIN = np.array([[0.75, 0.15, 0.15], [1.25, 1.1, 1.1]], np.float32)     # least and most, of L, a, b


@dataclass(frozen=True, slots=True)
class FaceToCarry:
    """One reference: its picture, its five landmarks there (pixels), and how much it counts."""

    picture: Picture
    landmarks: Points
    weight: float


@dataclass(frozen=True, slots=True)
class _Reference:
    picture: Picture
    camera: Camera
    weight: float


@dataclass(frozen=True, slots=True)
class _Place:
    """Where on the canvas the face goes: `x` and `y` are the grid of `surface_in`."""

    camera: Camera
    window: Window
    x: Floats
    y: Floats


def carry_face(
    canvas: Floats, landmarks: Points, faces: Sequence[FaceToCarry], strength: float
) -> tuple[Floats, Floats]:
    """`canvas` (RGB, 0-1) with the references' face over its own, and where a face is (height, width; 0-1).

    `strength` 0 leaves the frame's own face, 1 covers it with the references', in their proportions; up to 2
    these and the features are drawn more strongly. Light and colour follow the frame. Landmarks that are no
    face leave the canvas as it is.
    """
    where = np.zeros(canvas.shape[:2], np.float32)
    references = _usable(faces)
    place = _place(canvas, landmarks, references, strength)
    if place is None:
        return canvas, where
    x0, y0, x1, y1 = place.window
    mask = spread(face_mask(place.x, place.y) * smooth_step((facing(place.camera, place.x, place.y) - 0.02) / 0.2),
                  place.window)
    where[y0:y1, x0:x1] = mask
    if not references or strength <= 0:
        return canvas, where
    own = canvas[y0:y1, x0:x1]
    lit = _in_light_of(own, _mean_face(references, place), mask, place, min(strength, 2.0))
    result = canvas.copy()
    result[y0:y1, x0:x1] = own + min(strength, 1.0) * mask[..., None] * (lit - own)
    return result, where


def _usable(faces: Sequence[FaceToCarry]) -> list[_Reference]:
    seen = [(face, camera_of(face.landmarks)) for face in faces if face.weight > 0]
    return [_Reference(face.picture, camera, face.weight) for face, camera in seen if camera is not None]


def _place(canvas: Floats, landmarks: Points, references: Sequence[_Reference], strength: float) -> _Place | None:
    """From the source's features (strength 0) to the references' proportions (1), and a little beyond."""
    camera = camera_of(landmarks)
    if camera is None:
        return None
    if references:
        shape = np.average([head_shape(item.camera) for item in references], axis=0,
                           weights=[item.weight for item in references])
        camera = camera + min(strength, 1.4) * (camera_for(shape, camera, landmarks) - camera)
    window = window_of(camera, canvas.shape[1], canvas.shape[0])
    if window[2] - window[0] < 2 or window[3] - window[1] < 2:
        return None
    return _Place(camera, window, *surface_in(camera, window))


def _mean_face(references: Sequence[_Reference], place: _Place) -> Floats:
    """The references' faces as the canvas' camera sees them, mixed by weight and by what each shows.

    What a turned reference hides is filled in from its other half, mirrored.
    """
    total = np.zeros((place.window[3] - place.window[1], place.window[2] - place.window[0], 3), np.float32)
    weights = np.zeros(total.shape[:2], np.float32)
    for item in references:
        shown, other = (smooth_step((facing(item.camera, side, place.y) - 0.42) / 0.18) for side in (place.x, -place.x))
        for side, share in ((place.x, shown), (-place.x, (1 - shown) * other)):
            if share.max() > 0.01:
                weight = spread(np.float32(item.weight) * (share + np.float32(0.02)), place.window)
                total += weight[..., None] * _seen(item, place, side)
                weights += weight
    return np.asarray(total / np.maximum(weights, 1e-6)[..., None], np.float32)


def _seen(item: _Reference, place: _Place, x: Floats) -> Floats:
    """The reference's picture laid over the window, through both cameras; RGB 0-1."""
    u, v = (spread(axis, place.window) for axis in project(item.camera, x, place.y))
    picture = item.picture
    shrink = eye_distance(item.camera) / eye_distance(place.camera)
    if shrink > 1.5:    # a larger reference is averaged first, or the remap would skip its pixels
        size = (max(1, round(picture.shape[1] / shrink)), max(1, round(picture.shape[0] / shrink)))
        u, v = (u + 0.5) * size[0] / picture.shape[1] - 0.5, (v + 0.5) * size[1] / picture.shape[0] - 0.5
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    at = np.asarray(u, np.float32), np.asarray(v, np.float32)
    seen = cv2.remap(picture, *at, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, np.float32) / np.float32(255)


def _in_light_of(own: Floats, face: Floats, mask: Floats, place: _Place, strength: float) -> Floats:
    """`face` in the light and colours of `own`: what is broad from the frame, what is fine from the face.

    Hair over the reference's forehead is left out: the frame has hair of its own.
    """
    face_lab, own_lab = (np.asarray(cv2.cvtColor(item, cv2.COLOR_RGB2LAB), np.float32) for item in (face, own))
    eyes = eye_distance(place.camera)
    skin = mask * (1 - _fringe(face_lab, place, max(0.5, 0.06 * eyes)))
    face_light, own_light = _broad(face_lab, skin, LIGHT_RADIUS * eyes), _broad(own_lab, mask, LIGHT_RADIUS * eyes)
    gain = _contrast(own_lab - own_light, mask) / np.maximum(_contrast(face_lab - face_light, mask), 0.5)
    gain = np.clip(gain, DETAIL_GAIN[0], DETAIL_GAIN[1])
    gain[0] *= 1 + 0.5 * max(0.0, strength - 1)
    share = (skin / np.maximum(mask, 1e-6))[..., None]
    lit = np.asarray(own_light + share * gain * (face_lab - face_light), np.float32)
    return np.clip(np.asarray(cv2.cvtColor(lit, cv2.COLOR_LAB2RGB), np.float32), 0, 1)


def _fringe(lab: Floats, place: _Place, reach: float) -> Floats:
    """Where hair hangs over the forehead or the cheeks' sides: the colour is not that of the cheeks. 0-1."""
    cheeks = spread(((np.abs(place.x) < 0.7) & (np.abs(place.y - 0.55) < 0.3)).astype(np.float32), place.window)
    skin = np.einsum("hwc,hw->c", lab, cheeks) / max(float(cheeks.sum()), 1e-6)
    distance = np.linalg.norm((lab - skin) * np.array([0.5, 1, 1], np.float32), axis=2)
    around = np.asarray(cv2.GaussianBlur(distance, (0, 0), reach), np.float32)
    forehead, side = (-0.26 - place.y) / 0.16, (outwards(place.x, place.y) - 0.66) / 0.15
    return smooth_step((around - 5) / 7) * spread(smooth_step(np.maximum(forehead, side)), place.window)


def _broad(lab: Floats, mask: Floats, radius: float) -> Floats:
    """Blurred within the mask only, so that hair and background lend no colour to the face.

    On a smaller copy: nothing as broad as this is lost, and the blur would cost more than all the rest.
    """
    height, width = mask.shape
    shrink = max(1.0, radius / 4)
    small = (max(2, round(width / shrink)), max(2, round(height / shrink)))
    both = np.asarray(cv2.resize(np.dstack([lab * mask[..., None], mask]), small, interpolation=cv2.INTER_AREA))
    blurred = np.asarray(cv2.GaussianBlur(both, (0, 0), max(0.8, radius / shrink)), np.float32)
    mean = blurred[..., :3] / np.maximum(blurred[..., 3:], 1e-4)
    return np.asarray(cv2.resize(mean, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _contrast(detail: Floats, mask: Floats) -> Floats:
    """Standard deviation of each channel under the mask."""
    total = max(float(mask.sum()), 1e-6)
    return np.asarray(np.sqrt(np.einsum("hwc,hw->c", np.square(detail), mask) / total), np.float32)
