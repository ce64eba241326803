"""Where the rays through a frame's pixels meet the turned head, and what of the portrait is seen there."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians
from typing import TYPE_CHECKING

import cv2
import numpy as np

from studio.source.head_shape import EAR_ROW, Face, Field, HeadShape

if TYPE_CHECKING:
    from studio.source.head_pose import HeadPose

_PASSES = 4                         # of the fixed point between a ray and the bumps it meets: < 0.2 px left
_SEEN = np.float32(radians(70))     # beyond this angle a portrait shows too little of the head's side
_MIRROR = np.float32(radians(30))   # how much of what it does show is repeated around the back, to and fro
_EAR_END = np.float32(radians(82))
_LIGHT = np.float32(-0.5)           # where the light comes from, radians: the image's left
_LIGHT_SHARE = np.float32(0.27)
_NECK_PIVOT = 2.2                   # rows below the eyes, in eyes, that the head leans about
_PITCH_DEPTH = 0.6                  # depth that stays in place when the head nods, in eyes


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """For each ray, all of one shape: which portrait pixel is seen, how bright, and whether the head is met."""

    column: Field
    row: Field
    light: Field        # factor
    outside: Field      # pixels beyond the silhouette, negative inside


@dataclass(frozen=True, slots=True, eq=False)
class _Hit:
    column: Field       # portrait pixels
    row: Field
    sin: Field          # of the angle around the axis, 0 at the front
    cos: Field
    outside: Field
    slices: Field       # (..., 4) as in HeadShape


def seen_surface(shape: HeadShape, columns: Field, rows: Field, pose: HeadPose) -> Surface:
    """What rays through these frame pixels see of the head in this pose."""
    hit = _meet(shape, *_upright(shape.face, columns, rows, pose), pose)
    angle = np.arctan2(hit.sin, hit.cos)
    column, row = _texture(shape, hit, angle)
    return Surface(column, row, _relight(hit, angle, radians(pose.yaw)), _silhouette(shape, hit, angle))


def _upright(face: Face, columns: Field, rows: Field, pose: HeadPose) -> tuple[Field, Field]:
    """Frame pixels to the head's own before it leaned, swayed and breathed; columns from the axis."""
    lean, pivot = radians(pose.roll), face.centre[1] + _NECK_PIVOT * face.unit
    sway = 0.12 * face.unit * np.sin(radians(pose.yaw))
    x = columns - np.float32(face.axis + sway)
    y = rows - np.float32(pivot - 0.02 * face.unit * pose.breath)
    sin, cos = np.float32(np.sin(lean)), np.float32(np.cos(lean))
    return x * cos + y * sin, y * cos - x * sin + np.float32(pivot)


def _meet(shape: HeadShape, x: Field, y: Field, pose: HeadPose) -> _Hit:
    """Each row's ellipse is met exactly; the bumps on it by a fixed point."""
    sin, cos = np.float32(np.sin(radians(pose.yaw))), np.float32(np.cos(radians(pose.yaw)))
    nod, still = np.float32(np.sin(radians(pose.pitch))), np.float32(_PITCH_DEPTH * shape.face.unit)
    turned, axis = _turned(shape.slices, sin, cos), np.float32(shape.face.axis)
    bump, depth = np.zeros_like(x), np.full_like(x, still)
    for _ in range(_PASSES):
        row = y + nod * (depth - still)
        middle, reach, lead_sin, lead_cos = _channels(by_row(turned, row))
        slices = by_row(shape.slices, row)
        seen = np.clip((x - middle - bump * sin) / reach, -1, 1, dtype=np.float32)
        toward: Field = np.sqrt(1 - seen * seen)
        side, front = seen * lead_cos - toward * lead_sin, toward * lead_cos + seen * lead_sin
        column = slices[..., 0] + slices[..., 1] * side
        bump = sampled(shape.bumps, column + axis, row, cv2.INTER_LINEAR) * (front > 0)
        depth = (slices[..., 3] + slices[..., 2] * front + bump) * cos - column * sin
    return _Hit(column + axis, row, side, front, np.abs(x - middle) - reach, slices)


