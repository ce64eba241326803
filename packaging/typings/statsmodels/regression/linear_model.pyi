import numpy as np
from numpy.typing import NDArray

class RegressionResults:
    params: NDArray[np.float64]
    bse: NDArray[np.float64]
    df_resid: float
    def compare_f_test(self, restricted: RegressionResults) -> tuple[float, float, float]: ...

class OLS:
    def __init__(self, endog: NDArray[np.float64], exog: NDArray[np.float64]) -> None: ...
    def fit(self) -> RegressionResults: ...
