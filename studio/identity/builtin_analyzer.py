"""The stand-in that needs no download: the face and eye cascades that come inside OpenCV."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees, exp
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation, Landmarks
from studio.episode.picture import Picture
from studio.identity.analyzer import CODE_REVISIONS, largest_first
from studio.identity.measure import luma
from studio.identity.similarity import fit_similarity, moved
from studio.weights.digests import short_digest

_FRONTAL, _PROFILE, _EYE = (
    "haarcascade_frontalface_default.xml", "haarcascade_profileface.xml", "haarcascade_eye.xml",
)  # fmt: skip

_SIDE = 400
"""Pictures are scaled down to this longer side: half the time of 512, the same faces."""
_LEAST_FACE = 0.1           # of the longer side
_STEP, _NEIGHBOURS = 1.1, 3
_LEAST_DET = 0.4

_FRONTAL_WEIGHT = 3.5
_PROFILE_WEIGHT = 7.0
"""det = 1 - exp(-weight / this), `weight` being how far the cascade's last stage was passed. Measured on the frontal
cascade: upright sharp faces 5-11, hence det .76-.96; faces half turned or seen from below 2.9-5, .56-.76; a masked one
2.2, .47. The profile cascade answers to patterns more easily, and what it finds is no frontal face: half the weight."""

_EYES_AT = 0.6              # the eyes lie in this upper part of a cascade's box
_EYE_FACE = 120             # pixels of a face when its eyes are looked for
_MOST_TILT = 0.15           # of the face: more between the eyes' heights means that one is a nostril or a brow

_MEAN_FACE = np.array([
    [0.335, 0.384], [0.665, 0.384], [0.500, 0.585], [0.364, 0.772], [0.636, 0.772],
])  # fmt: skip
"""Where the landmarks lie in a frontal cascade's box, as shares of its side: mean over 100 pictures of nine people
whose landmarks insightface measured, made symmetric (the eyes wrong by 0.03 on average, with eyes found 0.015)."""


def cascade_files() -> list[Path]:
    """Where OpenCV has them; not every version does."""
    folder = Path(getattr(cv2, "data", cv2).haarcascades)
    return [folder / name for name in (_FRONTAL, _PROFILE, _EYE)]


class BuiltinAnalyzer:
    """Marked stand-in: det on a scale of its own, landmarks guessed, no yaw, no pitch, no identity."""

    name = "builtin"
    label = "built-in stand-in"
    det_threshold = 0.75        # upright, sharp and less than half turned; see _FRONTAL_WEIGHT
    same_person = None
    stand_in = True
    commercial = True
    device = "cpu"
    parallel = 1                # a cascade keeps its buffers inside

    def __init__(self) -> None:
        """Raises StudioError("missing") where OpenCV carries no cascades (version 5 dropped them)."""
        files = cascade_files()
        self._frontal, self._profile, self._eye = map(_cascade, files)
        self.revision = f"{CODE_REVISIONS[self.name]}-{short_digest(files)}"

    def observe(self, picture: Picture) -> list[FaceObservation]:
        """All frontal faces, or where there is none the profiles; the largest first.

        The cascade also answers to folds and patterns: where one box shows both eyes, those without eyes are left out.
        """
        grey = luma(picture)
        height, width = grey.shape
        factor = min(1.0, _SIDE / max(height, width))
        size = max(1, round(width * factor)), max(1, round(height * factor))
        small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        faces = [self._frontal_face(small, *found) for found in _found(self._frontal, small, _FRONTAL_WEIGHT)]
        with_eyes = [face for face in faces if face.roll is not None]
        return largest_first([_scaled(face, 1 / factor) for face in with_eyes or faces or self._profiles(small)])

    def _frontal_face(self, grey: NDArray[np.uint8], box: NDArray[np.float64], det: float) -> FaceObservation:
        eyes = self._eyes(grey, box)
        guessed = box[:2] + _MEAN_FACE * box[2]
        if eyes is None:
            return _observation(box, det, guessed, None)
        tilt = degrees(atan2(eyes[1, 1] - eyes[0, 1], eyes[1, 0] - eyes[0, 0]))
        return _observation(box, det, moved(guessed, fit_similarity(guessed[:2], eyes)), tilt)

    def _eyes(self, grey: NDArray[np.uint8], box: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Centres of the surest eye in each half of the face, (2, 2) pixels, or None."""
        x, y, side = (int(value) for value in box[:3])
        upper = grey[y : y + int(_EYES_AT * side), x : x + side]
        factor = _EYE_FACE / side
        large = np.asarray(cv2.resize(upper, None, fx=factor, fy=factor), dtype=np.uint8)
        boxes, weights = _detect(self._eye, large, 1.05, (18, 18), (48, 48))
        centres = boxes[:, :2] + boxes[:, 2:] / 2
        left = centres[:, 0] < _EYE_FACE / 2
        if not left.any() or left.all():
            return None
        pair = np.array([centres[side_][np.argmax(weights[side_])] for side_ in (left, ~left)])
        if abs(pair[1, 1] - pair[0, 1]) > _MOST_TILT * _EYE_FACE:
            return None
        return pair / factor + (x, y)

    def _profiles(self, grey: NDArray[np.uint8]) -> list[FaceObservation]:
        """Faces seen from the side; the cascade knows one side only, so the mirrored picture is searched as well."""
        mirrored = np.ascontiguousarray(grey[:, ::-1])
        seen = [_observation(box, det, None, None) for box, det in _found(self._profile, grey, _PROFILE_WEIGHT)]
        for box, det in _found(self._profile, mirrored, _PROFILE_WEIGHT):
            box[0] = grey.shape[1] - box[0] - box[2]
            seen.append(_observation(box, det, None, None))
        return seen


