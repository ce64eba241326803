import numpy as np
from numpy.typing import NDArray

class Face:
    bbox: NDArray[np.float32]
    kps: NDArray[np.float32]
    det_score: np.float32
    landmark_2d_106: NDArray[np.float32] | None
    def __init__(self, *, bbox: NDArray[np.float32]) -> None: ...
    @property
    def normed_embedding(self) -> NDArray[np.float32]: ...
