"""What happens to rows of activations between two matrix products: norms, gates, rotations, and 8-bit floats.

On a card each of these is one pass of a kernel of ours (`row_kernels`); elsewhere plain torch says what they compute.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Literal, NamedTuple, TypeAlias

import torch
from torch import Tensor
from torch.nn import functional

NORM_EPS = 1e-6
LARGEST_E4M3 = torch.finfo(torch.float8_e4m3fn).max
SMALLEST_SCALE = 1e-12

Activation: TypeAlias = Literal["gelu", "swiglu"]
"""Of an MLP's inner rows: GELU by tanh (FLUX.1), or SiLU of their first half times the second half (FLUX.2)."""


class Rows(NamedTuple):
    """The input of a matrix product: values (batch, tokens, width), and where they are 8-bit floats a scale for each row.

    Scaled, values * scale is meant; `scale` is (batch * tokens, 1), float32.
    """

    values: Tensor
    scale: Tensor | None = None


class Heads(NamedTuple):
    """Queries, keys and values, (batch, tokens, heads, head_dim) each."""

    query: Tensor
    key: Tensor
    value: Tensor


class Kept(NamedTuple):
    """Room for the keys and values of one block, (batch, tokens, heads, head_dim) each, that outlasts a forward."""

    key: Tensor
    value: Tensor


@cache
def has_kernels() -> bool:
    """Whether Triton is here, which cards need for full speed."""
    return find_spec("triton") is not None


def normed(tokens: Tensor, shift: Tensor, scale: Tensor, *, small: bool) -> Rows:
    """LayerNorm of each row without weights, times 1 + scale, plus shift; `small`: as 8-bit floats."""
    if _uses_kernels(tokens):
        from studio.generate.flux import row_kernels

        return row_kernels.normed(tokens, None, None, shift, scale, small=small)[1]
    return _as_rows(_modulated(tokens, shift, scale), small=small)


def added_and_normed(tokens: Tensor, added: Tensor, gate: Tensor, shift: Tensor, scale: Tensor, *,
                     small: bool) -> tuple[Tensor, Rows]:
    """tokens + gate * added, and the same `normed`."""
    if _uses_kernels(tokens):
        from studio.generate.flux import row_kernels

        return row_kernels.normed(tokens, added, gate, shift, scale, small=small)
    tokens = gated(tokens, added, gate)
    return tokens, _as_rows(_modulated(tokens, shift, scale), small=small)


def gated(tokens: Tensor, added: Tensor, gate: Tensor) -> Tensor:
    """tokens + gate * added; `gate` is (batch, dim)."""
    if _uses_kernels(tokens):
        from studio.generate.flux import row_kernels

        return row_kernels.gated(tokens, added, gate)
    return torch.addcmul(tokens, gate[:, None], added)


def joined(attended: Tensor | None, hidden: Tensor | None, *, small: bool, activation: Activation = "gelu") -> Rows:
    """Attention's rows, then the MLP's after their activation, side by side; either may be left out."""
    example = attended if attended is not None else hidden
    assert example is not None
    if _uses_kernels(example):
        from studio.generate.flux import row_kernels

        return row_kernels.joined(attended, hidden, small=small, activation=activation)
    parts = [] if attended is None else [attended]
    parts += [] if hidden is None else [_activated(hidden, activation)]
    return _as_rows(torch.cat(parts, dim=-1), small=small)


def joint_heads(parts: Sequence[tuple[Tensor, tuple[Tensor, Tensor]]], rope: tuple[Tensor, Tensor],
                kept: Kept | None = None) -> Heads:
    """Queries and keys, RMS-normed over a head and turned by their positions, and values, of one or several streams.

    Each part is the product `qkv` (batch, tokens, 3 * dim) of its stream and the weights of its two norms, (head_dim,);
    `rope` is cosine and sine (tokens of all parts or more, head_dim / 2), pairs being neighbours. With `kept`, keys and
    values overwrite its first tokens, and all of it comes back: the tokens behind them are those of an earlier call.
    """
    if _uses_kernels(parts[0][0]):
        from studio.generate.flux import row_kernels

        return row_kernels.joint_heads(parts, rope, kept)
    made, begin = [], 0
    for qkv, norms in parts:
        end = begin + qkv.shape[1]
        made.append(_heads(qkv, norms, (rope[0][begin:end], rope[1][begin:end])))
        begin = end
    query, key, value = (torch.cat(same, dim=1) for same in zip(*made, strict=True))
    if kept is None:
        return Heads(query, key, value)
    kept.key[:, :begin] = key
    kept.value[:, :begin] = value
    return Heads(query, *kept)


def small_weights(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Weights (out, in) as e4m3 and the scale of each output, (1, out) float32."""
    scale = weight.abs().amax(dim=-1, keepdim=True).float().clamp(min=SMALLEST_SCALE) / LARGEST_E4M3
    return (weight.float() / scale).to(torch.float8_e4m3fn), scale.t().contiguous()


def _as_rows(values: Tensor, *, small: bool) -> Rows:
    if not small:
        return Rows(values)
    scale = values.abs().amax(dim=-1, keepdim=True).float().clamp(min=SMALLEST_SCALE) / LARGEST_E4M3
    clamped = (values.float() / scale).clamp(-LARGEST_E4M3, LARGEST_E4M3)
    return Rows(clamped.to(torch.float8_e4m3fn), scale.flatten(0, -2))


def _activated(hidden: Tensor, activation: Activation) -> Tensor:
    if activation == "gelu":
        return functional.gelu(hidden, approximate="tanh")
    gate, value = hidden.chunk(2, dim=-1)
    return functional.silu(gate) * value


def _modulated(tokens: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
    rows = functional.layer_norm(tokens, (tokens.shape[-1],), eps=NORM_EPS)
    return rows * (1 + scale[:, None]) + shift[:, None]


def _heads(qkv: Tensor, norms: tuple[Tensor, Tensor], rope: tuple[Tensor, Tensor]) -> Heads:
    size = norms[0].shape[0]
    query, key, value = torch.unflatten(qkv, -1, (3, -1, size)).unbind(2)
    query, key = (_rotated(functional.rms_norm(part, (size,), norm, NORM_EPS), rope)
                  for part, norm in zip((query, key), norms, strict=True))
    return Heads(query, key, value)


def _rotated(heads: Tensor, rope: tuple[Tensor, Tensor]) -> Tensor:
    cosine, sine = (table[None, :, None, :] for table in rope)
    first, second = torch.unflatten(heads.float(), -1, (-1, 2)).unbind(-1)
    turned = torch.stack([first * cosine - second * sine, second * cosine + first * sine], dim=-1)
    return turned.flatten(-2).to(heads.dtype)


def _uses_kernels(tensor: Tensor) -> bool:
    return tensor.is_cuda and tensor.dtype == torch.bfloat16 and has_kernels()

