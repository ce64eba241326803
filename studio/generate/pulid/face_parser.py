"""BiSeNet, which tells skin, brows, hair, neck and so on apart, by onnxruntime."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.generate.pulid.face_picture import CROP_SIDE
from studio.identity.onnx_sessions import loading_errors, providers, session_options

CLASSES = 19

_MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
_DEVIATION = np.array([0.229, 0.224, 0.225], dtype=np.float32)


class FaceParser:
    """A BiSeNet for CelebAMask-HQ's 19 classes: RGB normalised as ImageNet's in, scores per class first out.

    Exports of that form: `face-parsing-bisenet.onnx` (clibdev/face-parsing.PyTorch; the weights of facexlib, which PuLID
    uses) and `resnet18.onnx`, `resnet34.onnx` (yakhyo/face-parsing).
    """

    def __init__(self, model: Path) -> None:
        """Loads and tries the model. Raises StudioError("missing"), or "damaged" where it is no such model."""
        import onnxruntime

        if not model.is_file():
            raise StudioError("missing", f"The face parser {model} is not there. Run `studio weights fetch face-parser`.")
        try:
            self._session = onnxruntime.InferenceSession(str(model), session_options(), providers())
            self._input = self._session.get_inputs()[0].name
            scores = self._scores(np.zeros((CROP_SIDE, CROP_SIDE, 3), np.uint8))
            if scores.shape != (1, CLASSES, CROP_SIDE, CROP_SIDE):
                raise ValueError(f"its first output has the shape {scores.shape}")
        except loading_errors() as error:
            message = (f"{model} is damaged or no face parser with {CLASSES} classes. Run `studio weights fetch "
                       "face-parser` again.")
            raise StudioError("damaged", message, f"{type(error).__name__}: {error}") from error

    def labels(self, face: Picture) -> NDArray[np.intp]:
        """The class of every pixel of an aligned face (512, 512, 3): (512, 512)."""
        return np.asarray(self._scores(face)[0].argmax(axis=0), dtype=np.intp)

    def _scores(self, face: Picture) -> NDArray[np.float32]:
        pixels = (face.astype(np.float32) / np.float32(255) - _MEAN) / _DEVIATION
        return self._session.run(None, {self._input: np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])})[0]
