"""Transparent pictures, which the studio shows over mid-grey."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.episode.picture import Picture

MID_GREY = 128
"""Behind transparent pixels and beside pictures fitted whole: neither lights nor darkens what stands before it."""


def over_grey(rgba: NDArray[np.uint8]) -> Picture:
    """RGBA (height, width, 4), straight alpha 0-255 -> RGB: colour x alpha + 128 x (1 - alpha), rounded."""
    alpha = rgba[..., 3:].astype(np.uint16)
    mixed = rgba[..., :3] * alpha
    mixed += MID_GREY * (255 - alpha)
    mixed += 127
    mixed //= 255
    return mixed.astype(np.uint8)
