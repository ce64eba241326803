"""The weights and inputs of the full-size fixtures: a hash of every tensor's name, as the fixtures' README states it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod, sqrt
from zlib import crc32

import numpy as np
import torch
from torch import Tensor, nn

SEED = 1234
_CHUNK = 1 << 20


def hashed(key: str, shape: Sequence[int], mean: float = 0.0, std: float = 1.0) -> Tensor:
    """The recipe's float32 tensor of that name and shape."""
    base = _mix(np.array([(SEED << 32) + crc32(key.encode())], np.uint64))[0]
    values = torch.empty(prod(shape))
    for start in range(0, len(values), _CHUNK):
        stop = min(start + _CHUNK, len(values))
        index = np.arange(start + 1, stop + 1, dtype=np.uint64)
        unit = (_mix(base + index * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)).astype(np.float64) / 2**24
        values[start:stop] = torch.from_numpy((mean + std * sqrt(3) * (2 * unit - 1)).astype(np.float32))
    return values.reshape(tuple(shape))


def hashed_weight(key: str, shape: Sequence[int]) -> Tensor:
    """A parameter by the recipe's rules."""
    return hashed(key, shape, *moments(key, shape))


def moments(key: str, shape: Sequence[int]) -> tuple[float, float]:
    """Mean and standard deviation of a parameter."""
    last = key.rpartition(".")[2]
    if len(shape) == 1:
        return (1.0, 0.1) if last == "weight" else (0.0, 0.1)
    if last == "proj_out":
        return 0.0, 1 / sqrt(shape[0])
    if last in {"latents", "cls_token", "pos_embed"}:
        return 0.0, 1.0
    return 0.0, 1 / sqrt(prod(shape[1:]))


def fill(module: nn.Module, prefix: str = "") -> None:
    """Give a module the recipe's weights under its own key names behind `prefix`."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(hashed_weight(prefix + name, parameter.shape))


def _mix(z: np.ndarray) -> np.ndarray:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
