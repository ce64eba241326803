"""FLUX.2's autoencoder: as FLUX.1's, with latents scaled channel by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from studio.generate.flux.autoencoder import Autoencoder

if TYPE_CHECKING:
    from diffusers import AutoencoderKLFlux2


class KleinAutoencoder(Autoencoder):
    """Latents (1, 32, height / 8, width / 8), scaled by the autoencoder's batch norm over the channels of a token."""

    def __init__(self, vae: AutoencoderKLFlux2) -> None:
        """`vae` is on its device already, in the type it runs in."""
        super().__init__(vae)
        deviation = torch.sqrt(vae.bn.running_var + vae.config.batch_norm_eps)
        self._mean, self._deviation = _over_latents(vae.bn.running_mean), _over_latents(deviation)

    def _scaled(self, latents: Tensor) -> Tensor:
        return _as_latents((_as_tokens(latents) - self._mean) / self._deviation)

    def _unscaled(self, latents: Tensor) -> Tensor:
        return _as_latents(_as_tokens(latents) * self._deviation + self._mean)


def _over_latents(numbers: Tensor) -> Tensor:
    """The numbers of a token's channels (32 * 2 * 2), each where `_as_tokens` puts its latents."""
    return numbers.float().view(1, -1, 1, 2, 1, 2)


def _as_tokens(latents: Tensor) -> Tensor:
    return torch.unflatten(torch.unflatten(latents, 3, (-1, 2)), 2, (-1, 2))


def _as_latents(tokens: Tensor) -> Tensor:
    return tokens.flatten(4, 5).flatten(2, 3)
