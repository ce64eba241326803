"""Where a frame lands on a take's canvas: `cover`, `contain` or `face`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from studio.generate.face_camera import camera_of, eye_distance
from studio.media.alpha import MID_GREY
from studio.media.resizing import resize

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.episode.take_request import Points, TakeSettings

Box: TypeAlias = tuple[int, int, int, int]
"""left, top, width, height in whole pixels."""

FACE_EYES = (0.21, 0.15)        # most eye distance with fit = "face", as a share of the canvas' width and height
FACE_AT = (0.5, 0.45)           # where the middle of the face stands then
CLOSEST = 4.0                   # and how much closer than `cover` it may come


@dataclass(frozen=True, slots=True)
class Placement:
    """The part of a frame that is shown, and the part of the canvas that shows it."""

    shown: Box
    filled: Box
    width: int
    height: int

    def picture(self, frame: Picture) -> Picture:
        """The canvas, (height, width, 3): the frame's part resized, mid-grey around it."""
        left, top, wide, high = self.shown
        x, y, to_wide, to_high = self.filled
        part = resize(np.ascontiguousarray(frame[top : top + high, left : left + wide]), to_wide, to_high)
        if part.shape[:2] == (self.height, self.width):
            return part
        canvas = np.full((self.height, self.width, 3), MID_GREY, np.uint8)
        canvas[y : y + to_high, x : x + to_wide] = part
        return canvas

    def points(self, points: Points) -> Points:
        """Pixel coordinates of the frame as those of the canvas."""
        left, top, wide, high = self.shown
        x, y, to_wide, to_high = self.filled
        across, down = to_wide / wide, to_high / high
        return tuple(
            ((px - left + 0.5) * across + x - 0.5, (py - top + 0.5) * down + y - 0.5) for px, py in points
        )


def plan_placement(width: int, height: int, settings: TakeSettings, landmarks: Points | None) -> Placement:
    """How a frame of `width` x `height` pixels is placed.

    `cover` crops the middle, `contain` pads, `face` crops around the face; a frame without one is covered.
    """
    if settings.fit == "contain":
        return _contain(width, height, settings.width, settings.height)
    scale = max(settings.width / width, settings.height / height)
    camera = None if landmarks is None or settings.fit != "face" else camera_of(landmarks)
    if camera is None:
        return _crop(width, height, settings, scale, None)
    wanted = min(FACE_EYES[0] * settings.width, FACE_EYES[1] * settings.height) / eye_distance(camera)
    scale = min(max(wanted, scale), CLOSEST * scale)
    middle = camera @ (0, 0.5, 0, 1)
    return _crop(width, height, settings, scale, (float(middle[0]), float(middle[1])))


def place(frame: Picture, landmarks: Points | None, settings: TakeSettings) -> tuple[Picture, Points | None]:
    """The frame at the settings' size, and its landmarks there."""
    placement = plan_placement(frame.shape[1], frame.shape[0], settings, landmarks)
    return placement.picture(frame), None if landmarks is None else placement.points(landmarks)


def _contain(width: int, height: int, to_width: int, to_height: int) -> Placement:
    scale = min(to_width / width, to_height / height)
    wide, high = min(to_width, max(1, round(width * scale))), min(to_height, max(1, round(height * scale)))
    return Placement((0, 0, width, height), ((to_width - wide) // 2, (to_height - high) // 2, wide, high),
                     to_width, to_height)


def _crop(width: int, height: int, settings: TakeSettings, scale: float, face: tuple[float, float] | None) -> Placement:
    """The part that fills the canvas at `scale`, with `face` (or the middle) in its place, kept inside the frame."""
    wide = min(width, max(1, round(settings.width / scale)))
    high = min(height, max(1, round(settings.height / scale)))
    left, top = (width - wide) // 2, (height - high) // 2
    if face is not None:
        left = min(max(round(face[0] - FACE_AT[0] * wide), 0), width - wide)
        top = min(max(round(face[1] - FACE_AT[1] * high), 0), height - high)
    return Placement((left, top, wide, high), (0, 0, settings.width, settings.height), settings.width, settings.height)
