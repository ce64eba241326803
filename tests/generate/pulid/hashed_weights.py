"""The weights and inputs of the full-size fixtures: a hash of every tensor's name, as the fixtures' README states it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from math import prod, sqrt
from zlib import crc32

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

SEED = 1234
_CHUNK = 1 << 16            # stays in the processor's cache


def hashed(key: str, shape: Sequence[int], mean: float = 0.0, std: float = 1.0) -> Tensor:
    """The recipe's float32 tensor of that name and shape."""
    first = _mix(np.array([(SEED << 32) + crc32(key.encode())], np.uint64))[0]
    values = np.empty(prod(shape), np.float32)
    for start in range(0, len(values), _CHUNK):
        part = values[start : start + _CHUNK]
        index = np.arange(start + 1, start + 1 + len(part), dtype=np.uint64)
        index *= np.uint64(0x9E3779B97F4A7C15)
        index += first
        unit = (_mix(index) >> np.uint64(40)) / 2**24
        part[...] = mean + std * sqrt(3) * (2 * unit - 1)
    return torch.from_numpy(values).reshape(tuple(shape))


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
    """Give a module, which may lie on the meta device, the recipe's weights under its key names behind `prefix`."""
    shapes = {name: parameter.shape for name, parameter in module.named_parameters()}
    with ThreadPoolExecutor(2) as pool:
        values = pool.map(lambda name: hashed_weight(prefix + name, shapes[name]), shapes)
        module.load_state_dict(dict(zip(shapes, values, strict=True)), assign=True)


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Changes `z` in place."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z ^= z >> np.uint64(shift)
        z *= np.uint64(factor)
    z ^= z >> np.uint64(31)
    return z
