from typing import Any

import numpy as np
from insightface.app.common import Face
from numpy.typing import NDArray

class Landmark:
    model_file: str
    def get(self, img: NDArray[np.uint8], face: Face) -> NDArray[Any]: ...
