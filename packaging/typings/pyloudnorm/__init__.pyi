from typing import Any

from numpy.typing import NDArray

class Meter:
    def __init__(self, rate: int, filter_class: str = ..., block_size: float = ...) -> None: ...
    def integrated_loudness(self, data: NDArray[Any]) -> float: ...
