"""Latents as FLUX's transformer takes them: 2x2 of them are one token."""

from __future__ import annotations

import torch
from torch import Tensor


def pack(latents: Tensor) -> Tensor:
    """(batch, channels, height, width) to (batch, height / 2 * width / 2, channels * 4), as diffusers' `_pack_latents`."""
    halves = torch.unflatten(torch.unflatten(latents, 2, (-1, 2)), 4, (-1, 2))
    return halves.permute(0, 2, 4, 1, 3, 5).flatten(3).flatten(1, 2)


def unpack(tokens: Tensor, height: int, width: int) -> Tensor:
    """The inverse, `height` and `width` in tokens."""
    parts = torch.unflatten(torch.unflatten(tokens, 1, (height, width)), 3, (-1, 2, 2))
    return parts.permute(0, 3, 1, 4, 2, 5).flatten(4).flatten(2, 3)
