"""The picture in the making: the clean latents that a step predicts, seen through a linear map to RGB."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import torch
from torch import Tensor

from studio.generate.flux.autoencoder import SCALE_DOWN

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.generate.flux.autoencoder import Autoencoder

_CHART_SIDE, _CHART_SEED, _CHART_PATCH = 256, 1, 32


class LatentPreview:
    """RGB from latents by sixteen factors and an offset for each colour, one pixel for each latent.

    The factors are fitted to this very autoencoder (least squares over a chart of random smooth colours that it
    encodes), so that no table of numbers has to fit the weights in use.
    """

    def __init__(self, autoencoder: Autoencoder, device: torch.device) -> None:
        chart = torch.from_numpy(colour_chart()).to(device)
        latents = autoencoder.encode_once(chart)[0].flatten(1).t()
        known = _with_one(latents.double().cpu())
        colours = _shrunk(chart.cpu()).flatten(0, 1).double()
        self._factors = torch.linalg.lstsq(known, colours).solution.float().to(device)

    def picture(self, latents: Tensor) -> Tensor:
        """(height, width, 3) uint8, on the device, of latents (1, 16, height, width)."""
        columns = latents[0].permute(1, 2, 0)
        colours = columns @ self._factors[:-1] + self._factors[-1]
        return torch.clamp(colours.round(), 0, 255).to(torch.uint8)


def colour_chart() -> Picture:
    """A square of random colours that run smoothly into one another, always the same."""
    rows = _CHART_SIDE // _CHART_PATCH
    patches = np.random.default_rng(_CHART_SEED).integers(0, 256, (rows, rows, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(patches, (_CHART_SIDE, _CHART_SIDE), interpolation=cv2.INTER_CUBIC), np.uint8)


def _shrunk(picture: Tensor) -> Tensor:
    """The mean colour of the pixels of each latent."""
    return torch.unflatten(torch.unflatten(picture.float(), 0, (-1, SCALE_DOWN)), 2, (-1, SCALE_DOWN)).mean(dim=(1, 3))


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, torch.ones_like(rows[:, :1])], dim=1)