def _channels(table: Field) -> tuple[Field, Field, Field, Field]:
    return table[..., 0], table[..., 1], table[..., 2], table[..., 3]


def _turned(slices: Field, sin: np.float32, cos: np.float32) -> Field:
    """Per row: where the turned ellipse's middle is seen, how far it reaches, and the turn of its edge."""
    centre, half, depth, before = _channels(slices)
    wide, deep = half * cos, depth * sin
    reach = np.hypot(wide, deep)
    return np.ascontiguousarray(np.stack([centre * cos + before * sin, reach, deep / reach, wide / reach], axis=-1))


def _texture(shape: HeadShape, hit: _Hit, angle: Field) -> tuple[Field, Field]:
    """Portrait pixels to show; around the back, hair already shown is repeated rather than stretched."""
    beyond = np.maximum(np.abs(angle) - _SEEN, 0)
    folded = _MIRROR - np.abs(beyond % (2 * _MIRROR) - _MIRROR)
    side = np.sin(np.sign(angle) * (_SEEN - folded))
    pull = np.clip(beyond, 0, 0.8) * np.clip((EAR_ROW - _in_eyes(shape.face, hit.row)) / 0.3, 0, 1)
    hair_row = np.float32(shape.face.centre[1] - 0.5 * shape.face.unit)
    row = hit.row + pull * (hair_row - hit.row)
    slices = by_row(shape.slices, row)
    behind = slices[..., 0] + slices[..., 1] * side + np.float32(shape.face.axis)
    return np.where(beyond > 0, behind, hit.column), row


def _relight(hit: _Hit, angle: Field, yaw: float) -> Field:
    """The light stays in the room while the head turns: Lambert's cosine now less the cosine in the portrait.

    The back, which no portrait shows, falls off into the dark.
    """
    normal = np.arctan2(hit.sin * hit.slices[..., 2], hit.cos * hit.slices[..., 1])
    change = np.cos(normal + np.float32(yaw) - _LIGHT) - np.cos(normal - _LIGHT)
    back = np.clip((np.abs(angle) - _SEEN) / 0.9, 0, 1)
    return np.asarray(np.clip(1 + _LIGHT_SHARE * change, 0.7, 1.3) * (1 - np.float32(0.45) * back), np.float32)


def _silhouette(shape: HeadShape, hit: _Hit, angle: Field) -> Field:
    """Pixels beyond the outline; below the hair the head ends behind the ears, where neck and backdrop show."""
    unit = np.float32(shape.face.unit)
    past_ear = (np.abs(angle) - _EAR_END) * unit
    below_hair = (_in_eyes(shape.face, hit.row) - EAR_ROW) * unit
    aside = np.maximum(hit.outside, np.minimum(past_ear, below_hair))
    over_or_under = np.maximum(np.float32(shape.top) - hit.row, hit.row - np.float32(shape.bottom))
    return np.asarray(np.maximum(aside, over_or_under), np.float32)


def _in_eyes(face: Face, row: Field) -> Field:
    return (row - np.float32(face.centre[1])) / np.float32(face.unit)


def by_row(table: Field, rows: Field) -> Field:
    """Entries of a (height, 1, channels) table at fractional rows, shape rows.shape + (channels,)."""
    nowhere = np.zeros_like(rows)
    found = cv2.remap(table, nowhere, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return found.astype(np.float32, copy=False)


def sampled(picture: Field, columns: Field, rows: Field, method: int = cv2.INTER_CUBIC) -> Field:
    """The picture at fractional pixels; its rim continues outside."""
    found = cv2.remap(picture, columns, rows, method, borderMode=cv2.BORDER_REPLICATE)
    return found.astype(np.float32, copy=False)
