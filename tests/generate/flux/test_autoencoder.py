"""Pictures to latents and back, as diffusers' autoencoder has them."""

from __future__ import annotations

import pytest
import torch
from diffusers import AutoencoderKL
from torch import Tensor

from studio.generate.flux.autoencoder import Autoencoder
from tests.generate.flux.tiny_weights import tiny_vae


@pytest.fixture(scope="module")
def vae() -> AutoencoderKL:
    torch.manual_seed(0)
    return tiny_vae()


@pytest.fixture(scope="module")
def picture() -> Tensor:
    return torch.randint(0, 256, (48, 64, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))


@torch.no_grad()
def test_the_most_likely_latents_and_drawn_ones(vae: AutoencoderKL, picture: Tensor) -> None:
    found, = vae.encode(picture.permute(2, 0, 1)[None].float() / 127.5 - 1, return_dict=False)
    ours = Autoencoder(vae)
    scale, shift = vae.config.scaling_factor, vae.config.shift_factor
    assert torch.allclose(ours.encode(picture, "mode", None), (found.mode() - shift) * scale, atol=1e-6)
    drawn = ours.encode(picture, "sample", torch.Generator().manual_seed(7))
    assert torch.allclose(drawn, (found.sample(torch.Generator().manual_seed(7)) - shift) * scale, atol=1e-6)
    assert torch.equal(ours.encode_once(picture), ours.encode(picture, "mode", None))


@torch.no_grad()
def test_the_same_generator_gives_the_same_draw(vae: AutoencoderKL, picture: Tensor) -> None:
    ours = Autoencoder(vae)
    first, again, other = (ours.encode(picture, "sample", torch.Generator().manual_seed(seed)) for seed in (7, 7, 8))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@torch.no_grad()
def test_back_to_a_picture_of_the_same_size(vae: AutoencoderKL, picture: Tensor) -> None:
    ours = Autoencoder(vae)
    latents = ours.encode(picture, "mode", None)
    decoded, = vae.decode(latents / vae.config.scaling_factor + vae.config.shift_factor, return_dict=False)
    wanted = decoded[0].permute(1, 2, 0)
    made = ours.decode(latents)
    assert (made.dtype, made.shape) == (torch.uint8, picture.shape)
    assert int((made.int() - (wanted * 127.5 + 127.5).round().clamp(0, 255).int()).abs().max()) <= 1
