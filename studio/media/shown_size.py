"""The size a video is shown at."""

from __future__ import annotations

from fractions import Fraction


def shown_size(width: int, height: int, pixel_aspect: Fraction, rotation: int) -> tuple[int, int]:
    """(width, height) with square pixels, then turned by `rotation` degrees.

    The side whose pixels are the longer ones grows, so that no detail is lost; the other keeps its length.
    """
    wide = max(pixel_aspect, Fraction(1))
    tall = max(1 / pixel_aspect, Fraction(1))
    size = round(width * wide), round(height * tall)
    return (size[1], size[0]) if rotation % 180 == 90 else size
