"""Where the transformer's tensors come from: one by one, by their names in diffusers, straight to where they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from studio.episode.errors import StudioError

ReadTensor: TypeAlias = Callable[[str], Tensor]
"""From a name such as `transformer_blocks.0.attn.to_q.weight` to the tensor, in the type and on the device wanted."""

Shapes: TypeAlias = Mapping[str, Sequence[int]]


class SafetensorFiles:
    """The tensors of one or several safetensors files; only those asked for are read."""

    def __init__(self, files: Sequence[Path], device: str, dtype: torch.dtype) -> None:
        """Raises StudioError("damaged") for a file that is no whole safetensors file."""
        self._dtype = dtype
        self._held = ExitStack()
        self._places = {}
        for file in files:
            try:
                opened = self._held.enter_context(safe_open(file, framework="pt", device=device))
            except (SafetensorError, OSError) as error:
                message = f"{file} is not a whole safetensors file. Fetch it again."
                raise StudioError("damaged", message, str(error)) from error
            self._places.update(dict.fromkeys(opened.keys(), opened))

    def names(self) -> set[str]:
        """Of all tensors there."""
        return set(self._places)

    def shapes(self) -> Shapes:
        """By name, without reading the tensors."""
        return {name: file.get_slice(name).get_shape() for name, file in self._places.items()}

    def __call__(self, name: str) -> Tensor:
        """One tensor; KeyError where it is not there."""
        return self._places[name].get_tensor(name).to(self._dtype)


def require_layout(shapes: Shapes, wanted: Shapes, what: str) -> None:
    """Raise StudioError("damaged") that names the first tensor which is missing or has another shape."""
    for name, shape in wanted.items():
        if name not in shapes:
            raise StudioError("damaged", f"{what} is not the published file: it has no {name}. Fetch it again.")
        if list(shapes[name]) != list(shape):
            raise StudioError("damaged", f"{what} is not the published file: its {name} is {_size(shapes[name])}, not "
                                         f"{_size(shape)}. Fetch it again.")


def _size(shape: Sequence[int]) -> str:
    return "x".join(map(str, shape)) or "a number"
