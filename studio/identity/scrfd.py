"""SCRFD's forward pass with less around it: the same numbers as insightface's `SCRFD.detect`, in less time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.episode.face import Landmarks
from studio.episode.picture import Picture

if TYPE_CHECKING:
    from insightface.model_zoo.scrfd import SCRFD

DETECTION_SIDE = 640
"""Pictures are scaled to fit a square of this size: the size insightface's packs were trained and are used at."""
DETECTION_LEAST = 0.5

_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Detection:
    """A box (x0, y0, x1, y1 in pixels), its confidence, and the five landmarks if the model gives them."""

    box: _Floats
    det: float
    landmarks: Landmarks | None


class ScrfdDetector:
    """A loaded SCRFD model. `detect` may be called from several threads at once."""

    def __init__(self, model: SCRFD) -> None:
        model.prepare(0, input_size=(DETECTION_SIDE, DETECTION_SIDE), det_thresh=DETECTION_LEAST)
        self._width, self._height = model.input_size
        model.detect(np.zeros((self._height, self._width, 3), dtype=np.uint8))      # makes the session of this size
        self._session = model.resolution_sessions.get((self._width, self._height), model.session)
        self._model = model
        self._levels = model.fmc
        self._anchors = 2 if model.fmc == 3 else 1
        self._black = np.float32(-model.input_mean / model.input_std)

    def detect(self, picture: Picture) -> list[Detection]:
        """All faces of at least `DETECTION_LEAST`, the surest first."""
        blob, scale = self._blob(picture)
        outputs = self._session.run(self._model.output_names, {self._model.input_name: blob})
        outputs = [output[0] if self._model.batched else output for output in outputs]
        found = np.concatenate([self._candidates(outputs, level) for level in range(self._levels)])
        found = found[np.argsort(-found[:, 4], kind="stable")]
        found[:, :4] /= scale
        found[:, 5:] /= scale
        kept = found[self._model.nms(found)]
        return [self._detection(row) for row in kept]

    def _blob(self, picture: Picture) -> tuple[_Floats, float]:
        """The network's input, and how much the picture was scaled for it.

        The picture stands in the upper left corner, the rest is black. Only the picture's part is converted; the
        arithmetic is that of cv2.dnn.blobFromImage to the last bit.
        """
        height, width = picture.shape[:2]
        if height / width > self._height / self._width:
            size = max(1, int(self._height / (height / width))), self._height
        else:
            size = self._width, max(1, int(self._width * (height / width)))
        blob = np.full((1, 3, self._height, self._width), self._black, dtype=np.float32)
        part = blob[0, :, : size[1], : size[0]]
        pixels = cv2.resize(picture, size).astype(np.float32)
        pixels -= np.float32(self._model.input_mean)
        pixels *= np.float32(1 / self._model.input_std)
        part[...] = pixels.transpose(2, 0, 1)
        return blob, size[1] / height

    def _candidates(self, outputs: list[_Floats], level: int) -> _Floats:
        """Rows of box, score and landmarks, in network pixels, of one stride's anchors above the threshold."""
        stride = 8 << level
        scores = outputs[level].ravel()
        chosen = np.flatnonzero(scores >= DETECTION_LEAST)
        row, column = np.divmod(chosen // self._anchors, self._width // stride)
        centre = np.stack([column, row], axis=1).astype(np.float32) * stride
        sides = outputs[level + self._levels][chosen] * stride
        parts = [centre - sides[:, :2], centre + sides[:, 2:], scores[chosen, None]]
        if self._model.use_kps:
            points = outputs[level + 2 * self._levels][chosen].reshape(-1, 5, 2) * stride
            parts.append((points + centre[:, None]).reshape(-1, 10))
        return np.concatenate(parts, axis=1)

    def _detection(self, row: _Floats) -> Detection:
        landmarks = row[5:].reshape(5, 2) if self._model.use_kps else None
        return Detection(row[:4], float(row[4]), landmarks)
