import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

class SCRFD:
    model_file: str
    session: InferenceSession
    input_name: str
    output_names: list[str]
    input_size: tuple[int, int]
    input_mean: float
    input_std: float
    batched: bool
    use_kps: bool
    fmc: int
    @property
    def resolution_sessions(self) -> dict[tuple[int, int], InferenceSession]: ...
    def prepare(self, ctx_id: int, *, input_size: tuple[int, int], det_thresh: float) -> None: ...
    def detect(self, img: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]: ...
    def nms(self, dets: NDArray[np.float32]) -> list[int]: ...
