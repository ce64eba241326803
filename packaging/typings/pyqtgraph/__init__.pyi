from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QGraphicsView

class PlotDataItem:
    def setDownsampling(self, ds: int | None = ..., auto: bool | None = ...,
                        method: Literal["subsample", "mean", "peak"] = ...) -> None: ...
    def setClipToView(self, state: bool) -> None: ...

class PlotWidget(QGraphicsView):
    def plot(self, y: NDArray[np.float32] | NDArray[np.float64], /) -> PlotDataItem: ...
    def setXRange(self, min: float, max: float, padding: float | None = ...) -> None: ...
