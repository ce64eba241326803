"""Pictures brought to another size."""

from __future__ import annotations

from typing import Literal

import numpy as np

from studio.episode.picture import Picture
from studio.media.alpha import MID_GREY


def resize(picture: Picture, width: int, height: int) -> Picture:
    """To `width` x `height` pixels: averaging over areas where it shrinks, bicubic where it grows."""
    import cv2

    smaller = min(width, picture.shape[1]), min(height, picture.shape[0])
    shrunk = _scaled(picture, *smaller, cv2.INTER_AREA)
    return _scaled(shrunk, width, height, cv2.INTER_CUBIC)


def fit_picture(picture: Picture, width: int, height: int, fit: Literal["cover", "contain"]) -> Picture:
    """To `width` x `height` without distortion: "cover" crops the middle, "contain" pads with mid-grey."""
    return _cover(picture, width, height) if fit == "cover" else _contain(picture, width, height)


def _scaled(picture: Picture, width: int, height: int, method: int) -> Picture:
    if picture.shape[:2] == (height, width):
        return np.ascontiguousarray(picture)
    import cv2

    return np.asarray(cv2.resize(picture, (width, height), interpolation=method), dtype=np.uint8)


def _cover(picture: Picture, width: int, height: int) -> Picture:
    rows, columns = picture.shape[:2]
    scale = max(width / columns, height / rows)
    kept_w, kept_h = min(columns, max(1, round(width / scale))), min(rows, max(1, round(height / scale)))
    left, top = (columns - kept_w) // 2, (rows - kept_h) // 2
    return resize(np.ascontiguousarray(picture[top : top + kept_h, left : left + kept_w]), width, height)


def _contain(picture: Picture, width: int, height: int) -> Picture:
    rows, columns = picture.shape[:2]
    scale = min(width / columns, height / rows)
    inner_w, inner_h = min(width, max(1, round(columns * scale))), min(height, max(1, round(rows * scale)))
    canvas = np.full((height, width, 3), MID_GREY, dtype=np.uint8)
    left, top = (width - inner_w) // 2, (height - inner_h) // 2
    canvas[top : top + inner_h, left : left + inner_w] = resize(picture, inner_w, inner_h)
    return canvas
