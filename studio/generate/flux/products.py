"""Matrix products: several linear layers over the same input as one, in the model's type or in 8-bit floats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from studio.generate.flux.rows import Rows, small_weights

if TYPE_CHECKING:
    from studio.generate.flux.tensor_reader import ReadTensor


class Product(nn.Module):
    """One or several linear layers of the published model, side by side."""

    def __init__(self, read: ReadTensor, *names: str, small: bool = False, biased: bool = True) -> None:
        """`small`: weights in e4m3 with one scale an output, the arithmetic of torchao's `PerRow`.

        Plain tensors instead of torchao's subclass of them load and start in a fraction of the time.
        """
        super().__init__()
        weight = torch.cat([read(f"{name}.weight") for name in names]) if len(names) > 1 else read(f"{names[0]}.weight")
        self.bias = _fixed(torch.cat([read(f"{name}.bias") for name in names])) if biased else None
        self.scale = None
        if small:
            weight, scale = small_weights(weight)
            self.scale = _fixed(scale)
        self.weight = _fixed(weight)

    @property
    def small(self) -> bool:
        """Whether its input must come as 8-bit floats."""
        return self.scale is not None

    def forward(self, rows: Rows) -> Tensor:
        """(batch, tokens, in) to (batch, tokens, out)."""
        if self.scale is None:
            return functional.linear(rows.values, self.weight, self.bias)
        assert rows.scale is not None
        made = torch._scaled_mm(rows.values.flatten(0, 1), self.weight.t(), rows.scale, self.scale, bias=self.bias,
                                out_dtype=torch.bfloat16, use_fast_accum=True)
        return torch.unflatten(made, 0, rows.values.shape[:2])


class ReadyLayers(Protocol):
    """A reader that has whole layers ready, whatever their weights are kept in."""

    def layer(self, name: str) -> nn.Module:
        """The layer called so, from (..., in) to (..., out)."""


class SideBySide(nn.Module):
    """Ready layers over the same input as one product."""

    small = False

    def __init__(self, layers: Sequence[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, rows: Rows) -> Tensor:
        """(batch, tokens, in) to (batch, tokens, out)."""
        return torch.cat([layer(rows.values) for layer in self.layers], dim=-1)


def product(read: ReadTensor, *names: str, small: bool = False, biased: bool = True) -> Product | SideBySide:
    """The layers named as one: packed, or where `read` has them ready, as they are."""
    if hasattr(read, "layer"):
        ready = cast("ReadyLayers", read)
        return SideBySide([ready.layer(name) for name in names])
    return Product(read, *names, small=small, biased=biased)


def _fixed(tensor: Tensor) -> nn.Parameter:
    return nn.Parameter(tensor, requires_grad=False)
