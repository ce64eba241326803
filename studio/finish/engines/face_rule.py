"""Which faces an engine works on, asked before it is run: one frame without any would end all its work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studio.episode.face import FaceObservation
    from studio.episode.picture import Picture

_ANALYZER_SIDE = 640
"""Pixels of the square that insightface's detector works on here (`identity.scrfd`)."""


@dataclass(frozen=True, slots=True)
class FaceRule:
    """The least width and height of a face's box in pixels, the bounds of width / height, and the least det of
    insightface's detector when it works on a square of `detector_side` pixels."""

    least_width: int
    least_height: int
    narrowest: float
    widest: float
    least_det: float
    detector_side: int

    def accepts(self, faces: Iterable[FaceObservation]) -> bool:
        """Whether any face will do; a det that the analyzer does not give is taken to be enough."""
        return any(self._accepts(face) for face in faces)

    def _accepts(self, face: FaceObservation) -> bool:
        left, top, right, bottom = (int(value) for value in face.box)
        width, height = right - left, bottom - top
        if width < self.least_width or height < self.least_height:
            return False
        return self.narrowest <= width / height <= self.widest and (face.det is None or face.det >= self.least_det)


def as_detected(picture: Picture, side: int) -> tuple[Picture, float]:
    """The picture on a black square, as large for our detector as it is for one that works on `side` pixels; its scale.

    Detectors of this family scale a picture to fit their square and leave the rest black: so at the size of ours the
    same pixels come out. Lengths found on it are to be divided by the scale.
    """
    import cv2

    height, width = picture.shape[:2]
    size = (side, int(side * height / width)) if width >= height else (int(side * width / height), side)
    square = np.zeros((_ANALYZER_SIDE, _ANALYZER_SIDE, 3), np.uint8)
    square[: size[1], : size[0]] = cv2.resize(picture, size)
    return square, size[1] / height
