"""The commercially clean analyzer: YuNet finds faces, SFace (if it is there) compares them, both inside OpenCV."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation
from studio.episode.picture import Picture
from studio.identity.alignment import TEMPLATE_SIDE
from studio.identity.analyzer import CODE_REVISIONS, largest_first
from studio.identity.pose import pose
from studio.weights.digests import short_digest
from studio.weights.opencv_zoo import OpencvZoo

DETECTION_SIDE = 416
"""Every picture is scaled to this longer side, so that the numbers do not depend on its size. Measured on 105 pictures
against insightface's landmarks: found all faces and nothing else, as with 256 to 640, with the least error in yaw and
roll (3.9 and 3.0 degrees; at 640 6.4 and 4.0)."""
DETECTION_LEAST = 0.6
_LEAST_SIDE = 64            # a strip thinner than two of YuNet's coarsest cells comes back as one sure face
_OVERLAP = 0.3
_MOST_FACES = 100
_DECLARED_SIDE = 640


class OpencvZooAnalyzer:
    """YuNet's det, landmarks and pose; SFace's embedding of 128 numbers, or None without that file."""

    name = "opencv-zoo"
    det_threshold = 0.9         # the score threshold of OpenCV's own YuNet demo; YuNet gives good faces .91-.95
    stand_in = False
    commercial = True
    device = "cpu"
    parallel = 1                # OpenCV's networks keep their input inside

    def __init__(self, zoo: OpencvZoo) -> None:
        """Loads and tries the models. Raises StudioError("damaged") naming the file that is no such model."""
        self._detector = _detector(zoo.yunet)
        self._recogniser = _recogniser(zoo.sface) if zoo.sface else None
        self.label = "OpenCV (YuNet + SFace)" if zoo.sface else "OpenCV (YuNet, no identity)"
        self.revision = f"{CODE_REVISIONS[self.name]}-{short_digest(zoo.files)}"
        self.same_person = 0.363 if zoo.sface else None     # SFace's cosine threshold, in OpenCV's documentation

    def observe(self, picture: Picture) -> list[FaceObservation]:
        """All faces with det >= 0.6, the largest first."""
        bgr = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), dtype=np.uint8)
        try:
            return largest_first([self._face(bgr, row) for row in self._rows(bgr)])
        except cv2.error as error:
            message = "OpenCV's face models failed on a picture. Run `studio doctor`, or choose another --analyzer."
            raise StudioError("engine", message, str(error)) from error

    def _rows(self, bgr: NDArray[np.uint8]) -> NDArray[np.float32]:
        """YuNet's rows in pixels of the picture: x, y, width, height, five landmarks, score."""
        height, width = bgr.shape[:2]
        factor = DETECTION_SIDE / max(height, width)
        size = max(1, round(width * factor)), max(1, round(height * factor))
        small = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
        below, beside = max(0, _LEAST_SIDE - size[1]), max(0, _LEAST_SIDE - size[0])
        padded = cv2.copyMakeBorder(small, 0, below, 0, beside, cv2.BORDER_CONSTANT)
        self._detector.setInputSize((padded.shape[1], padded.shape[0]))
        found = np.array(self._detector.detect(padded)[1], dtype=np.float32)
        if found.ndim != 2:         # without a face it answers None, which its type stub does not know
            return np.empty((0, 15), dtype=np.float32)
        found[:, :14] *= np.tile(np.array([width / size[0], height / size[1]], dtype=np.float32), 7)
        return found

    def _face(self, bgr: NDArray[np.uint8], row: NDArray[np.float32]) -> FaceObservation:
        x, y, width, height = map(float, row[:4])
        landmarks = row[4:14].reshape(5, 2)
        yaw, pitch, roll = pose(landmarks)
        box = (x, y, x + width, y + height)
        return FaceObservation(box, float(row[14]), landmarks, self._embedding(bgr, row), yaw, pitch, roll)

    def _embedding(self, bgr: NDArray[np.uint8], row: NDArray[np.float32]) -> NDArray[np.float32] | None:
        if self._recogniser is None:
            return None
        numbers = np.asarray(self._recogniser.feature(self._recogniser.alignCrop(bgr, row)), dtype=np.float32).ravel()
        return np.asarray(numbers / np.linalg.norm(numbers), dtype=np.float32)


def _detector(path: Path) -> cv2.FaceDetectorYN:
    try:
        detector = cv2.FaceDetectorYN.create("onnx", _with_fixed_sizes(path), np.empty(0, np.uint8),
                                             (_DECLARED_SIDE, _DECLARED_SIDE), DETECTION_LEAST, _OVERLAP, _MOST_FACES)
        detector.detect(np.zeros((_DECLARED_SIDE, _DECLARED_SIDE, 3), np.uint8))    # another network fails only here
    except cv2.error as error:
        raise _damaged(path, error) from error
    return detector


def _recogniser(path: Path) -> cv2.FaceRecognizerSF:
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
        recogniser = cv2.FaceRecognizerSF.create("onnx", data, np.empty(0, np.uint8))
        recogniser.feature(np.zeros((TEMPLATE_SIDE, TEMPLATE_SIDE, 3), np.uint8))
    except cv2.error as error:
        raise _damaged(path, error) from error
    return recogniser


def _with_fixed_sizes(path: Path) -> NDArray[np.uint8]:
    """The model's bytes with its input's size written in.

    OpenCV 4 does not load a YuNet whose sizes are left open, yet takes any size once it is loaded.
    """
    import onnx
    from google.protobuf.message import DecodeError

    data = path.read_bytes()
    try:
        model = onnx.load_from_string(data)
        sizes = model.graph.input[0].type.tensor_type.shape.dim
    except (DecodeError, IndexError) as error:
        raise _damaged(path, error) from error
    if all(size.dim_value for size in sizes):
        return np.frombuffer(data, np.uint8)
    for size, value in zip(sizes, (1, 3, _DECLARED_SIDE, _DECLARED_SIDE), strict=True):
        size.dim_value = value
    return np.frombuffer(model.SerializeToString(), np.uint8)


def _damaged(path: Path, error: Exception) -> StudioError:
    message = f"{path} is damaged or not the model its name promises. Fetch it again from OpenCV's model zoo."
    return StudioError("damaged", message, f"{type(error).__name__}: {error}")
