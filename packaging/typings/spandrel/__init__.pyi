"""What the studio uses of spandrel 0.4: loading a network from its weights, and calling it."""

from enum import Enum
from typing import Literal

import torch
from torch import Tensor

class UnsupportedModelError(Exception): ...

class Architecture:
    name: str

class ModelTiling(Enum):
    SUPPORTED = 1
    DISCOURAGED = 2
    INTERNAL = 3

class ImageModelDescriptor:
    architecture: Architecture
    purpose: Literal["Restoration", "SR", "FaceSR", "Inpainting"]
    scale: int
    input_channels: int
    output_channels: int
    supports_half: bool
    tiling: ModelTiling
    def to(self, device: torch.device | str | None = ..., dtype: torch.dtype | None = ...) -> ImageModelDescriptor: ...
    def eval(self) -> ImageModelDescriptor: ...
    def __call__(self, image: Tensor) -> Tensor: ...

class MaskedImageModelDescriptor: ...

class ModelLoader:
    def __init__(self, device: str | torch.device | None = ...) -> None: ...
    def load_from_state_dict(
        self, state_dict: dict[str, Tensor]
    ) -> ImageModelDescriptor | MaskedImageModelDescriptor: ...
