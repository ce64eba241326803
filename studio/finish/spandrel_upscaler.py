"""Pictures scaled up by a network that spandrel knows (Real-ESRGAN, SwinIR, DAT ...), from the person's own weights.

The only place of this room that loads torch; it is imported in the worker `upscaler` alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import torch

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.finish.upscaler_weights import require_upscaler
from studio.media.input_files import shown

if TYPE_CHECKING:
    from spandrel import ImageModelDescriptor

Network: TypeAlias = Callable[[torch.Tensor], torch.Tensor]
"""Shape (1, 3, height, width) to (1, 3, scale * height, scale * width), values 0-1."""

TILE, OVERLAP = 512, 32
"""Pixels of a tile's side and of what neighbouring tiles share on each side. Two tiles of a take of preset D in half
precision need under 3 GB with Real-ESRGAN's largest network; its sight fades within the overlap."""

_WHOLE = 2**20
DEVICE_VARIABLE = "STUDIO_DEVICE"
_WITHOUT_TORCHVISION = ("torchvision", "torchvision.transforms", "torchvision.transforms.functional")


class SpandrelUpscaler:
    """A loaded network. `device` is "cuda" or "cpu"; on the card it computes in half precision where it can."""

    def __init__(self, weights: Path) -> None:
        """Load `weights`; StudioError "input" for what is no upscaler, "missing" without torch and spandrel."""
        require_upscaler(weights)
        self._network = _load(weights)
        self.scale = self._network.scale
        self.architecture = self._network.architecture.name
        self._tile = TILE if self._network.tiling.name == "SUPPORTED" else _WHOLE
        self.device = _device()
        half = self.device == "cuda" and self._network.supports_half
        self._dtype = torch.float16 if half else torch.float32
        self._network.to(torch.device(self.device), self._dtype).eval()

    def upscale(self, picture: Picture) -> Picture:
        """The picture `scale` times as wide and high; StudioError("engine") where the card has no room for it."""
        image = torch.from_numpy(np.ascontiguousarray(picture)).to(self.device).permute(2, 0, 1)[None]
        try:
            made = in_tiles(self._network, image.to(self._dtype) / 255, self.scale, self._tile)
        except torch.OutOfMemoryError as problem:
            message = (f"The upscaler {self.architecture} ran out of GPU memory: close what else uses the card, or choose a "
                       "smaller network.")
            raise StudioError("engine", message, str(problem)) from problem
        pixels = (made[0].permute(1, 2, 0).float() * 255).round().clamp(0, 255).to(torch.uint8)
        return np.asarray(pixels.cpu().numpy(), dtype=np.uint8)


def in_tiles(network: Network, image: torch.Tensor, scale: int, tile: int = TILE, overlap: int = OVERLAP) -> torch.Tensor:
    """`network` over tiles of `image` of at most `tile` pixels a side, each seeing `overlap` more on every side."""
    _, channels, height, width = image.shape
    made = torch.empty((1, channels, height * scale, width * scale), dtype=image.dtype, device=image.device)
    with torch.inference_mode():
        for top, bottom in _stretches(height, tile):
            for left, right in _stretches(width, tile):
                y, x = max(0, top - overlap), max(0, left - overlap)
                part = network(image[:, :, y : bottom + overlap, x : right + overlap])
                rows = slice((top - y) * scale, (bottom - y) * scale)
                columns = slice((left - x) * scale, (right - x) * scale)
                made[:, :, top * scale : bottom * scale, left * scale : right * scale] = part[:, :, rows, columns]
    return made


def _stretches(length: int, tile: int) -> list[tuple[int, int]]:
    """`length` cut into as few stretches of at most `tile` as will do, all about as long."""
    count = -(-length // tile)
    edges = [round(length * number / count) for number in range(count + 1)]
    return list(pairwise(edges))


def _load(weights: Path) -> ImageModelDescriptor:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors = load_file(weights)
    except (SafetensorError, OSError) as problem:
        message = f"{shown(weights)} is damaged or no safetensors file: copy it again."
        raise StudioError("input", message, str(problem)) from problem
    with _torchvision_or_none():
        try:
            import spandrel
        except ImportError as problem:
            message = "Scaling up by a network needs spandrel: pip install 'fullmotion-studio[gpu]'."
            raise StudioError("missing", message, str(problem)) from problem
    try:
        found = spandrel.ModelLoader("cpu").load_from_state_dict(tensors)
    except (spandrel.UnsupportedModelError, RuntimeError, KeyError, ValueError) as problem:
        message = f"{shown(weights)} holds the weights of no network that spandrel knows: choose an upscaler's."
        raise StudioError("input", message, str(problem)) from problem
    if not isinstance(found, spandrel.ImageModelDescriptor) or found.scale < 2 or found.input_channels != 3:
        raise StudioError("input", f"{shown(weights)} is no upscaler of colour pictures: choose another file.")
    return found


@contextmanager
def _torchvision_or_none() -> Iterator[None]:
    """Let spandrel be imported where torchvision is missing, or of another build than torch and so cannot be loaded.

    Two of its networks, LaMa and RestoreFormer, take three names from it; neither scales up.
    """
    try:
        import_module("torchvision")
    except (ImportError, RuntimeError):
        pass
    else:
        yield
        return
    for name in _WITHOUT_TORCHVISION:
        sys.modules[name] = ModuleType(name)
    names = vars(sys.modules[_WITHOUT_TORCHVISION[-1]])
    names.update(dict.fromkeys(("InterpolationMode", "rotate", "normalize"), object))
    try:
        yield
    finally:
        for name in _WITHOUT_TORCHVISION:
            del sys.modules[name]


def _device() -> str:
    """$STUDIO_DEVICE, else the card where there is one."""
    wanted = os.environ.get(DEVICE_VARIABLE, "")
    if wanted not in ("", "cpu", "cuda"):
        raise StudioError("input", f"${DEVICE_VARIABLE} must be cpu or cuda, not {wanted}.")
    return "cuda" if wanted != "cpu" and torch.cuda.is_available() else "cpu"
