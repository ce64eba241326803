"""What is behind the head of a portrait: the backdrop and the neck, filled in where the head hid them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from studio.source.head_shape import Doubles, Face, Field, curve, head_matte

if TYPE_CHECKING:
    from studio.episode.picture import Picture

_NECK_LEFT = ((0.6, -0.98), (1.0, -0.93), (1.4, -0.89))     # the neck's edges, (row, column) in eyes
_NECK_RIGHT = ((0.6, 0.88), (1.0, 0.79), (1.6, 0.62))
_SHADED_SKIN = (0.75, 1.0, 1.2)    # skin in the shade is warmer: light comes through it
_GRAIN = np.array([1.6, 1.4, 2.5], np.float32)     # as measured on the backdrop: R, G, B standard deviations
_GRAIN_SEED = 7


def plate_behind_head(portrait: Picture, face: Face) -> Picture:
    """The portrait without its head."""
    height, width = portrait.shape[:2]
    picture = portrait.astype(np.float32)
    hole = _hole(face, width, height)[..., None]
    behind = _backdrop(picture, face)
    neck = _neck_matte(face, width, height)[..., None]
    behind = behind * (1 - neck) + _neck(picture, face) * neck
    return np.clip(np.rint(picture * (1 - hole) + behind * hole), 0, 255).astype(np.uint8)


def fill_holes(picture: Field, known: Field) -> Field:
    """Smoothly continue the known pixels into the unknown ones.

    Push-pull over an image pyramid (Gortler et al., The Lumigraph, 1996). `known` is 0-1, (height, width).
    """
    levels = [(picture * known[..., None], known)]
    while min(levels[-1][1].shape) > 2:
        colour, weight = levels[-1]
        levels.append((cv2.pyrDown(colour).astype(np.float32), cv2.pyrDown(weight).astype(np.float32)))
    filled = _divided(*levels[-1])
    for colour, weight in levels[-2::-1]:
        size = (weight.shape[1], weight.shape[0])
        coarse = cv2.pyrUp(filled, dstsize=size).astype(np.float32)
        trust = np.clip(weight * 4, 0, 1)[..., None]
        filled = _divided(colour, weight) * trust + coarse * (1 - trust)
    return filled


def _divided(colour: Field, weight: Field) -> Field:
    return np.asarray(colour / np.maximum(weight, 1e-6)[..., None], np.float32)


def _hole(face: Face, width: int, height: int) -> Field:
    """Wide around the hair, whose fringe is soft; close to the jaw, below which collar and neck are real."""
    wide = head_matte(face, width, height, 0.24)
    close = head_matte(face, width, height, 0.05)
    left = face.columns(width)[None] < 0
    jaw = np.clip((face.rows(height)[:, None] - np.where(left, 0.85, 1.6)) / 0.15, 0, 1).astype(np.float32)
    soft = _blurred(wide, 0.08 * face.unit) * (1 - jaw) + _blurred(close, 0.04 * face.unit) * jaw
    return np.asarray(soft, np.float32)


def _backdrop(picture: Field, face: Face) -> Field:
    height, width = picture.shape[:2]
    rows = face.rows(height)[:, None]
    known = (head_matte(face, width, height, 0.26) == 0) & (rows < 1.0)
    filled = fill_holes(picture, known.astype(np.float32))
    mottle = _grain((height, width, 1), 0.35 * face.unit) * np.float32(1.5)
    return np.asarray(filled + _grain((height, width, 3), 1.1) * _GRAIN + mottle, np.float32)


def _grain(shape: tuple[int, int, int], sigma: float) -> Field:
    noise = _blurred(np.random.default_rng(_GRAIN_SEED).standard_normal(shape, np.float32), sigma)
    return np.asarray(noise / noise.std(), np.float32).reshape(shape)


def _neck_matte(face: Face, width: int, height: int) -> Field:
    inside = (1 - np.abs(_across_neck(face, width, height))) * 0.75 * face.unit / 2.5
    below = (face.rows(height)[:, None] - 0.2) / 0.1
    matte = np.clip(below, 0, 1) * np.clip(inside, 0, 1)
    return _blurred(matte.astype(np.float32), 0.015 * face.unit)


def _across_neck(face: Face, width: int, height: int) -> Doubles:
    """-1 at the neck's left edge, 1 at its right."""
    rows, columns = face.rows(height)[:, None], face.columns(width)[None]
    left, right = curve(_NECK_LEFT, rows), curve(_NECK_RIGHT, rows)
    return np.asarray((2 * columns - left - right) / (right - left), np.float64)


def _neck(picture: Field, face: Face) -> Field:
    """The skin below the jaw continued upwards, rounded, and darker towards the jaw that shades it."""
    height, width = picture.shape[:2]
    rows, across = face.rows(height)[:, None], _across_neck(face, width, height)
    skin = (picture[..., 0] > picture[..., 2] + 25) & (picture[..., 0] > 95)
    skin &= (rows > 1.3) & (rows < 2.05) & (np.abs(across) < 0.92)
    skin &= head_matte(face, width, height, 0.06) == 0
    known = cv2.erode(skin.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.float32)
    roundness = np.sqrt(np.clip(1 - 0.6 * across**2, 0, 1))
    shade = np.maximum(0.6 + 0.4 * np.clip((rows - 1.15) / 0.75, 0, 1), np.clip((rows - 1.8) / 0.1, 0, 1))
    tone = (roundness * shade)[..., None] ** np.array(_SHADED_SKIN)
    return np.asarray(fill_holes(picture, known) * tone, np.float32)


def _blurred(field: Field, sigma: float) -> Field:
    return cv2.GaussianBlur(field, (0, 0), sigma).astype(np.float32)
