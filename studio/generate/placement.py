"""Where a frame lands on a take's canvas: `cover`, `contain` or `face`."""

from __future__ import annotations

import cv2
import numpy as np

from studio.episode.picture import Picture
from studio.episode.take_request import Points, TakeSettings

FACE_EYES = 0.16        # eye distance as a share of the canvas' short edge, with fit = "face"
FACE_HEIGHT = 0.42      # where the eyes stand, from above


def place(frame: Picture, landmarks: Points | None, settings: TakeSettings) -> tuple[Picture, Points | None]:
    """The frame at the settings' size, and its landmarks there. `face` without landmarks is `cover`."""
    width, height = settings.width, settings.height
    scale, left, top = _placement(frame, landmarks, settings)
    matrix = np.array([[scale, 0, left], [0, scale, top]], np.float64)
    if scale < 1:       # averaged first, or the warp would skip pixels
        small = (max(1, round(frame.shape[1] * scale)), max(1, round(frame.shape[0] * scale)))
        frame = np.asarray(cv2.resize(frame, small, interpolation=cv2.INTER_AREA), np.uint8)
        matrix[:, :2] = np.eye(2)
    placed = cv2.warpAffine(frame, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    moved = None if landmarks is None else tuple((x * scale + left, y * scale + top) for x, y in landmarks)
    return np.asarray(placed, np.uint8), moved


def _placement(frame: Picture, landmarks: Points | None, settings: TakeSettings) -> tuple[float, float, float]:
    """Scale, and where the frame's top left corner lands."""
    width, height = settings.width, settings.height
    across, down = width / frame.shape[1], height / frame.shape[0]
    if settings.fit == "face" and landmarks is not None:
        (x0, y0), (x1, y1) = landmarks[0], landmarks[1]
        scale = FACE_EYES * min(width, height) / max(float(np.hypot(x1 - x0, y1 - y0)), 1e-6)
        return scale, width / 2 - scale * (x0 + x1) / 2, FACE_HEIGHT * height - scale * (y0 + y1) / 2
    scale = min(across, down) if settings.fit == "contain" else max(across, down)
    return scale, (width - scale * frame.shape[1]) / 2, (height - scale * frame.shape[0]) / 2
