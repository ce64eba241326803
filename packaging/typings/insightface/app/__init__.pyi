from collections.abc import Sequence
from typing import Any, Literal, overload

from insightface.app.common import Face
from insightface.model_zoo.arcface_onnx import ArcFaceONNX
from insightface.model_zoo.landmark import Landmark
from insightface.model_zoo.scrfd import SCRFD
from numpy.typing import NDArray
from onnxruntime import SessionOptions

class Models:
    """Loaded models by task."""

    @overload
    def get(self, task: Literal["recognition"]) -> ArcFaceONNX | None: ...
    @overload
    def get(self, task: Literal["landmark_2d_106"]) -> Landmark | None: ...

class FaceAnalysis:
    models: Models
    det_model: SCRFD
    def __init__(
        self,
        name: str = ...,
        root: str = ...,
        allowed_modules: Sequence[str] | None = None,
        *,
        providers: Sequence[str | tuple[str, dict[str, Any]]] | None = None,
        sess_options: SessionOptions | None = None,
    ) -> None: ...
    def prepare(self, ctx_id: int = 0, det_thresh: float = 0.5, det_size: tuple[int, int] | None = None) -> None: ...
    def get(self, img: NDArray[Any], max_num: int = 0) -> list[Face]: ...
