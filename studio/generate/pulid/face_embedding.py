"""The recogniser whose numbers PuLID was trained on: antelopev2's ArcFace, `glintr100.onnx`, by onnxruntime."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.identity.alignment import TEMPLATE_SIDE, aligned_face
from studio.identity.onnx_sessions import loading_errors, providers, session_options


class FaceEmbedder:
    """An ArcFace recogniser of 112x112 pixels."""

    def __init__(self, model: Path, width: int) -> None:
        """Loads and tries the model.

        Raises StudioError("missing"), StudioError("damaged") where it is no recogniser, and StudioError("input") where it
        does not give `width` numbers: another recogniser's numbers mean another thing.
        """
        import onnxruntime
        from insightface.model_zoo.arcface_onnx import ArcFaceONNX

        if not model.is_file():
            raise StudioError("missing", f"The face recogniser {model} is not there. Run `studio weights fetch "
                                         "antelopev2`, or put that pack of insightface in its place.")
        try:
            session = onnxruntime.InferenceSession(str(model), session_options(), providers())
            self._model = ArcFaceONNX(str(model), session)
            if self._model.input_size != (TEMPLATE_SIDE, TEMPLATE_SIDE):
                raise ValueError(f"its pictures have the size {self._model.input_size}")
            found = self._numbers(np.zeros((TEMPLATE_SIDE, TEMPLATE_SIDE, 3), np.uint8)).size
        except loading_errors() as error:
            message = f"{model} is damaged or no face recogniser of {TEMPLATE_SIDE}x{TEMPLATE_SIDE} pixels. Fetch it again."
            raise StudioError("damaged", message, f"{type(error).__name__}: {error}") from error
        if found != width:
            raise StudioError("input", f"The face recogniser {model} gives {found} numbers and PuLID needs {width}. Use "
                                       "glintr100.onnx of insightface's pack antelopev2.")

    def embed(self, picture: Picture, landmarks: Landmarks) -> NDArray[np.float32]:
        """The face's numbers as the recogniser gives them, not brought to unit length."""
        return self._numbers(aligned_face(picture, landmarks, TEMPLATE_SIDE))

    def _numbers(self, face: Picture) -> NDArray[np.float32]:
        bgr = np.asarray(cv2.cvtColor(face, cv2.COLOR_RGB2BGR), dtype=np.uint8)
        return np.asarray(self._model.get_feat(bgr), dtype=np.float32).ravel()
