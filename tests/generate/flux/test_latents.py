"""Latents as tokens, as diffusers makes them."""

from __future__ import annotations

import torch
from diffusers import FluxPipeline

from studio.generate.flux.latents import pack, unpack


def test_packed_and_unpacked_as_diffusers_does() -> None:
    latents = torch.randn(2, 16, 12, 8, generator=torch.Generator().manual_seed(0))
    tokens = pack(latents)
    assert torch.equal(tokens, FluxPipeline._pack_latents(latents, 2, 16, 12, 8))
    assert torch.equal(unpack(tokens, 6, 4), FluxPipeline._unpack_latents(tokens, 96, 64, 8))
    assert torch.equal(unpack(tokens, 6, 4), latents)
