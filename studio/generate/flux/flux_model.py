"""Everything flux-pulid holds while it works, and the loading of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import torch
from diffusers import AutoencoderKL

from studio.episode.errors import StudioError
from studio.generate.flux.autoencoder import Autoencoder, load_vae
from studio.generate.flux.devices import dtype_of, mode_for, pick_device, settle
from studio.generate.flux.flux_files import open_transformer
from studio.generate.flux.flux_paths import FLUX, FluxPaths
from studio.generate.flux.lora import with_lora
from studio.generate.flux.nvfp4 import nvfp4_folder, open_nvfp4
from studio.generate.flux.preview import LatentPreview
from studio.generate.flux.prompts import PromptEncoder
from studio.generate.flux.transformer import IdentityFlux
from studio.generate.pulid.cross_attention import IdentityCrossAttention
from studio.generate.pulid.identity_encoder import IdentityEncoder
from studio.generate.pulid.pulid_weights import load_adapters
from studio.weights.remembered import remembered_sha256

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.episode.take_request import ReferenceFace
    from studio.generate.flux.blocks import FluxSizes
    from studio.generate.flux.flux_options import FluxOptions
    from studio.generate.flux.memory_modes import MemoryMode
    from studio.generate.flux.prompts import EncodedPrompt
    from studio.generate.flux.tensor_reader import ReadTensor
    from studio.generate.pulid.identity_cache import EncodedIdentity


class EncodesPrompts(Protocol):
    """Prompts to what steers the transformer."""

    def encode(self, prompt: str, tokens: int) -> EncodedPrompt:
        """See `PromptEncoder.encode`."""


class EncodesIdentities(Protocol):
    """References to what the adapters look at."""

    @property
    def notices(self) -> Sequence[str]:
        """See `IdentityEncoder.notices`."""

    def encode(self, faces: Sequence[ReferenceFace], pictures: Sequence[Picture]) -> EncodedIdentity:
        """See `IdentityEncoder.encode`."""


@dataclass(frozen=True, slots=True)
class FluxModel:
    """A loaded model. `read` reaches the weights that are not kept: those of the modulations."""

    flux: IdentityFlux
    read: ReadTensor
    autoencoder: Autoencoder
    preview: LatentPreview
    prompts: EncodesPrompts
    identities: EncodesIdentities
    device: torch.device
    dtype: torch.dtype
    mode: MemoryMode
    weights: tuple[tuple[str, str], ...]


def load_model(options: FluxOptions, mode: MemoryMode | None = None) -> FluxModel:
    """Load everything for the card that is there, or for the processor where $STUDIO_DEVICE is "cpu".

    `mode` replaces the choice by the card. Raises StudioError where weights or a card are missing.
    """
    paths = FluxPaths.found()
    device = pick_device()
    mode = mode or mode_for(device, options)
    dtype = dtype_of(mode)
    autoencoder = Autoencoder(load_vae(AutoencoderKL, paths.flux, dtype, FLUX).to(device))
    home = "cpu" if mode.offload else device.type
    loaded = load_adapters(paths.identity.pulid, home, dtype)
    adapters = [adapter for adapter in loaded if isinstance(adapter, IdentityCrossAttention)]
    is_nvfp4 = mode.precision == "nvfp4"
    opened = _nvfp4_reader(options, device.type) if is_nvfp4 else _reader(paths, options, home, dtype)
    flux = build_transformer(*opened, adapters, mode, device)
    read = _reader(paths, options, device.type, dtype)[0] if mode.offload else opened[0]
    encoders = sorted(paths.flux.glob("text_encoder*/*.safetensors"))
    prompts = PromptEncoder(paths.flux, [remembered_sha256(file) for file in encoders], device, dtype)
    identities = IdentityEncoder(paths.identity, device.type, remembered_sha256)
    read_for_prompts = ((file.name, remembered_sha256(file)) for file in encoders)
    weights = (*_digests(paths, options, mode), *identities.weights, *read_for_prompts)
    return FluxModel(flux, read, autoencoder, LatentPreview(autoencoder, device), prompts, identities, device, dtype, mode,
                     weights)


def _reader(paths: FluxPaths, options: FluxOptions, device: str, dtype: torch.dtype) -> tuple[ReadTensor, FluxSizes]:
    read, sizes = open_transformer(paths.transformer, device, dtype)
    if options.lora:
        read = with_lora(read, Path(options.lora).expanduser(), options.lora_scale)
    return read, sizes


def _nvfp4_reader(options: FluxOptions, device: str) -> tuple[ReadTensor, FluxSizes]:
    if options.lora:
        raise StudioError("input", "A LoRA cannot be added to weights in NVFP4: set the option precision to fp8 or bf16 in "
                                   "the preset, or take the option lora out.")
    return open_nvfp4(nvfp4_folder(), device)


def build_transformer(read: ReadTensor, sizes: FluxSizes, adapters: Sequence[IdentityCrossAttention], mode: MemoryMode,
                      device: torch.device) -> IdentityFlux:
    """The transformer in this mode."""
    flux = IdentityFlux(read, sizes, adapters, small=mode.precision == "fp8").eval().requires_grad_(requires_grad=False)
    settle(flux, mode, device)
    return flux


def _digests(paths: FluxPaths, options: FluxOptions, mode: MemoryMode) -> list[tuple[str, str]]:
    """Of what shapes pictures beside identity and prompt: transformer, autoencoder, LoRA."""
    folder = nvfp4_folder() if mode.precision == "nvfp4" else paths.transformer / "transformer"
    files = [paths.transformer] if paths.transformer.is_file() and mode.precision != "nvfp4" else sorted(
        folder.glob("*.safetensors"))
    files += sorted((paths.flux / "vae").glob("*.safetensors"))
    if options.lora:
        files.append(Path(options.lora).expanduser())
    return [(f"{file.parent.name}/{file.name}", remembered_sha256(file)) for file in files]
