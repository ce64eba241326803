"""Attention heads as contiguous chunks of the last axis."""

from __future__ import annotations

from torch import Tensor


def split_heads(tokens: Tensor, heads: int) -> Tensor:
    """[B, T, heads * D] to [B, heads, T, D], without copying."""
    return tokens.view(*tokens.shape[:2], heads, -1).transpose(1, 2)


def join_heads(tokens: Tensor) -> Tensor:
    """The inverse of `split_heads`."""
    return tokens.transpose(1, 2).flatten(2)