def _cascade(path: Path) -> cv2.CascadeClassifier:
    cascade = cv2.CascadeClassifier(str(path))
    if cascade.empty():
        raise StudioError("missing", f"OpenCV's face cascade {path} is missing. Install opencv-python 4.11 or later, "
                                     "below 5.")
    return cascade


def _found(
    cascade: cv2.CascadeClassifier, grey: NDArray[np.uint8], weight: float
) -> list[tuple[NDArray[np.float64], float]]:
    """Boxes (x, y, width, height) with their det, those below `_LEAST_DET` left out."""
    least = max(20, int(_LEAST_FACE * max(grey.shape)))
    boxes, weights = _detect(cascade, grey, _STEP, (least, least), (0, 0))
    dets = [1 - exp(-max(0.0, float(value)) / weight) for value in weights]
    return [(box, det) for box, det in zip(boxes, dets, strict=True) if det >= _LEAST_DET]


def _detect(
    cascade: cv2.CascadeClassifier, grey: NDArray[np.uint8], step: float, least: Sequence[int], most: Sequence[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Boxes (n, 4) and the weights (n) with which they passed the cascade's last stage."""
    boxes, _, weights = cascade.detectMultiScale3(grey, step, _NEIGHBOURS, 0, least, most, outputRejectLevels=True)
    return np.reshape(np.asarray(boxes, dtype=np.float64), (-1, 4)), np.ravel(np.asarray(weights, dtype=np.float64))


def _observation(
    box: NDArray[np.float64], det: float, points: NDArray[np.float64] | None, roll: float | None
) -> FaceObservation:
    x, y, width, height = map(float, box)
    landmarks: Landmarks | None = None if points is None else points.astype(np.float32)
    return FaceObservation((x, y, x + width, y + height), det, landmarks, None, None, None, roll)


def _scaled(face: FaceObservation, factor: float) -> FaceObservation:
    x0, y0, x1, y1 = (value * factor for value in face.box)
    landmarks = None if face.landmarks is None else np.asarray(face.landmarks * factor, dtype=np.float32)
    return FaceObservation((x0, y0, x1, y1), face.det, landmarks, None, None, None, face.roll)
