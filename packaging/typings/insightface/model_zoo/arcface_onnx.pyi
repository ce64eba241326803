import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

class ArcFaceONNX:
    model_file: str
    session: InferenceSession
    input_size: tuple[int, int]
    def __init__(self, model_file: str, session: InferenceSession | None = None) -> None: ...
    def get_feat(self, imgs: NDArray[np.uint8] | list[NDArray[np.uint8]]) -> NDArray[np.float32]: ...
