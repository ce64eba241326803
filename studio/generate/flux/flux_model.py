"""Everything flux-pulid holds while it works, and the loading of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import torch
from diffusers import AutoencoderKL
from safetensors import SafetensorError

from studio.episode.errors import StudioError
from studio.episode.folders import cache_folder
from studio.generate.card_engine import DEVICE_VARIABLE
from studio.generate.flux.autoencoder import Autoencoder
from studio.generate.flux.flux_files import open_transformer
from studio.generate.flux.flux_paths import FluxPaths
from studio.generate.flux.lora import with_lora
from studio.generate.flux.memory_modes import PROCESSOR, Card, MemoryMode, choose_mode
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
    from studio.generate.flux.prompts import EncodedPrompt
    from studio.generate.flux.tensor_reader import ReadTensor
    from studio.generate.pulid.identity_cache import EncodedIdentity

MEMORY_VARIABLE = "STUDIO_MEMORY"


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
    dtype = torch.float32 if mode.precision == "fp32" else torch.bfloat16
    autoencoder = Autoencoder(_vae(paths.flux, dtype).to(device))
    home = "cpu" if mode.offload else device.type
    loaded = load_adapters(paths.identity.pulid, home, dtype)
    adapters = [adapter for adapter in loaded if isinstance(adapter, IdentityCrossAttention)]
    flux = build_transformer(*_reader(paths, options, home, dtype), adapters, mode, device)
    read, _ = _reader(paths, options, device.type, dtype)
    encoders = sorted(paths.flux.glob("text_encoder*/*.safetensors"))
    prompts = PromptEncoder(paths.flux, [remembered_sha256(file) for file in encoders], device, dtype)
    identities = IdentityEncoder(paths.identity, device.type, remembered_sha256)
    weights = (*_digests(paths, options), *identities.weights, *((file.name, remembered_sha256(file)) for file in encoders))
    return FluxModel(flux, read, autoencoder, LatentPreview(autoencoder, device), prompts, identities, device, dtype, mode,
                     weights)


def _vae(flux: Path, dtype: torch.dtype) -> AutoencoderKL:
    try:
        return AutoencoderKL.from_pretrained(str(flux), subfolder="vae", torch_dtype=dtype, local_files_only=True)
    except (SafetensorError, OSError, ValueError, RuntimeError) as error:
        raise StudioError("damaged", f"The autoencoder in {flux / 'vae'} cannot be loaded. Check it with `studio weights "
                                     "verify flux1-dev`.", str(error)) from error


def _reader(paths: FluxPaths, options: FluxOptions, device: str, dtype: torch.dtype) -> tuple[ReadTensor, FluxSizes]:
    read, sizes = open_transformer(paths.transformer, device, dtype)
    if options.lora:
        read = with_lora(read, Path(options.lora).expanduser(), options.lora_scale)
    return read, sizes


def build_transformer(read: ReadTensor, sizes: FluxSizes, adapters: Sequence[IdentityCrossAttention], mode: MemoryMode,
                      device: torch.device) -> IdentityFlux:
    """The transformer in this mode."""
    flux = IdentityFlux(read, sizes, adapters, small=mode.precision == "fp8").eval().requires_grad_(requires_grad=False)
    if device.type == "cuda":
        torch.cuda.empty_cache()
    if mode.offload:
        keep_off_card(flux, device)
    return flux


def keep_off_card(flux: IdentityFlux, device: torch.device) -> None:
    """Let blocks wait in the machine's memory; the next one is brought while one works."""
    from diffusers.hooks import apply_group_offloading

    apply_group_offloading(flux, onload_device=device, offload_device=torch.device("cpu"), offload_type="block_level",
                           num_blocks_per_group=1, use_stream=True)


def pick_device() -> torch.device:
    """$STUDIO_DEVICE, else the card; raises StudioError("missing") without one."""
    wanted = os.environ.get(DEVICE_VARIABLE, "")
    if wanted not in ("", "cpu", "cuda"):
        raise StudioError("input", f"${DEVICE_VARIABLE} must be cpu or cuda, not {wanted}.")
    if wanted == "cpu":
        return torch.device("cpu")
    if not torch.cuda.is_available():
        raise StudioError("missing", "flux-pulid needs an NVIDIA card, and none can be used here: `studio doctor` says what "
                                     "is missing. A card elsewhere: `studio hosts add`.")
    return torch.device("cuda")


def card(device: torch.device) -> Card:
    """The card behind `device`."""
    free, total = torch.cuda.mem_get_info(device)
    return Card(torch.cuda.get_device_name(device), torch.cuda.get_device_capability(device), free, total)


def memory_in_use(device: torch.device) -> tuple[int, int] | None:
    """Bytes in use on a card, by whomever, and bytes it has; None for the processor."""
    if device.type == "cpu":
        return None
    found = card(device)
    return found.total - found.free, found.total


def mode_for(device: torch.device, options: FluxOptions) -> MemoryMode:
    """The mode for a device; $STUDIO_MEMORY = "offload" asks for the smallest of its precision."""
    if device.type == "cpu":
        return PROCESSOR
    chosen = choose_mode(card(device), options.precision)
    wanted = os.environ.get(MEMORY_VARIABLE, "")
    if wanted not in ("", "offload"):
        raise StudioError("input", f"${MEMORY_VARIABLE} must be offload or not set, not {wanted}.")
    return (chosen.smaller() or chosen) if wanted else chosen


def keep_compiled_code() -> None:
    """Let torch keep what it compiles among the studio's caches, so that the next start finds it."""
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache_folder() / "compiled"))


def _digests(paths: FluxPaths, options: FluxOptions) -> list[tuple[str, str]]:
    """Of what shapes pictures beside identity and prompt: transformer, autoencoder, LoRA."""
    single = paths.transformer.is_file()
    files = [paths.transformer] if single else sorted((paths.transformer / "transformer").glob("*.safetensors"))
    files += sorted((paths.flux / "vae").glob("*.safetensors"))
    if options.lora:
        files.append(Path(options.lora).expanduser())
    return [(f"{file.parent.name}/{file.name}", remembered_sha256(file)) for file in files]
