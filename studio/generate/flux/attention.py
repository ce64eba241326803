"""Attention as FLUX has it: positions as angles, and the fastest kernel that the device offers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel

Rope: TypeAlias = tuple[Tensor, Tensor]
"""Cosine and sine of every token's angles, (tokens, head_dim / 2) each, float32."""

_THETA = 10000.0
_FASTEST = [SDPBackend.CUDNN_ATTENTION, SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH]
"""cuDNN's took half of flash's time on Hopper at FLUX's sizes: `python -m tests.benchmarks.flux` prints both."""


@contextmanager
def fastest_attention() -> Iterator[None]:
    """Within it, scaled dot product attention is the fastest that the device has; a fixed order keeps pictures equal."""
    with sdpa_kernel(_FASTEST, set_priority=True):
        yield


def rotary_positions(text_tokens: int, height: int, width: int, axes: tuple[int, ...], device: torch.device) -> Rope:
    """The angles of `text_tokens` at position 0 and of `height` x `width` image tokens, row by row.

    `axes` are the parts of a head's dimension for (unused, row, column): (16, 56, 56) in FLUX.1. Angles are those of
    black-forest-labs/flux `rope` with theta 10000, computed in float64.
    """
    rows = torch.arange(height, dtype=torch.float64).repeat_interleave(width)
    columns = torch.arange(width, dtype=torch.float64).repeat(height)
    image = torch.stack([torch.zeros_like(rows), rows, columns], dim=1)
    positions = torch.cat([torch.zeros(text_tokens, 3, dtype=torch.float64), image])
    return rope_of(positions, axes, _THETA, device)


def rope_of(positions: Tensor, axes: tuple[int, ...], theta: float, device: torch.device) -> Rope:
    """The angles of `positions` (tokens, axes), computed in float64; `axes` are the parts of a head's dimension."""
    angles = torch.cat([_angles(positions[:, axis], size, theta) for axis, size in enumerate(axes)], dim=1)
    return angles.cos().float().to(device), angles.sin().float().to(device)


def attend(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Softmax attention of (batch, tokens, heads, head_dim) each; (batch, tokens, heads * head_dim)."""
    attended = functional.scaled_dot_product_attention(query.transpose(1, 2), key.transpose(1, 2), value.transpose(1, 2))
    return attended.transpose(1, 2).flatten(2)


def _angles(positions: Tensor, size: int, theta: float) -> Tensor:
    frequencies = 1.0 / theta ** (torch.arange(0, size, 2, dtype=torch.float64) / size)
    return positions[:, None] * frequencies[None, :]
