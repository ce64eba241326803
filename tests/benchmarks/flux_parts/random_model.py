"""FLUX.1-dev with PuLID at full size and with random weights: they cost the same as the published ones."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import torch
from diffusers import AutoencoderKL, FluxTransformer2DModel
from torch import Tensor

from studio.generate.flux.autoencoder import Autoencoder
from studio.generate.flux.blocks import FluxSizes
from studio.generate.flux.devices import mode_for
from studio.generate.flux.flux_files import published_shapes
from studio.generate.flux.flux_model import FluxModel, build_transformer
from studio.generate.flux.preview import LatentPreview
from studio.generate.flux.prompts import EncodedPrompt
from studio.generate.flux.transformer import adapters_wanted
from studio.generate.pulid.cross_attention import IdentityCrossAttention
from studio.generate.pulid.identity_cache import EncodedIdentity

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.episode.take_request import ReferenceFace
    from studio.generate.flux.flux_options import FluxOptions
    from studio.generate.flux.memory_modes import MemoryMode
    from studio.generate.flux.tensor_reader import Shapes

CUDA = torch.device("cuda")
SIZES = FluxSizes()


def read_random(name: str) -> Tensor:
    """The tensor of that name: the same in every process. Scaled so that activations keep their size."""
    shape = _shapes()[name]
    if name.endswith(".bias"):
        return torch.zeros(shape, device=CUDA, dtype=torch.bfloat16)
    if len(shape) == 1:
        return torch.ones(shape, device=CUDA, dtype=torch.bfloat16)
    generator = torch.Generator(CUDA).manual_seed(zlib.crc32(name.encode("ascii")))
    return torch.randn(shape, device=CUDA, dtype=torch.bfloat16, generator=generator) / math.sqrt(shape[-1])


def random_vae() -> AutoencoderKL:
    """FLUX.1-dev's autoencoder on the card."""
    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    with CUDA:
        vae = AutoencoderKL(
            in_channels=3, out_channels=3, down_block_types=("DownEncoderBlock2D",) * 4,
            up_block_types=("UpDecoderBlock2D",) * 4, block_out_channels=(128, 256, 512, 512), layers_per_block=2,
            latent_channels=16, scaling_factor=0.3611, shift_factor=0.1159, use_quant_conv=False, use_post_quant_conv=False)
    torch.set_default_dtype(torch.float32)
    return vae.eval()


def stock_transformer() -> FluxTransformer2DModel:
    """diffusers' own, for the reference."""
    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    with CUDA:
        transformer = FluxTransformer2DModel(guidance_embeds=True)
    torch.set_default_dtype(torch.float32)
    return transformer.eval()


def random_adapters() -> list[IdentityCrossAttention]:
    """PuLID's twenty."""
    torch.manual_seed(1)
    with CUDA:
        made = [IdentityCrossAttention().to(torch.bfloat16) for _ in range(adapters_wanted(SIZES))]
    return [adapter.requires_grad_(requires_grad=False) for adapter in made]


class RandomPrompts:
    """Prompts as random numbers of the right size; encoding happens once an episode and is not measured."""

    def encode(self, prompt: str, tokens: int) -> EncodedPrompt:
        """The same for the same prompt."""
        generator = torch.Generator().manual_seed(zlib.crc32(prompt.encode("utf-8")))
        return EncodedPrompt(torch.randn(1, tokens, SIZES.text_dim, generator=generator) * 0.1,
                             torch.randn(1, SIZES.pooled_dim, generator=generator))


class RandomIdentity:
    """One identity for every reference."""

    notices: Sequence[str] = ()

    def encode(self, faces: Sequence[ReferenceFace], pictures: Sequence[Picture]) -> EncodedIdentity:
        """32 random tokens."""
        del faces, pictures
        drawn = torch.randn(2, 1, 32, 2048, generator=torch.Generator().manual_seed(2))
        return EncodedIdentity("random", drawn[0], drawn[1])


def load_random(options: FluxOptions, mode: MemoryMode | None) -> FluxModel:
    """As `load_model`, with nothing read from disk."""
    mode = mode or mode_for(CUDA, options)
    autoencoder = Autoencoder(random_vae())
    flux = build_transformer(read_random, SIZES, random_adapters(), mode, CUDA)
    return FluxModel(flux, read_random, autoencoder, LatentPreview(autoencoder, CUDA), RandomPrompts(), RandomIdentity(),
                     CUDA, torch.bfloat16, mode, ())


@cache
def _shapes() -> Shapes:
    return published_shapes(SIZES)
