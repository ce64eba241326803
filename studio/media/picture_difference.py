"""What differs between two pictures, made visible."""

from __future__ import annotations

import numpy as np

from studio.episode.picture import Picture
from studio.media.resizing import fit_picture

GAIN = 3.0


def difference_picture(first: Picture, second: Picture, gain: float = GAIN) -> Picture:
    """|first - second| times `gain`, at most 255, in the size of `second`; `first` covers it where the sizes differ."""
    import cv2  # on first use: the review is shown without it

    height, width = second.shape[:2]
    fitted = first if first.shape == second.shape else fit_picture(first, width, height, "cover")
    return np.asarray(cv2.convertScaleAbs(cv2.absdiff(fitted, second), alpha=gain), dtype=np.uint8)
