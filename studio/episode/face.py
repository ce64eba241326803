"""What an analyzer says of one face in one picture, and the scores of a take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Landmarks: TypeAlias = NDArray[np.float32]
"""Five points, shape (5, 2), pixels: the eye at image left, the eye at image right, nose tip,
mouth corner at image left, mouth corner at image right (the order insightface and YuNet share)."""

DensePoints: TypeAlias = NDArray[np.float32]
"""106 points of the whole face's shape, shape (106, 2), pixels, in the order of insightface's `2d106det`: contour, brows,
eyes, nose and lips."""

Box: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1 in pixels; may reach outside the picture."""


@dataclass(frozen=True, slots=True, eq=False)
class FaceObservation:
    """One face as an analyzer saw it. What the analyzer cannot give is None, never 0."""

    box: Box
    det: float | None                           # 0-1, the detector's confidence
    landmarks: Landmarks | None
    embedding: NDArray[np.float32] | None       # unit length, the analyzer's own width
    yaw: float | None                           # degrees, positive: the face looks to image right
    pitch: float | None                         # degrees, positive: the face looks up
    roll: float | None                          # degrees, positive: the head leans clockwise as seen
    dense: DensePoints | None = None            # None: the analyzer has no model for them

    @property
    def area(self) -> float:
        """Square pixels of the box."""
        return max(0.0, self.box[2] - self.box[0]) * max(0.0, self.box[3] - self.box[1])


def face_to_fields(face: FaceObservation) -> dict[str, Any]:
    """A face as plain JSON values, coordinates rounded to 1/100 pixel; the embedding is left out.

    `dense` is there only where the analyzer gave it.
    """
    fields = {
        "box": [round(float(value), 2) for value in face.box],
        "det": face.det,
        "landmarks": None if face.landmarks is None else _rounded(face.landmarks),
        "pose": [face.yaw, face.pitch, face.roll],
    }
    return fields if face.dense is None else {**fields, "dense": _rounded(face.dense)}


def face_from_fields(fields: Mapping[str, Any]) -> FaceObservation:
    """The inverse of `face_to_fields`."""
    points = fields["landmarks"]
    x0, y0, x1, y1 = fields["box"]
    yaw, pitch, roll = fields["pose"]
    landmarks = None if points is None else np.asarray(points, dtype=np.float32)
    dense = np.asarray(fields["dense"], dtype=np.float32) if "dense" in fields else None
    return FaceObservation((x0, y0, x1, y1), fields["det"], landmarks, None, yaw, pitch, roll, dense)


def _rounded(points: NDArray[np.float32]) -> list[list[float]]:
    rounded: list[list[float]] = np.round(points.astype(float), 2).tolist()
    return rounded


@dataclass(frozen=True, slots=True)
class Scores:
    """The numbers measured on one picture. None where nothing could be measured; never 0 for missing."""

    det: float | None = None                # 0-1, the counted face's detector confidence
    identity: float | None = None           # -1..1, cosine to the references (weighted mean embedding)
    landmarks: float | None = None          # eye distances, mean distance of 106 or five points, aligned
    yaw: float | None = None                # degrees
    pitch: float | None = None              # degrees
    roll: float | None = None               # degrees
    face_size: float | None = None          # 0-1, square root of the face box's share of the picture
    sharpness: float | None = None          # 0-1, on the face at a fixed scale
    pixel_mean: float | None = None         # 0-255, luma of the picture
    pixel_std: float | None = None
    face_pixel_mean: float | None = None    # 0-255, luma inside the face box
    face_pixel_std: float | None = None
    faces: int | None = None                # how many faces were found; 0 is a measurement

    def as_dict(self) -> dict[str, float | int | None]:
        """Name to value, in the order of declaration."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


SCORE_NAMES: tuple[str, ...] = tuple(field.name for field in fields(Scores))
