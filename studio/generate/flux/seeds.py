"""Where a take's noise comes from."""

from __future__ import annotations

import hashlib
from typing import Literal, TypeAlias

import torch

Noise: TypeAlias = Literal["same", "frame"]
"""The same noise for every frame of a seed, or another for each."""


def noise_generator(seed: int, noise: Noise, frame_pixels: str) -> torch.Generator:
    """Draws on the processor, so that a seed means the same on every card, as in ComfyUI."""
    return torch.Generator().manual_seed(seed if noise == "same" else _seed_of(seed, frame_pixels))


def _seed_of(seed: int, frame_pixels: str) -> int:
    """Another seed for each frame, the same for the same frame."""
    return int.from_bytes(hashlib.sha256(f"{seed} {frame_pixels}".encode("ascii")).digest()[:8], "big") >> 1
