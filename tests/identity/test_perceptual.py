"""LPIPS by random weights of the published shapes: its maths, what it says of pictures, and files that are refused."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.identity import perceptual
from studio.identity.perceptual import PERCEPTUAL_SIDE, PerceptualDistance, tensor_shapes, weights_file

PUBLISHED = [f"features.{number}.{part}" for number in (0, 3, 6, 8, 10) for part in ("bias", "weight")] + [
    f"lin{place}.model.1.weight" for place in range(5)]


def random_tensors(seed: int = 5) -> dict[str, torch.Tensor]:
    """Weights of the scale that keeps features alive, linear layers without negative ones, as the published are."""
    dice = torch.Generator().manual_seed(seed)
    made = {name: torch.randn(shape, generator=dice) for name, shape in tensor_shapes().items()}
    for name, tensor in made.items():
        if name.startswith("lin"):
            tensor.abs_()
        else:
            tensor.mul_((2 / tensor[0].numel()) ** 0.5 if name.endswith("weight") else 0.1)
    return made


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lpips") / "lpips_alex.safetensors"
    save_file(random_tensors(), path)
    return path


@pytest.fixture(scope="module")
def lpips(weights: Path) -> PerceptualDistance:
    return PerceptualDistance(weights)


def test_the_file_holds_the_published_tensors() -> None:
    shapes = tensor_shapes()
    assert sorted(shapes) == sorted(PUBLISHED)
    assert shapes["features.0.weight"] == (64, 3, 11, 11)
    assert shapes["features.3.weight"] == (192, 64, 5, 5)
    assert [shapes[f"lin{place}.model.1.weight"][1] for place in range(5)] == [64, 192, 384, 256, 256]
    assert sum(int(np.prod(shape)) for name, shape in shapes.items() if name.startswith("features")) == 2_469_696


def test_the_same_picture_is_at_no_distance(lpips: PerceptualDistance, astronaut: Picture) -> None:
    assert lpips.between(astronaut, astronaut) == 0


def test_it_is_symmetric_and_repeats(lpips: PerceptualDistance, astronaut: Picture) -> None:
    other = np.ascontiguousarray(astronaut[:, ::-1])
    there, back, again = (lpips.between(*pair) for pair in ((astronaut, other), (other, astronaut), (astronaut, other)))
    assert there > 0
    assert there == back == again


def test_it_grows_with_blur(lpips: PerceptualDistance, astronaut: Picture) -> None:
    blurred = [np.asarray(cv2.GaussianBlur(astronaut, (0, 0), sigma), np.uint8) for sigma in (1, 2, 4, 8)]
    distances = [lpips.between(astronaut, picture) for picture in blurred]
    assert distances == sorted(distances)
    assert distances[-1] > 2 * distances[0] > 0


def test_another_size_of_the_same_picture_is_near(lpips: PerceptualDistance, astronaut: Picture) -> None:
    """A take of another canvas is compared at the same size."""
    larger = np.asarray(cv2.resize(astronaut, (1024, 1024), interpolation=cv2.INTER_CUBIC), np.uint8)
    blurred = np.asarray(cv2.GaussianBlur(astronaut, (0, 0), 4), np.uint8)
    assert lpips.between(astronaut, larger) < 0.2 * lpips.between(astronaut, blurred)


def test_its_maths_is_the_paper_s(monkeypatch: pytest.MonkeyPatch, lpips: PerceptualDistance) -> None:
    """Equation 1 in float64 on pictures of 64 pixels, each convolution summed tap by tap, without torch."""
    monkeypatch.setattr(perceptual, "PERCEPTUAL_SIDE", 64)
    dice = np.random.default_rng(2)
    first, second = (dice.integers(0, 256, (64, 64, 3), dtype=np.uint8) for _ in range(2))
    tensors = {name: tensor.numpy().astype(np.float64) for name, tensor in random_tensors().items()}
    assert lpips.between(first, second) == pytest.approx(by_hand(first, second, tensors), rel=1e-4)


def by_hand(first: Picture, second: Picture, tensors: dict[str, NDArray[np.float64]]) -> float:
    total = 0.0
    for place, (one, other) in enumerate(zip(features(first, tensors), features(second, tensors), strict=True)):
        unit_one, unit_other = (part / np.sqrt((part**2).sum(axis=0)).clip(1e-12) for part in (one, other))
        weight = tensors[f"lin{place}.model.1.weight"].reshape(-1, 1, 1)
        total += float((weight * (unit_one - unit_other) ** 2).sum(axis=0).mean())
    return total


def features(picture: Picture, tensors: dict[str, NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """After each rectifier of torchvision's AlexNet: 11x11 every 4, pool, 5x5, pool, and three of 3x3."""
    pixels = picture.astype(np.float64).transpose(2, 0, 1) / 255 * 2 - 1
    shift, scale = np.array([-0.030, -0.088, -0.188]), np.array([0.458, 0.448, 0.450])
    image = (pixels - shift[:, None, None]) / scale[:, None, None]
    found = []
    for number, stride, padding, pooled in ((0, 4, 2, False), (3, 1, 2, True), (6, 1, 1, True), (8, 1, 1, False),
                                            (10, 1, 1, False)):
        if pooled:
            image = windows(image, 3, 2).max(axis=(3, 4))
        weight, bias = tensors[f"features.{number}.weight"], tensors[f"features.{number}.bias"]
        padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
        image = np.einsum("crsyx,ocyx->ors", windows(padded, weight.shape[2], stride), weight, optimize=True)
        image = (image + bias[:, None, None]).clip(0)
        found.append(image)
    return found


