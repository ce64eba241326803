from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.finish.spandrel_upscaler import SpandrelUpscaler, in_tiles
from studio.media.resizing import resize
from tests.finish.upscaler_file import write_upscaler


@pytest.fixture(scope="module")
def upscaler(tmp_path_factory: pytest.TempPathFactory) -> SpandrelUpscaler:
    return SpandrelUpscaler(write_upscaler(tmp_path_factory.mktemp("weights") / "tiny.safetensors"))


def test_a_real_network_is_found_by_its_weights(upscaler: SpandrelUpscaler, astronaut: Picture) -> None:
    assert (upscaler.architecture, upscaler.scale) == ("ESRGAN", 4)
    small = resize(astronaut, 48, 64)
    made = upscaler.upscale(small)
    assert made.shape == (256, 192, 3)
    assert made.std() > 3, "it is a picture, not a flat field"
    assert np.array_equal(made, upscaler.upscale(small))


def test_nothing_is_left_in_place_of_torchvision(upscaler: SpandrelUpscaler) -> None:
    assert upscaler.scale == 4
    assert getattr(sys.modules.get("torchvision"), "__file__", "") is not None


def test_tiles_are_the_whole(astronaut: Picture) -> None:
    """A network that sees 9 pixels far, over tiles that overlap by 16."""
    torch.manual_seed(3)
    layers = [torch.nn.Conv2d(3, 8, 9, padding=4), torch.nn.Conv2d(8, 12, 9, padding=4), torch.nn.PixelShuffle(2)]
    network = torch.nn.Sequential(*layers).eval()
    image = torch.from_numpy(resize(astronaut, 150, 110)).permute(2, 0, 1)[None].float() / 255
    with torch.inference_mode():
        whole = network(image)
    tiled = in_tiles(network, image, 2, tile=40, overlap=16)
    assert tiled.shape == (1, 3, 220, 300)
    assert torch.allclose(tiled, whole, atol=1e-5)
    assert not torch.allclose(in_tiles(network, image, 2, tile=40, overlap=2), whole, atol=1e-3)


def test_tiles_of_a_real_network_are_its_whole_within_a_level(
    upscaler: SpandrelUpscaler, astronaut: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = resize(astronaut, 60, 44)
    whole = upscaler.upscale(picture)
    monkeypatch.setattr(upscaler, "_tile", 30)
    assert np.abs(upscaler.upscale(picture).astype(int) - whole).max() <= 1


def test_what_is_no_upscaler_is_refused_with_what_to_do(tmp_path: Path) -> None:
    pickled, text, other = tmp_path / "net.pth", tmp_path / "text.safetensors", tmp_path / "other.safetensors"
    pickled.write_bytes(b"\x80\x04.")
    text.write_text("not tensors", encoding="utf-8")
    save_file({"weight": torch.zeros(4)}, other)
    for path, sentence in ((pickled, "Convert it once"), (text, "damaged"), (other, "no network"),
                           (tmp_path / "none.safetensors", "no file")):
        with pytest.raises(StudioError, match=sentence) as caught:
            SpandrelUpscaler(path)
        assert caught.value.kind == "input"


def test_a_card_without_room_is_said(upscaler: SpandrelUpscaler, astronaut: Picture,
                                     monkeypatch: pytest.MonkeyPatch) -> None:
    def without_room(image: torch.Tensor) -> torch.Tensor:
        raise torch.OutOfMemoryError(f"no room for {image.shape}")

    monkeypatch.setattr(upscaler, "_network", without_room)
    with pytest.raises(StudioError, match="ran out of GPU memory") as caught:
        upscaler.upscale(resize(astronaut, 8, 8))
    assert caught.value.kind == "engine"
