"""Where a model runs, in which mode, and how blocks are kept off the card."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Protocol

import torch
from torch import nn

from studio.episode.errors import StudioError
from studio.episode.folders import cache_folder
from studio.generate.card_engine import DEVICE_VARIABLE
from studio.generate.flux.memory_modes import PROCESSOR, RESIDENT_BYTES, Card, MemoryMode, choose_mode
from studio.generate.flux.rows import has_kernels

MEMORY_VARIABLE = "STUDIO_MEMORY"


class WithPrecision(Protocol):
    """Options of an engine, as far as the mode follows from them."""

    @property
    def precision(self) -> str:
        """"auto", "bf16" or "fp8"."""


def pick_device() -> torch.device:
    """$STUDIO_DEVICE, else the card; raises StudioError("missing") without one."""
    wanted = os.environ.get(DEVICE_VARIABLE, "")
    if wanted not in ("", "cpu", "cuda"):
        raise StudioError("input", f"${DEVICE_VARIABLE} must be cpu or cuda, not {wanted}.")
    if wanted == "cpu":
        return torch.device("cpu")
    if not torch.cuda.is_available():
        raise StudioError("missing", "This engine needs an NVIDIA card, and none can be used here: `studio doctor` says "
                                     "what is missing. A card elsewhere: `studio hosts add`.")
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


def mode_for(device: torch.device, options: WithPrecision, resident: Mapping[str, int] = RESIDENT_BYTES) -> MemoryMode:
    """The mode for a device; $STUDIO_MEMORY = "offload" asks for the smallest of its precision. See `choose_mode`."""
    if device.type == "cpu":
        return PROCESSOR
    chosen = choose_mode(card(device), options.precision, resident)
    wanted = os.environ.get(MEMORY_VARIABLE, "")
    if wanted not in ("", "offload"):
        raise StudioError("input", f"${MEMORY_VARIABLE} must be offload or not set, not {wanted}.")
    return (chosen.smaller() or chosen) if wanted else chosen


def dtype_of(mode: MemoryMode) -> torch.dtype:
    """What is not kept in 8-bit floats."""
    return torch.float32 if mode.precision == "fp32" else torch.bfloat16


def keep_off_card(model: nn.Module, device: torch.device) -> None:
    """Let blocks wait in the machine's memory; the next one is brought while one works."""
    from diffusers.hooks import apply_group_offloading

    apply_group_offloading(model, onload_device=device, offload_device=torch.device("cpu"), offload_type="block_level",
                           num_blocks_per_group=1, use_stream=True)


def settle(model: nn.Module, mode: MemoryMode, device: torch.device) -> None:
    """Free what loading a model took on the card, and keep its blocks off the card where the mode says so."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    if mode.offload:
        keep_off_card(model, device)


def kernel_notices(device: torch.device) -> list[str]:
    """What a person is told where a card works without our kernels."""
    if device.type == "cpu" or has_kernels():
        return []
    return ["Triton is not installed, so the card works without the studio's own kernels, which is slower: "
            "pip install triton."]


def keep_compiled_code() -> None:
    """Let torch keep what it compiles among the studio's caches, so that the next start finds it."""
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache_folder() / "compiled"))
