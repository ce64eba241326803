"""Everything klein holds while it works, and the loading of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from diffusers import AutoencoderKLFlux2

from studio.generate.flux.autoencoder import load_vae
from studio.generate.flux.devices import dtype_of, mode_for, pick_device, settle
from studio.generate.flux.memory_modes import KLEIN_BYTES
from studio.generate.flux.preview import LatentPreview
from studio.generate.klein.klein_autoencoder import KleinAutoencoder
from studio.generate.klein.klein_files import open_klein
from studio.generate.klein.klein_paths import KLEIN, klein_folder
from studio.generate.klein.qwen_prompts import QwenPromptEncoder
from studio.generate.klein.transformer import KleinTransformer
from studio.weights.catalog import catalog_row
from studio.weights.remembered import remembered_sha256

if TYPE_CHECKING:
    from studio.generate.flux.flux_model import EncodesPrompts
    from studio.generate.flux.memory_modes import MemoryMode
    from studio.generate.flux.tensor_reader import ReadTensor
    from studio.generate.klein.blocks import KleinSizes
    from studio.generate.klein.klein_options import KleinOptions


@dataclass(frozen=True, slots=True)
class KleinModel:
    """A loaded model. `read` reaches the weights that are not kept: those of the modulations."""

    transformer: KleinTransformer
    read: ReadTensor
    autoencoder: KleinAutoencoder
    preview: LatentPreview
    prompts: EncodesPrompts
    device: torch.device
    dtype: torch.dtype
    mode: MemoryMode
    weights: tuple[tuple[str, str], ...]


def load_klein(options: KleinOptions, mode: MemoryMode | None = None) -> KleinModel:
    """Load everything for the card that is there, or for the processor where $STUDIO_DEVICE is "cpu".

    `mode` replaces the choice by the card. Raises StudioError where weights or a card are missing.
    """
    folder = klein_folder()
    device = pick_device()
    mode = mode or mode_for(device, options, KLEIN_BYTES)
    dtype = dtype_of(mode)
    vae = load_vae(AutoencoderKLFlux2, folder, dtype, KLEIN)
    read, sizes = open_klein(folder, "cpu" if mode.offload else device.type, dtype)
    transformer = build_klein(read, sizes, mode, device)
    read, _ = open_klein(folder, device.type, dtype)
    encoders = [remembered_sha256(file) for file in _files(folder, "text_encoder")]
    prompts = QwenPromptEncoder(folder, encoders, device, dtype)
    return assembled(transformer, read, vae.to(device), prompts, mode, _digests(folder))


def build_klein(read: ReadTensor, sizes: KleinSizes, mode: MemoryMode, device: torch.device) -> KleinTransformer:
    """The transformer in this mode."""
    transformer = KleinTransformer(read, sizes, small=mode.precision == "fp8").eval()
    settle(transformer, mode, device)
    return transformer


def assembled(transformer: KleinTransformer, read: ReadTensor, vae: AutoencoderKLFlux2, prompts: EncodesPrompts,
              mode: MemoryMode, weights: tuple[tuple[str, str], ...]) -> KleinModel:
    """The model of its parts, `vae` being where it works."""
    autoencoder = KleinAutoencoder(vae)
    preview = LatentPreview(autoencoder, vae.device)
    return KleinModel(transformer, read, autoencoder, preview, prompts, vae.device, dtype_of(mode), mode, weights)


def _digests(folder: Path) -> tuple[tuple[str, str], ...]:
    """Of all that shapes pictures: under the name of the table of weights where it is the published model."""
    files = [file for part in ("transformer", "vae", "text_encoder") for file in _files(folder, part)]
    digests = {f"{file.parent.name}/{file.name}": remembered_sha256(file) for file in files}
    published = {part.path: part.sha256 for part in catalog_row(KLEIN).parts}
    if digests.items() <= published.items():
        return ((KLEIN, hashlib.sha256("".join(digests.values()).encode("ascii")).hexdigest()),)
    return tuple(digests.items())


def _files(folder: Path, part: str) -> list[Path]:
    return sorted((folder / part).glob("*.safetensors"))
