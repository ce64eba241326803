import numpy as np
from numpy.typing import NDArray

class Face:
    bbox: NDArray[np.float32]
    kps: NDArray[np.float32]
    det_score: np.float32
    @property
    def normed_embedding(self) -> NDArray[np.float32]: ...
