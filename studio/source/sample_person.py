"""The people of the sample episode, both made from scikit-image's astronaut: the reference and the performer.

The picture is NASA's portrait of Eileen Collins, in the public domain. The reference is a crop of it. The performer
is the same portrait made into someone else, mirrored, with dark hair, another suit and another face, so that the
result shows whose face was carried onto whose motion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from studio.source.head_shape import Face, Field, head_matte
from studio.source.head_turn import head_turn_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.episode.face import Landmarks
    from studio.episode.picture import Picture

PERFORMER_SIZE = (480, 720)     # width and height of the source frames

# Where insightface's SCRFD finds eyes, nose and mouth corners in the 512x512 picture.
_LANDMARKS = ((204.57, 99.99), (247.91, 102.31), (223.91, 128.99), (201.35, 138.55), (246.47, 140.85))
_REFERENCE = (76, 0, 300)       # left, top and side of the reference's square
_PERFORMER = (57, 0, 480)       # left, top and height of the performer's crop, 2:3

# The skin of the face inside the hair, traced by hand, in eyes from the point between the eyes.
_FACE_OUTLINE = (
    (-0.90, -0.66), (-0.70, -0.51), (-0.37, -0.48), (-0.01, -0.51), (0.36, -0.43), (0.73, -0.32), (0.95, -0.25),
    (1.02, 0.07), (1.05, 0.43), (1.01, 0.66), (1.10, 0.90), (1.00, 1.95), (-1.10, 1.95), (-1.20, 0.80),
    (-1.07, 0.43), (-1.06, 0.07), (-0.97, -0.40),
)  # fmt: skip
# What makes the performer another person: (column, row, radius) in eyes, (wider, taller), shift down in eyes.
_FEATURES = (
    ((0.00, 1.20), 0.90, (1.12, 1.00), 0.00),       # jaw
    ((-0.50, 0.00), 0.45, (0.86, 0.84), 0.00),      # eyes
    ((0.50, 0.00), 0.45, (0.86, 0.84), 0.00),
    ((0.00, 0.62), 0.40, (1.20, 1.12), 0.04),       # nose
    ((-0.05, 0.93), 0.50, (0.84, 0.92), 0.02),      # mouth
)


def sample_portrait() -> Picture:
    """The sample episode's reference picture, 600x600: head and collar, as photographed."""
    left, top, side = _REFERENCE
    square = _astronaut()[top : top + side, left : left + side]
    return np.asarray(cv2.resize(square, None, fx=2, fy=2, interpolation=cv2.INTER_LANCZOS4), np.uint8)


def sample_source_frames(frames: int = 72) -> Iterator[Picture]:
    """The sample episode's source, 480x720 at 25 fps: the performer turns the head from one side to the other."""
    portrait, landmarks = sample_performer()
    for picture in head_turn_frames(portrait, landmarks, frames):
        yield np.ascontiguousarray(picture[:, ::-1])


def sample_performer() -> tuple[Picture, Landmarks]:
    """The person whose motion the source carries, 480x720, not yet mirrored, and its five landmarks."""
    left, top, tall = _PERFORMER
    width, height = PERFORMER_SIZE
    scale = height / tall
    crop = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
    portrait = cv2.warpAffine(
        _astronaut(), crop, (width, height), flags=cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE
    )
    landmarks = ((np.array(_LANDMARKS) - [left, top]) * scale).astype(np.float32)
    return _as_performer(np.asarray(portrait, np.uint8), Face.of(landmarks)), landmarks


def _astronaut() -> Picture:
    from skimage import data

    return np.ascontiguousarray(data.astronaut(), np.uint8)


def _as_performer(portrait: Picture, face: Face) -> Picture:
    lab = cv2.cvtColor(portrait.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).astype(np.float32)
    _mix(lab, _hair_matte(lab, face), lab * np.array([0.42, 0.5, 0.28], np.float32) + np.array([1, 3, 0], np.float32))
    strength = np.hypot(lab[..., 1], lab[..., 2])
    blue = np.stack([lab[..., 0] * 0.8, strength * -0.28, strength * -0.42], axis=-1)
    _mix(lab, _suit_matte(strength, face), blue)
    coloured = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB) * 255
    return _with_other_features(np.clip(np.rint(coloured), 0, 255).astype(np.uint8), face)


def _mix(picture: Field, matte: Field, other: Field) -> None:
    picture += (other - picture) * matte[..., None]


def _hair_matte(lab: Field, face: Face) -> Field:
    """The head without the face and without the ears, which are redder than hair (a* above 9)."""
    height, width = lab.shape[:2]
    skin = np.zeros((height, width), np.uint8)
    outline = np.array(_FACE_OUTLINE) * face.unit + face.centre
    cv2.fillPoly(skin, [np.round(outline * 16).astype(np.int32)], (255,), cv2.LINE_AA, 4)
    soft_skin = cv2.GaussianBlur(skin.astype(np.float32) / 255, (0, 0), 0.035 * face.unit)
    ears = ((lab[..., 1] > 9) & (face.rows(height)[:, None] > 0.3)).astype(np.float32)
    matte = head_matte(face, width, height, 0.02) * (1 - soft_skin) * (1 - cv2.GaussianBlur(ears, (0, 0), 2))
    return cv2.GaussianBlur(matte, (0, 0), 1.2).astype(np.float32)


def _suit_matte(strength: Field, face: Face) -> Field:
    """What is strongly coloured below the neck, but not the flag beside it; `strength` is CIELAB's chroma."""
    height, width = strength.shape
    rows, columns = face.rows(height)[:, None], face.columns(width)[None]
    suit = (rows > 1.9) & (rows > -0.52 - 1.03 * columns)
    matte = np.clip((strength - 38) / 15, 0, 1) * suit
    return cv2.GaussianBlur(matte.astype(np.float32), (0, 0), 1).astype(np.float32)


def _with_other_features(portrait: Picture, face: Face) -> Picture:
    height, width = portrait.shape[:2]
    columns, rows = np.meshgrid(np.arange(width), np.arange(height))
    across, down = columns.astype(np.float64), rows.astype(np.float64)
    for place, radius, (wider, taller), lower in _FEATURES:
        x, y = columns - (place[0] * face.unit + face.centre[0]), rows - (place[1] * face.unit + face.centre[1])
        near = np.exp(-(x * x + y * y) / (radius * face.unit) ** 2)
        across -= near * x * (1 - 1 / wider)
        down -= near * (y * (1 - 1 / taller) + lower * face.unit)
    moved = cv2.remap(portrait, across.astype(np.float32), down.astype(np.float32), cv2.INTER_CUBIC)
    return np.asarray(moved, np.uint8)
