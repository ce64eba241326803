"""A moving head from one portrait: its pixels wrapped on a solid, turned, and laid over what was behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, sin
from typing import TYPE_CHECKING

import cv2
import numpy as np

from studio.source.head_pose import HeadPose, pose_at
from studio.source.head_shape import Doubles, Face, Field, head_shape
from studio.source.head_surface import Surface, sampled, seen_surface
from studio.source.portrait_plate import plate_behind_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.episode.face import Landmarks
    from studio.episode.picture import Picture

_MARGIN = 1.1       # how far around the resting head it may move, in eyes
_GRID = 2           # rays are traced through every second pixel: between them the surface is smooth


def head_turn_frames(
    portrait: Picture, landmarks: Landmarks, frames: int = 72, *, yaw: float = 42.0
) -> Iterator[Picture]:
    """`frames` pictures of the portrait's size in which its head turns once from -yaw to +yaw degrees, at 25 fps.

    The head's outline is that of skimage.data.astronaut() scaled to the eyes of `landmarks` ((5, 2) pixels):
    other portraits work as far as their hair is cut alike. Equal arguments give equal pixels.
    """
    head = MovingHead(portrait, landmarks)
    for frame in range(frames):
        yield head.picture(pose_at(frame, frames, yaw))


class MovingHead:
    """One portrait, taken apart once, drawn in any pose within about 45 degrees."""

    def __init__(self, portrait: Picture, landmarks: Landmarks) -> None:
        height, width = portrait.shape[:2]
        self._face = Face.of(landmarks)
        self._shape = head_shape(self._face, width, height)
        self._portrait = portrait.astype(np.float32)
        self._plate = plate_behind_head(portrait, self._face)
        self._left, self._top, right, bottom = self._reach(width, height)
        self._window = (slice(self._top, bottom), slice(self._left, right))
        self._body = _body(self._face, width, height)

    def picture(self, pose: HeadPose) -> Picture:
        """The portrait in this pose, its own size."""
        canvas = self._moved_plate(pose)
        behind = canvas[self._window]
        surface = self._surface(pose)
        matte = cv2.GaussianBlur(np.clip(-0.4 * surface.outside + 0.1, 0, 1), (0, 0), 1)[..., None]
        drawn = behind + (self._painted(surface, pose) - behind) * matte
        canvas[self._window] = np.clip(drawn + 0.5, 0, 255).astype(np.uint8)
        return canvas

    def _moved_plate(self, pose: HeadPose) -> Picture:
        """Shoulders rise with the breath and follow the turn a little; the backdrop above them stands still."""
        body, unit = self._body, np.float32(self._face.unit)
        across = unit * np.float32(sin(radians(pose.yaw))) * body.follow
        up = unit * np.float32(0.035 * pose.breath) * body.chest
        canvas = self._plate.copy()
        moved = cv2.remap(
            self._plate, body.columns - across, body.rows + up, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        canvas[body.top :] = moved
        return canvas

    def _surface(self, pose: HeadPose) -> Surface:
        height, width = self._plate[self._window].shape[:2]
        middle = (_GRID - 1) / 2
        columns = np.arange(self._left + middle, self._left + width, _GRID, dtype=np.float32)
        rows = np.arange(self._top + middle, self._top + height, _GRID, dtype=np.float32)
        coarse = seen_surface(self._shape, *np.meshgrid(columns, rows), pose)
        stack = np.stack([coarse.column, coarse.row, coarse.light, coarse.outside], axis=-1)
        size = (len(columns) * _GRID, len(rows) * _GRID)
        fine = cv2.resize(stack, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
        return Surface(*(np.ascontiguousarray(fine[..., index], np.float32) for index in range(4)))

    def _painted(self, surface: Surface, pose: HeadPose) -> Field:
        row = self._lidded(surface.column, surface.row, pose.blink)
        return sampled(self._portrait, surface.column, row) * surface.light[..., None]

    def _lidded(self, column: Field, row: Field, blink: float) -> Field:
        """Rows of the portrait with the upper lids drawn down over the eyes by `blink`."""
        if blink < 0.02:
            return row
        unit = self._face.unit
        for eye in self._face.eyes:
            across = (column - np.float32(eye[0])) / np.float32(0.23 * unit)
            gap = np.float32(0.085 * unit) * np.sqrt(np.clip(1 - across * across, 0, 1))
            brow, upper = np.float32(eye[1] - 0.36 * unit), np.float32(eye[1]) - gap
            edge = upper + 2 * np.float32(blink) * gap
            lid = brow + (row - brow) * (upper - brow) / (edge - brow)
            row = np.where((row > brow) & (row < edge) & (gap > 0), lid, row)
        return row

    def _reach(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of the part of the frame that the head can cover."""
        unit, axis = self._face.unit, self._face.axis
        aside = float(self._shape.slices[..., 1].max()) + _MARGIN * unit
        top, bottom = self._shape.top - 0.4 * unit, self._shape.bottom + 0.6 * unit
        return max(0, int(axis - aside)), max(0, int(top)), min(width, int(axis + aside)), min(height, int(bottom))


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    """What moves below the eyes: pixel coordinates from row `top` down, and how far each goes along."""

    top: int
    columns: Field
    rows: Field
    follow: Field       # sideways with the turn, in eyes at 90 degrees
    chest: Field        # 0-1, upwards with the breath


def _body(face: Face, width: int, height: int) -> _Body:
    top = max(0, int(face.centre[1] + 0.5 * face.unit))
    columns, rows = np.meshgrid(np.arange(width), np.arange(top, height))
    x, y = (columns - face.centre[0]) / face.unit, (rows - face.centre[1]) / face.unit
    chest = _smoothstep((y - 1.8) / 1.6)
    neck = np.exp(-(((x + 0.14) / 1.1) ** 2)) * _smoothstep((y - 0.6) / 0.6) * (1 - chest)
    follow = 0.14 * neck + 0.12 * chest
    return _Body(top, *(field.astype(np.float32) for field in (columns, rows, follow, chest)))


def _smoothstep(value: Doubles) -> Doubles:
    ramp = np.clip(value, 0, 1)
    return ramp * ramp * (3 - 2 * ramp)
