"""Bringing a face to the place and size that recognisers were trained on."""

from __future__ import annotations

import cv2
import numpy as np

from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.identity.similarity import fit_similarity

TEMPLATE_SIDE = 112
TEMPLATE = np.array([
    [38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041],
])  # fmt: skip
"""Where the landmarks lie in ArcFace's aligned face of 112x112 pixels (insightface.utils.face_align.arcface_dst)."""

_MARGIN_OF_128 = 8.0


def aligned_face(picture: Picture, landmarks: Landmarks, side: int) -> Picture:
    """The face aligned by its landmarks, shape (side, side, 3); black where the picture ends.

    `side` is a multiple of 112, or of 128 for recognisers that look at the same face with a margin at both sides
    (insightface.utils.face_align.estimate_norm).
    """
    scale, margin = (side / TEMPLATE_SIDE, 0.0) if side % TEMPLATE_SIDE == 0 else (side / 128, _MARGIN_OF_128)
    target = (TEMPLATE + np.array([margin, 0.0])) * scale
    affine = fit_similarity(landmarks, target)
    return np.asarray(cv2.warpAffine(picture, affine, (side, side), borderValue=0.0), dtype=np.uint8)
