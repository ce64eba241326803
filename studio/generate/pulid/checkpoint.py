"""Weights from safetensors files: every key and shape checked before a byte is read, then straight to the device."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import torch
from safetensors import SafetensorError, safe_open
from torch import nn

from studio.episode.errors import StudioError

AnyModule = TypeVar("AnyModule", bound=nn.Module)
AnySizes = TypeVar("AnySizes")

SIZES = "sizes"
"""Under this name a file may state its own sizes in its metadata, as JSON by part; the published files state none."""


def read_sizes(path: Path, part: str, kind: Callable[..., AnySizes]) -> AnySizes:
    """The sizes that a file states for one of its parts, else the published ones. Raises as `fill_module` does."""
    with _opened(path, "cpu") as file:
        stated = (file.metadata() or {}).get(SIZES, "{}")
    try:
        return kind(**json.loads(stated).get(part, {}))
    except (AttributeError, TypeError, ValueError) as error:
        raise StudioError("damaged", f"{path} states sizes that cannot be read. Fetch it again.", str(error)) from error


def keys_in(path: Path) -> list[str]:
    """The file's keys. Raises as `fill_module` does."""
    with _opened(path, "cpu") as file:
        return list(file.keys())


def check_keys(path: Path, expected: Mapping[str, torch.Size], others: Collection[str] = ()) -> None:
    """Refuse a file that lacks one of `expected`, holds it in another shape, or holds what is neither it nor in `others`.

    Only the header is read. Raises StudioError("damaged") naming the first such key, and as `fill_module` does.
    """
    with _opened(path, "cpu") as file:
        held = set(file.keys())
        for key, shape in expected.items():
            if key not in held:
                raise _another(path, f"it has no {key}")
            found = list(file.get_slice(key).get_shape())
            if found != list(shape):
                raise _another(path, f"{key} has the shape {found} instead of {list(shape)}")
    for key in sorted(held - expected.keys() - set(others)):
        raise _another(path, f"it holds {key}, which is not part of them")


def fill_module(module: AnyModule, path: Path, names: Mapping[str, str], device: str, dtype: torch.dtype) -> AnyModule:
    """Give a module on the meta device the file's tensors, in `dtype` on `device`, ready to infer.

    `names` leads from each of the module's keys to the file's.

    Raises StudioError("missing") where there is no such file, StudioError("input") where it is no safetensors file (none
    other is opened: pickled weights can run code) and StudioError("damaged") where it is cut off.
    """
    with _opened(path, device) as file:
        tensors = {own: file.get_tensor(stored).to(dtype) for own, stored in names.items()}
    module.load_state_dict(tensors, assign=True)
    return module.requires_grad_(requires_grad=False).eval()


@contextmanager
def _opened(path: Path, device: str) -> Iterator[safe_open]:
    if not path.is_file():
        raise StudioError("missing", f"The weights {path} are not there. `studio weights list` says how to get them.")
    if path.suffix != ".safetensors":
        raise StudioError("input", f"{path} is no safetensors file: pickled weights are not opened, for they can run "
                                   "code. Give the published .safetensors file.")
    try:
        with safe_open(path, "pt", device) as file:
            yield file
    except SafetensorError as error:
        raise StudioError("damaged", f"{path} is damaged or cut off. Fetch it again.", str(error)) from error


def _another(path: Path, why: str) -> StudioError:
    return StudioError("damaged", f"{path} does not hold the weights its place asks for: {why}. Give the published file; "
                                  "`studio weights list` says how to get it.")
