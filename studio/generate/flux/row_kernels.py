"""The passes of `rows` as Triton kernels: each row is read once and written once, by one program."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import triton
import triton.language as tl
from torch import Tensor

from studio.generate.flux.rows import LARGEST_E4M3, NORM_EPS, SMALLEST_SCALE, Activation, Heads, Kept, Rows

_MANY_COLUMNS = 4096
_LARGEST, _SMALLEST, _EPS = tl.constexpr(LARGEST_E4M3), tl.constexpr(SMALLEST_SCALE), tl.constexpr(NORM_EPS)


def normed(tokens: Tensor, added: Tensor | None, gate: Tensor | None, shift: Tensor, scale: Tensor, *,
           small: bool) -> tuple[Tensor, Rows]:
    """`rows.normed` and `rows.added_and_normed`; without `added` the tokens come back as they are."""
    batch, count, width = tokens.shape
    tokens = tokens.contiguous()
    sums = tokens if added is None else torch.empty_like(tokens)
    values, scales = _outputs(tokens, width, small=small)
    _norm[(batch * count,)](
        tokens, added, gate, shift, scale, sums, values, scales, count, width, shift.stride(0), scale.stride(0),
        0 if gate is None else gate.stride(0), ADD=added is not None, SMALL=small, BLOCK=triton.next_power_of_2(width),
        num_warps=8)
    return sums, Rows(values, scales if small else None)


def joined(attended: Tensor | None, hidden: Tensor | None, *, small: bool, activation: Activation) -> Rows:
    """`rows.joined`; rows may lie in wider ones."""
    swiglu = activation == "swiglu"
    first = 0 if attended is None else attended.shape[-1]
    second = 0 if hidden is None else hidden.shape[-1] // (2 if swiglu else 1)
    example = attended if attended is not None else hidden
    assert example is not None
    values, scales = _outputs(example, first + second, small=small)
    _join[(example.shape[0] * example.shape[1],)](
        attended, hidden, values, scales, example.shape[1], *_strides(attended), *_strides(hidden),
        FIRST=first, SECOND=second, SWIGLU=swiglu, SMALL=small, BLOCK=triton.next_power_of_2(first + second),
        num_warps=8 if first + second > _MANY_COLUMNS else 4)
    return Rows(values, scales if small else None)


def gated(tokens: Tensor, added: Tensor, gate: Tensor) -> Tensor:
    """`rows.gated`."""
    batch, count, width = tokens.shape
    tokens, sums = tokens.contiguous(), torch.empty_like(tokens, memory_format=torch.contiguous_format)
    _gate[(batch * count,)](tokens, added, gate, sums, count, width, gate.stride(0), BLOCK=triton.next_power_of_2(width),
                            num_warps=4)
    return sums


def joint_heads(parts: Sequence[tuple[Tensor, tuple[Tensor, Tensor]]], rope: tuple[Tensor, Tensor],
                kept: Kept | None) -> Heads:
    """`rows.joint_heads`; the values of a single stream stay where they are, unless they are to be kept."""
    size, first = parts[0][1][0].shape[0], parts[0][0]
    heads, total = first.shape[-1] // (3 * size), sum(qkv.shape[1] for qkv, _ in parts)
    query = torch.empty(first.shape[0], total, heads, size, device=first.device, dtype=first.dtype)
    key, value = kept or (torch.empty_like(query), torch.empty_like(query))
    alone, begin = len(parts) == 1 and kept is None, 0
    for qkv, norms in parts:
        batch, count, _ = qkv.shape
        _rotate[(batch * count,)](
            qkv, *norms, *rope, query, key, value, count, total, key.shape[1], begin, heads, qkv.stride(0), qkv.stride(1),
            SIZE=size, HEADS=triton.next_power_of_2(heads), VALUES=not alone, num_warps=4)
        begin += count
    return Heads(query, key, torch.unflatten(first[..., 2 * heads * size :], -1, (heads, size)) if alone else value)


def _outputs(example: Tensor, width: int, *, small: bool) -> tuple[Tensor, Tensor]:
    """Room for the rows and for their scales."""
    batch, count = example.shape[:2]
    values = torch.empty(batch, count, width, device=example.device,
                         dtype=torch.float8_e4m3fn if small else example.dtype)
    return values, torch.empty(batch * count if small else 0, 1, device=example.device, dtype=torch.float32)


def _strides(rows: Tensor | None) -> tuple[int, int]:
    return (0, 0) if rows is None else (rows.stride(0), rows.stride(1))


@triton.jit
def _norm(
    tokens: tl.tensor, added: tl.tensor, gate: tl.tensor, shift: tl.tensor, scale: tl.tensor, sums: tl.tensor,
    values: tl.tensor, scales: tl.tensor, count: tl.tensor, width: tl.tensor, shift_stride: tl.tensor,
    scale_stride: tl.tensor, gate_stride: tl.tensor, ADD: tl.constexpr, SMALL: tl.constexpr, BLOCK: tl.constexpr,
) -> None:
    row = tl.program_id(0)
    batch = row // count
    columns = tl.arange(0, BLOCK)
    inside = columns < width
    start = row.to(tl.int64) * width + columns
    x = tl.load(tokens + start, mask=inside, other=0.0).to(tl.float32)
    if ADD:
        y = tl.load(added + start, mask=inside, other=0.0).to(tl.float32)
        x += y * tl.load(gate + batch * gate_stride + columns, mask=inside, other=0.0).to(tl.float32)
        rounded = x.to(tl.bfloat16)
        tl.store(sums + start, rounded, mask=inside)
        x = rounded.to(tl.float32)
    mean = tl.sum(x, axis=0) / width
    centred = tl.where(inside, x - mean, 0.0)
    x = centred * tl.rsqrt(tl.sum(centred * centred, axis=0) / width + _EPS)
    x *= 1 + tl.load(scale + batch * scale_stride + columns, mask=inside, other=0.0).to(tl.float32)
    x += tl.load(shift + batch * shift_stride + columns, mask=inside, other=0.0).to(tl.float32)
    _store(x, values, scales, row, start, inside, SMALL)


@triton.jit
def _join(
    attended: tl.tensor, hidden: tl.tensor, values: tl.tensor, scales: tl.tensor, count: tl.tensor,
    attended_batch: tl.tensor, attended_row: tl.tensor, hidden_batch: tl.tensor, hidden_row: tl.tensor,
    FIRST: tl.constexpr, SECOND: tl.constexpr, SWIGLU: tl.constexpr, SMALL: tl.constexpr, BLOCK: tl.constexpr,
) -> None:
    row = tl.program_id(0)
    batch, token = (row // count).to(tl.int64), (row % count).to(tl.int64)
    columns = tl.arange(0, BLOCK)
    inside = columns < FIRST + SECOND
    is_first = columns < FIRST
    is_second = (columns >= FIRST) & inside
    x = tl.zeros([BLOCK], tl.float32)
    if FIRST > 0:
        a = tl.load(attended + batch * attended_batch + token * attended_row + columns, mask=is_first, other=0.0)
        x += a.to(tl.float32)
    if SECOND > 0:
        places = hidden + batch * hidden_batch + token * hidden_row + columns - FIRST
        h = tl.load(places, mask=is_second, other=0.0).to(tl.float32)
        if SWIGLU:
            x += h * tl.sigmoid(h) * tl.load(places + SECOND, mask=is_second, other=0.0).to(tl.float32)
        else:
            # tanh-GELU as x * sigmoid(2u), u = sqrt(2 / pi) * (x + 0.044715 x^3)
            x += h * tl.sigmoid(1.5957691216057308 * (h + 0.044715 * h * h * h))
    _store(x, values, scales, row, row.to(tl.int64) * (FIRST + SECOND) + columns, inside, SMALL)


@triton.jit
def _gate(
    tokens: tl.tensor, added: tl.tensor, gate: tl.tensor, sums: tl.tensor, count: tl.tensor, width: tl.tensor,
    gate_stride: tl.tensor, BLOCK: tl.constexpr,
) -> None:
    row = tl.program_id(0)
    columns = tl.arange(0, BLOCK)
    inside = columns < width
    places = row.to(tl.int64) * width + columns
    x = tl.load(tokens + places, mask=inside).to(tl.float32)
    y = tl.load(added + places, mask=inside).to(tl.float32)
    g = tl.load(gate + (row // count) * gate_stride + columns, mask=inside).to(tl.float32)
    tl.store(sums + places, (x + g * y).to(tl.bfloat16), mask=inside)


@triton.jit
def _rotate(
    qkv: tl.tensor, query_norm: tl.tensor, key_norm: tl.tensor, cosine: tl.tensor, sine: tl.tensor, query: tl.tensor,
    key: tl.tensor, value: tl.tensor, count: tl.tensor, total: tl.tensor, room: tl.tensor, begin: tl.tensor,
    heads: tl.tensor, batch_stride: tl.tensor, row_stride: tl.tensor, SIZE: tl.constexpr, HEADS: tl.constexpr,
    VALUES: tl.constexpr,
) -> None:
    row = tl.program_id(0)
    batch, token = (row // count).to(tl.int64), (row % count).to(tl.int64)
    head = tl.arange(0, HEADS)[:, None]
    column = tl.arange(0, SIZE)[None, :]
    inside = (head < heads) & (column < SIZE)
    places = head * SIZE + column
    angles = (begin + token) * (SIZE // 2) + tl.arange(0, SIZE // 2)[None, :]
    cosines, sines = tl.load(cosine + angles), tl.load(sine + angles)
    source = qkv + batch * batch_stride + token * row_stride
    out = (batch * total + begin + token) * heads * SIZE
    into = (batch * room + begin + token) * heads * SIZE
    _turn(source, query_norm, query + out, places, column, inside, cosines, sines, SIZE, HEADS)
    _turn(source + heads * SIZE, key_norm, key + into, places, column, inside, cosines, sines, SIZE, HEADS)
    if VALUES:
        tl.store(value + into + places, tl.load(source + 2 * heads * SIZE + places, mask=inside), mask=inside)


@triton.jit
def _turn(
    source: tl.tensor, norm: tl.tensor, target: tl.tensor, places: tl.tensor, column: tl.tensor, inside: tl.tensor,
    cosines: tl.tensor, sines: tl.tensor, SIZE: tl.constexpr, HEADS: tl.constexpr,
) -> None:
    x = tl.load(source + places, mask=inside, other=0.0).to(tl.float32)
    x = x * tl.rsqrt(tl.sum(x * x, axis=1, keep_dims=True) / SIZE + _EPS)
    x = x * tl.load(norm + column).to(tl.float32)
    first, second = tl.split(tl.reshape(x, [HEADS, SIZE // 2, 2]))
    turned = tl.join(first * cosines - second * sines, second * cosines + first * sines)
    tl.store(target + places, tl.reshape(turned, [HEADS, SIZE]).to(tl.bfloat16), mask=inside)


@triton.jit
def _store(
    x: tl.tensor, values: tl.tensor, scales: tl.tensor, row: tl.tensor, places: tl.tensor, inside: tl.tensor,
    SMALL: tl.constexpr,
) -> None:
    if SMALL:
        factor = tl.maximum(tl.max(tl.abs(x), axis=0), _SMALLEST) / _LARGEST
        x = tl.minimum(tl.maximum(x / factor, -_LARGEST), _LARGEST)
        tl.store(scales + row, factor)
        tl.store(values + places, x.to(tl.float8e4nv), mask=inside)
    else:
        tl.store(values + places, x.to(tl.bfloat16), mask=inside)
