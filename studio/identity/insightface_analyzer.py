"""The real analyzer: insightface's detector, recogniser and dense landmarks from any of its packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.face import DensePoints, FaceObservation, Landmarks
from studio.episode.picture import Picture
from studio.identity.alignment import aligned_face
from studio.identity.analyzer import CODE_REVISIONS, DENSE_POINTS, largest_first, with_dense_points
from studio.identity.onnx_sessions import (
    CUDA,
    inference_errors,
    loading_errors,
    pictures_at_once,
    providers,
    session_options,
)
from studio.identity.pose import pose
from studio.identity.scrfd import Detection, ScrfdDetector
from studio.weights.digests import short_digest
from studio.weights.face_packs import FacePack

if TYPE_CHECKING:
    from insightface.model_zoo.arcface_onnx import ArcFaceONNX
    from insightface.model_zoo.landmark import Landmark


class InsightfaceAnalyzer:
    """Detection and recognition of one pack; det, five landmarks, pose and, with a recogniser, the embedding.

    A pack with `2d106det.onnx` gives 106 landmarks besides, over which shapes are then compared.
    """

    name = "insightface"
    det_threshold = 0.85        # the recipe's strict pass
    stand_in = False
    commercial = False

    def __init__(self, pack: FacePack) -> None:
        """Loads the models. Raises StudioError("damaged") naming the pack whose files are no such models."""
        try:
            self._load(pack)
        except loading_errors() as error:
            message = (f"The face pack {pack.name} in {pack.folder} is damaged or holds no face detector. Fetch it "
                       "again, or give another one with --face-pack.")
            raise StudioError("damaged", message, f"{type(error).__name__}: {error}") from error
        points = f", {DENSE_POINTS} landmarks" if self._dense_model else ""
        self.label = f"insightface ({pack.name}{points})"
        self.parallel = pictures_at_once()

    def _load(self, pack: FacePack) -> None:
        from insightface.app import FaceAnalysis

        app = FaceAnalysis(str(pack.folder), allowed_modules=["detection", "recognition", "landmark_2d_106"],
                           providers=providers(), sess_options=session_options())
        self._recogniser: ArcFaceONNX | None = app.models.get("recognition")
        self._dense_model: Landmark | None = app.models.get("landmark_2d_106")
        self._detector = ScrfdDetector(app.det_model)
        files = [model.model_file for model in (app.det_model, self._recogniser, self._dense_model) if model]
        revision = f"{CODE_REVISIONS[self.name]}-{short_digest(map(Path, files))}"
        self.revision = with_dense_points(revision) if self._dense_model else revision
        self.device = "cuda" if CUDA in app.det_model.session.get_providers() else "cpu"
        # Below .39 for different people and .70 for one man years apart with the test pack; 0.4 is also where
        # ArcFace packs are commonly cut.
        self.same_person = 0.4 if self._recogniser else None

    def observe(self, picture: Picture) -> list[FaceObservation]:
        """All faces with det >= 0.5, the largest first."""
        try:
            return largest_first([self._face(picture, found) for found in self._detector.detect(picture)])
        except inference_errors() as error:
            message = "The face models failed on a picture. Run `studio doctor`, or choose another --analyzer."
            raise StudioError("engine", message, f"{type(error).__name__}: {error}") from error

    def _face(self, picture: Picture, found: Detection) -> FaceObservation:
        x0, y0, x1, y1 = map(float, found.box)
        if found.landmarks is None:
            return FaceObservation((x0, y0, x1, y1), found.det, None, None, None, None, None)
        yaw, pitch, roll = pose(found.landmarks)
        embedding = self._embedding(picture, found.landmarks)
        dense = self._dense(picture, found)
        return FaceObservation((x0, y0, x1, y1), found.det, found.landmarks, embedding, yaw, pitch, roll, dense)

    def _embedding(self, picture: Picture, landmarks: Landmarks) -> NDArray[np.float32] | None:
        if self._recogniser is None:
            return None
        face = aligned_face(picture, landmarks, self._recogniser.input_size[0])
        numbers = self._recogniser.get_feat(np.asarray(cv2.cvtColor(face, cv2.COLOR_RGB2BGR), dtype=np.uint8)).ravel()
        return np.asarray(numbers / np.linalg.norm(numbers), dtype=np.float32)

    def _dense(self, picture: Picture, found: Detection) -> DensePoints | None:
        """None also for a box without an extent, of which no crop can be made."""
        from insightface.app.common import Face

        if self._dense_model is None or (found.box[2:] - found.box[:2]).max() < 1:
            return None
        bgr = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), dtype=np.uint8)
        return np.asarray(self._dense_model.get(bgr, Face(bbox=found.box)), dtype=np.float32)
