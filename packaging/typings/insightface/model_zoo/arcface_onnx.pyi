import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

class ArcFaceONNX:
    model_file: str
    session: InferenceSession
    input_size: tuple[int, int]
    def get_feat(self, imgs: NDArray[np.uint8] | list[NDArray[np.uint8]]) -> NDArray[np.float32]: ...
