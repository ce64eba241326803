"""The picture in the making, through factors fitted to the autoencoder in use."""

from __future__ import annotations

import torch
from torch import Tensor

from studio.generate.flux.autoencoder import SCALE_DOWN, Autoencoder
from studio.generate.flux.preview import LatentPreview, colour_chart
from tests.generate.flux.tiny_weights import tiny_vae


class LinearAutoencoder(Autoencoder):
    """Sixteen latents that are weighted sums of a patch's mean colour."""

    def __init__(self) -> None:
        super().__init__(tiny_vae())
        self._weights = torch.randn(16, 3, generator=torch.Generator().manual_seed(0))

    def encode_once(self, picture: Tensor) -> Tensor:
        colours = means(picture)
        return (torch.einsum("lc,hwc->lhw", self._weights, colours / 100) + 0.5)[None]


def means(picture: Tensor) -> Tensor:
    """The mean colour of each patch of 8x8 pixels."""
    height, width = picture.shape[0] // SCALE_DOWN, picture.shape[1] // SCALE_DOWN
    return picture.float().reshape(height, SCALE_DOWN, width, SCALE_DOWN, 3).mean(dim=(1, 3))


def test_what_is_linear_is_recovered_to_the_last_colour() -> None:
    autoencoder = LinearAutoencoder()
    preview = LatentPreview(autoencoder, torch.device("cpu"))
    picture = torch.randint(0, 256, (48, 64, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
    shown = preview.picture(autoencoder.encode_once(picture))
    assert shown.dtype == torch.uint8
    assert int((shown.int() - means(picture).round().int()).abs().max()) <= 1


def test_the_chart_is_always_the_same_and_has_many_colours() -> None:
    assert (colour_chart() == colour_chart()).all()
    assert colour_chart().std() > 30
