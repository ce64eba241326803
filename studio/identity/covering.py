"""Whether something seems to cover the lower face."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.identity.alignment import TEMPLATE_SIDE, aligned_face

_SKIN = ((50, 46, 62, 58), (34, 58, 44, 64), (68, 58, 78, 64))
"""x0, y0, x1, y1 in the aligned face: between the eyes and under them, which a mask leaves free."""
_LOWER_FACE = ((48, 78, 64, 86), (36, 80, 46, 98), (66, 80, 76, 98), (46, 98, 66, 108))
"""Above the lip, both cheeks, chin."""
_MOUTH = (slice(84, 100), slice(40, 72))

_PLAIN_MOUTH = 5.5
"""Standard deviation of lightness (CIELAB, 0-100) across the mouth. Measured: real mouths, open and closed, speaking
and smiling, 6.9-23; a mask 3.8; masks painted onto portraits 0.5-1.6."""
_OTHER_COLOUR = 6.5
"""CIELAB distance between lower face and skin, lightness counted half (shadow and beard darken without covering).
Measured: the mask 9.2, painted masks 12-64."""


def may_be_covered(picture: Picture, landmarks: Landmarks) -> bool:
    """A rule of thumb: where the mouth should be there is none, and its surroundings have not the skin's colour.

    It knows plain masks, scarves and hands of another colour; a mask printed with a mouth passes. Rows of the face that
    lie outside the picture count as what they are, black.
    """
    lab = _face_in_lab(picture, landmarks)
    if float(lab[..., 0][_MOUTH].std()) >= _PLAIN_MOUTH:
        return False
    lightness, green_red, blue_yellow = _colour(lab, _LOWER_FACE) - _colour(lab, _SKIN)
    return float(np.linalg.norm([lightness / 2, green_red, blue_yellow])) >= _OTHER_COLOUR


def _face_in_lab(picture: Picture, landmarks: Landmarks) -> NDArray[np.float32]:
    """The aligned face in CIELAB; shrunk from a larger one, so that the weave of a mask averages out."""
    face = aligned_face(picture, landmarks, 4 * TEMPLATE_SIDE)
    small = cv2.resize(face, (TEMPLATE_SIDE, TEMPLATE_SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2Lab), dtype=np.float32)


def _colour(lab: NDArray[np.float32], areas: tuple[tuple[int, int, int, int], ...]) -> NDArray[np.float64]:
    """Median L, a, b over the areas: a strand of hair or a nostril does not move it."""
    pixels = [lab[top:bottom, left:right].reshape(-1, 3) for left, top, right, bottom in areas]
    return np.asarray(np.median(np.concatenate(pixels), axis=0), dtype=np.float64)
