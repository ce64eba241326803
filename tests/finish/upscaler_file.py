"""A small upscaler of the real class, with random weights."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import save_file

_FEATURES, _GROWTH = 8, 32


def write_upscaler(path: Path) -> Path:
    """ESRGAN (RRDBNet) of one block and 8 features, four times, in the layout of Real-ESRGAN's own files."""
    torch.manual_seed(7)
    tensors: dict[str, torch.Tensor] = {}

    def convolution(name: str, inside: int, outside: int) -> None:
        tensors[f"{name}.weight"] = torch.randn(outside, inside, 3, 3) * (0.5 / (inside * 9) ** 0.5)
        tensors[f"{name}.bias"] = torch.rand(outside) * 0.1

    convolution("conv_first", 3, _FEATURES)
    for block in (1, 2, 3):
        for number in range(1, 6):
            outside = _FEATURES if number == 5 else _GROWTH
            convolution(f"body.0.rdb{block}.conv{number}", _FEATURES + _GROWTH * (number - 1), outside)
    for name in ("conv_body", "conv_up1", "conv_up2", "conv_hr"):
        convolution(name, _FEATURES, _FEATURES)
    convolution("conv_last", _FEATURES, 3)
    tensors["conv_last.weight"] *= 20
    save_file(tensors, path)
    return path