def windows(image: NDArray[np.float64], side: int, stride: int) -> NDArray[np.float64]:
    views = np.lib.stride_tricks.sliding_window_view(image, (side, side), axis=(1, 2))
    return np.asarray(views[:, ::stride, ::stride])


def spoiled(change: Callable[[dict[str, torch.Tensor]], object], path: Path) -> Path:
    tensors = random_tensors()
    change(tensors)
    save_file(tensors, path)
    return path


def test_more_tensors_than_needed_do_no_harm(tmp_path: Path, lpips: PerceptualDistance, astronaut: Picture) -> None:
    path = spoiled(lambda tensors: tensors.update({"classifier.1.bias": torch.zeros(4096)}), tmp_path / "more.safetensors")
    blurred = np.asarray(cv2.GaussianBlur(astronaut, (0, 0), 3), np.uint8)
    assert PerceptualDistance(path).between(astronaut, blurred) == lpips.between(astronaut, blurred)


@pytest.mark.parametrize("change", [
    lambda tensors: tensors.pop("lin3.model.1.weight"),
    lambda tensors: tensors.update({"features.6.weight": torch.zeros(384, 192, 5, 5)}),
    lambda tensors: tensors["lin0.model.1.weight"].neg_(),
], ids=["a tensor is missing", "another shape", "negative weights"])
def test_weights_of_another_network_are_refused(
    change: Callable[[dict[str, torch.Tensor]], object], tmp_path: Path
) -> None:
    with pytest.raises(StudioError) as caught:
        PerceptualDistance(spoiled(change, tmp_path / "other.safetensors"))
    assert caught.value.kind == "damaged"
    assert "other.safetensors" in caught.value.message


def test_a_pickle_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "lpips_alex.safetensors"
    torch.save(random_tensors(), path)
    with pytest.raises(StudioError) as caught:
        PerceptualDistance(path)
    assert caught.value.kind == "damaged"


def test_without_torch_it_says_so(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "safetensors.torch", None)
    with pytest.raises(StudioError) as caught:
        PerceptualDistance(weights)
    assert caught.value.kind == "missing"
    assert "torch" in caught.value.message


def test_its_weights_lie_among_the_studio_s_own(private_home: Path) -> None:
    assert weights_file().name == "lpips_alex.safetensors"
    assert private_home in weights_file().parents
    assert PERCEPTUAL_SIDE == 512
