"""FLUX's autoencoder: a picture to latents and back, on the device."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

import torch
from safetensors import SafetensorError
from torch import Tensor

from studio.episode.errors import StudioError
from studio.generate.flux.graphs import Captured, TensorFunction

if TYPE_CHECKING:
    from diffusers import AutoencoderKL, AutoencoderKLFlux2

Posterior: TypeAlias = Literal["mode", "sample"]

SCALE_DOWN = 8
"""Pixels of a latent in each direction."""

Vae = TypeVar("Vae", "AutoencoderKL", "AutoencoderKLFlux2")


def load_vae(kind: type[Vae], folder: Path, dtype: torch.dtype, row: str) -> Vae:
    """The autoencoder of the pipeline in `folder`, `row` being its name in the table of weights; on the processor.

    Raises StudioError("damaged") where it cannot be loaded.
    """
    try:
        return kind.from_pretrained(str(folder), subfolder="vae", torch_dtype=dtype, local_files_only=True)
    except (SafetensorError, OSError, ValueError, RuntimeError) as error:
        raise StudioError("damaged", f"The autoencoder in {folder / 'vae'} cannot be loaded. Check it with `studio weights "
                                     f"verify {row}`.", str(error)) from error


class Autoencoder:
    """Encodes and decodes pictures of any size that 16 divides; the first of a size prepares for that size."""

    def __init__(self, vae: AutoencoderKL | AutoencoderKLFlux2) -> None:
        """`vae` is on its device already, in the type it runs in."""
        self._vae = vae.eval().requires_grad_(requires_grad=False).to(memory_format=torch.channels_last)
        self._ready: dict[tuple[str, torch.Size], TensorFunction] = {}
        if vae.device.type == "cuda":
            vae.encoder.compile(fullgraph=True, dynamic=False)
            vae.decoder.compile(fullgraph=True, dynamic=False)

    def encode(self, picture: Tensor, posterior: Posterior, generator: torch.Generator | None) -> Tensor:
        """Latents (1, 16, height / 8, width / 8), float32, of an RGB picture (height, width, 3), uint8.

        "mode" takes the most likely latents; "sample" draws them with `generator` (on the CPU), as diffusers'
        `FluxImg2ImgPipeline` does.
        """
        latents, deviation = self._prepared("encode", self._moments, picture)(picture).chunk(2, dim=1)
        if posterior == "sample":
            latents = latents + deviation * torch.randn(latents.shape, generator=generator).to(latents.device)
        return self._scaled(latents)

    @torch.no_grad()
    def encode_once(self, picture: Tensor) -> Tensor:
        """The most likely latents of a picture of a size that does not come again: nothing is prepared for it."""
        with torch.compiler.set_stance("force_eager"):
            return self._scaled(self._moments(picture).chunk(2, dim=1)[0])

    def decode(self, latents: Tensor) -> Tensor:
        """An RGB picture (height, width, 3), uint8; overwritten by the next call."""
        return self._prepared("decode", self._picture, latents)(latents)

    def _moments(self, picture: Tensor) -> Tensor:
        pixels = picture.permute(2, 0, 1)[None].to(self._vae.dtype) / 127.5 - 1
        found = self._vae.encode(pixels.to(memory_format=torch.channels_last), return_dict=False)[0]
        return torch.cat([found.mean, found.std], dim=1).float()

    def _picture(self, latents: Tensor) -> Tensor:
        unscaled = self._unscaled(latents).to(self._vae.dtype, memory_format=torch.channels_last)
        decoded = self._vae.decode(unscaled, return_dict=False)[0]
        pixels = decoded[0].permute(1, 2, 0).float() * 127.5 + 127.5
        return torch.clamp(pixels.round(), 0, 255).to(torch.uint8)

    def _prepared(self, name: str, function: TensorFunction, example: Tensor) -> TensorFunction:
        place = name, example.shape
        if place not in self._ready:
            self._ready = {held: ready for held, ready in self._ready.items() if held[0] != name}
            self._ready[place] = Captured(function, [example]) if example.is_cuda else function
        return self._ready[place]

    def _scaled(self, latents: Tensor) -> Tensor:
        return (latents - self._number("shift_factor")) * self._number("scaling_factor")

    def _unscaled(self, latents: Tensor) -> Tensor:
        return latents / self._number("scaling_factor") + self._number("shift_factor")

    def _number(self, name: str) -> float:
        return float(getattr(self._vae.config, name))
