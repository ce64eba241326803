import numpy as np
from numpy.typing import NDArray

def acf(
    x: NDArray[np.float64], adjusted: bool = False, nlags: int | None = None, *, fft: bool = True
) -> NDArray[np.float64]: ...
