"""How different two pictures look to people: LPIPS with AlexNet's features, from weights that the person put there.

R. Zhang, P. Isola, A. A. Efros, E. Shechtman, O. Wang, "The Unreasonable Effectiveness of Deep Features as a Perceptual
Metric", CVPR 2018, equation 1, version 0.1 of the published linear layers. torch is imported on first use.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.weights.digests import short_digest
from studio.weights.places import models_folder

if TYPE_CHECKING:
    import torch

WEIGHTS = "lpips_alex.safetensors"

PERCEPTUAL_SIDE = 512
"""Pixels of the longer side on which pictures are compared: the network sees details of a fixed number of pixels, so
presets of different canvases are comparable only at one size."""


class Convolution(NamedTuple):
    """One of AlexNet's: its number among `features`, channels in and out, the side of its kernel, stride, padding."""

    number: int
    inward: int
    outward: int
    kernel: int
    stride: int
    padding: int


CONVOLUTIONS = (Convolution(0, 3, 64, 11, 4, 2), Convolution(3, 64, 192, 5, 1, 2), Convolution(6, 192, 384, 3, 1, 1),
                Convolution(8, 384, 256, 3, 1, 1), Convolution(10, 256, 256, 3, 1, 1))
"""As torchvision publishes AlexNet (A. Krizhevsky, "One weird trick for parallelizing convolutional neural networks",
2014), whose features after each convolution LPIPS compares."""

POOLED = (3, 6)
"""Convolutions before which the maximum over 3x3 pixels is taken, two pixels apart."""

SHIFT, SCALE = (-0.030, -0.088, -0.188), (0.458, 0.448, 0.450)
"""Red, green and blue of pixels from -1 to 1 are shifted and divided by these, as in the authors' code."""

_TINY = 1e-10       # keeps a pixel without features from a division by zero; the authors' value


def weights_file() -> Path:
    """Where the weights are looked for; see the README for how to make the file."""
    return models_folder() / WEIGHTS


def tensor_shapes() -> dict[str, tuple[int, ...]]:
    """The tensors of the file by name: AlexNet's and those of the linear layers, as each was published."""
    shapes: dict[str, tuple[int, ...]] = {}
    for layer, (number, inward, outward, kernel, _, _) in enumerate(CONVOLUTIONS):
        shapes[f"features.{number}.weight"] = (outward, inward, kernel, kernel)
        shapes[f"features.{number}.bias"] = (outward,)
        shapes[f"lin{layer}.model.1.weight"] = (1, outward, 1, 1)
    return shapes


class PerceptualDistance:
    """The loaded network, on the processor. `between` may be called from several threads at once."""

    def __init__(self, weights: Path) -> None:
        """Raises StudioError: "missing" without torch, "damaged" for a file that holds other tensors than LPIPS's."""
        self._tensors = _load(weights)
        self.digest = short_digest([weights])

    def between(self, first: Picture, second: Picture) -> float:
        """LPIPS of two pictures that lie over each other: 0 for the same pixels, larger the more they differ to people."""
        import torch

        size = _compared_size(first)
        with torch.inference_mode():
            pairs = zip(self._features(_image(first, size)), self._features(_image(second, size)), strict=True)
            layers = [(_unit(one) - _unit(other)).square() for one, other in pairs]
            weighed = [torch.nn.functional.conv2d(layer, self._tensors[f"lin{place}.model.1.weight"]).mean()
                       for place, layer in enumerate(layers)]
            return float(sum(map(float, weighed)))

    def _features(self, image: torch.Tensor) -> list[torch.Tensor]:
        """After each convolution and its rectifier, shape (1, channels, rows, columns)."""
        from torch.nn import functional

        found = []
        for number, _, _, _, stride, padding in CONVOLUTIONS:
            if number in POOLED:
                image = functional.max_pool2d(image, kernel_size=3, stride=2)
            weight, bias = (self._tensors[f"features.{number}.{part}"] for part in ("weight", "bias"))
            image = functional.relu(functional.conv2d(image, weight, bias, stride, padding))
            found.append(image)
        return found


def _unit(features: torch.Tensor) -> torch.Tensor:
    """Each pixel's features at length 1."""
    return features / (features.square().sum(dim=1, keepdim=True).sqrt() + _TINY)


def _compared_size(picture: Picture) -> tuple[int, int]:
    """Width and height with the longer side at `PERCEPTUAL_SIDE`; the shorter is at least what the network can pool."""
    height, width = picture.shape[:2]
    factor = PERCEPTUAL_SIDE / max(height, width)
    return max(64, round(width * factor)), max(64, round(height * factor))


def _image(picture: Picture, size: tuple[int, int]) -> torch.Tensor:
    """(1, 3, height, width) as the network takes it: areas averaged when shrunk, cubic when grown."""
    import torch

    how = cv2.INTER_AREA if size[0] < picture.shape[1] else cv2.INTER_CUBIC
    sized = np.asarray(cv2.resize(picture, size, interpolation=how), dtype=np.float32)
    pixels = (sized / 127.5 - 1 - np.array(SHIFT, np.float32)) / np.array(SCALE, np.float32)
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))[None]


def _load(weights: Path) -> Mapping[str, torch.Tensor]:
    try:
        from safetensors import SafetensorError
        from safetensors.torch import load_file
    except ImportError as problem:
        message = ("Perceptual distance is not measured: its weights are here, but torch is not. Run "
                   "`pip install torch safetensors`, or take the weights away.")
        raise StudioError("missing", message, str(problem)) from problem
    try:
        tensors = load_file(weights)
    except (SafetensorError, OSError) as problem:
        message = f"Perceptual distance is not measured: {weights} is damaged or no safetensors file. Make it again."
        raise StudioError("damaged", message, str(problem)) from problem
    for name, shape in tensor_shapes().items():
        if name not in tensors or tuple(tensors[name].shape) != shape:
            raise _other(weights, f"{name} is not there with the shape {shape}")
    if any(float(tensors[f"lin{place}.model.1.weight"].min()) < 0 for place in range(len(CONVOLUTIONS))):
        raise _other(weights, "negative weights of a linear layer: no distance comes of them")
    return {name: tensors[name].float() for name in tensor_shapes()}


def _other(weights: Path, detail: str) -> StudioError:
    message = (f"Perceptual distance is not measured: {weights} does not hold the tensors of LPIPS with AlexNet. Make it "
               "from the published files as the README says.")
    return StudioError("damaged", message, detail)
