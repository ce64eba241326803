"""FLUX.2 klein with random weights at full size, or tiny to try the benchmark itself without a card."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch
from diffusers import AutoencoderKLFlux2
from torch import Tensor

from studio.generate.flux.devices import dtype_of, mode_for, pick_device
from studio.generate.flux.memory_modes import KLEIN_BYTES
from studio.generate.flux.prompts import EncodedPrompt
from studio.generate.klein.blocks import KleinSizes
from studio.generate.klein.klein_files import klein_shapes
from studio.generate.klein.klein_model import KleinModel, assembled, build_klein

if TYPE_CHECKING:
    from studio.generate.flux.memory_modes import MemoryMode
    from studio.generate.flux.tensor_reader import Shapes
    from studio.generate.klein.klein_options import KleinOptions

FULL: Final = KleinSizes()
TINY: Final = KleinSizes(double_blocks=1, single_blocks=2, heads=2, head_dim=16, channels=16, text_dim=48, axes=(4, 4, 4, 4))


@dataclass(frozen=True)
class RandomKlein:
    """A klein of these sizes, where engines run here."""

    sizes: KleinSizes

    @staticmethod
    def named(words: list[str]) -> RandomKlein:
        """Tiny where the word is among `words`."""
        return RandomKlein(TINY if "tiny" in words else FULL)

    def load(self, options: KleinOptions, mode: MemoryMode | None) -> KleinModel:
        """As `load_klein`, with nothing read from disk."""
        device = pick_device()
        mode = mode or mode_for(device, options, KLEIN_BYTES)
        read = RandomTensors(klein_shapes(self.sizes), device, dtype_of(mode))
        transformer = build_klein(read, self.sizes, mode, device)
        return assembled(transformer, read, self.vae(device, dtype_of(mode)), self, mode, ())

    def vae(self, device: torch.device, dtype: torch.dtype) -> AutoencoderKLFlux2:
        """FLUX.2's autoencoder."""
        torch.manual_seed(0)
        small = self.sizes.channels < FULL.channels
        with device:
            vae = AutoencoderKLFlux2(
                block_out_channels=(8, 8, 8, 8) if small else (128, 256, 512, 512), latent_channels=self.sizes.channels // 4,
                norm_num_groups=4 if small else 32)
        return vae.to(dtype).eval()

    def encode(self, prompt: str, tokens: int) -> EncodedPrompt:
        """A prompt as random numbers of the right size; encoding happens once an episode and is not measured."""
        generator = torch.Generator().manual_seed(zlib.crc32(prompt.encode("utf-8")))
        return EncodedPrompt(torch.randn(1, tokens, self.sizes.text_dim, generator=generator), torch.empty(1, 0))


class RandomTensors:
    """The tensor of a name: the same in every process. Scaled so that activations keep their size."""

    def __init__(self, shapes: Shapes, device: torch.device, dtype: torch.dtype) -> None:
        self._shapes, self._device, self._dtype = shapes, device, dtype

    def __call__(self, name: str) -> Tensor:
        """All ones where it is the weight of a norm."""
        shape = list(self._shapes[name])
        if len(shape) == 1:
            return torch.ones(shape, device=self._device, dtype=self._dtype)
        generator = torch.Generator(self._device).manual_seed(zlib.crc32(name.encode("ascii")))
        drawn = torch.randn(shape, device=self._device, dtype=self._dtype, generator=generator)
        return drawn / math.sqrt(shape[-1])
