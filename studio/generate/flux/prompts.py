"""Prompts as FLUX reads them: encoded once, kept on disk, and the encoders let go."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import torch
from diffusers import FluxPipeline
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.folders import cache_folder

_REVISION = 1
_TEXT, _POOLED = "text", "pooled"


@dataclass(frozen=True, slots=True)
class EncodedPrompt:
    """`text` (1, tokens, 4096) by T5 and `pooled` (1, 768) by CLIP; bfloat16 on the CPU.

    For FLUX.2 klein (1, tokens, 7680) by Qwen3, and (1, 0).
    """

    text: Tensor
    pooled: Tensor


class PromptEncoder:
    """Encodes with the text encoders of a FLUX.1 folder (text_encoder, text_encoder_2 and their tokenizers)."""

    row: ClassVar[str] = "flux1-dev"
    encoder_bytes: ClassVar[int] = 11 << 30
    """What T5-XXL and CLIP-L need on the card in bfloat16 (9.5 + 0.2 GB) with room to work."""

    def __init__(self, folder: Path, weights: Sequence[str], device: torch.device, dtype: torch.dtype) -> None:
        """`weights` are the digests of the encoders' files; with them a cached prompt is told from another model's."""
        self._folder = folder
        self._weights = list(weights)
        self._device = device
        self._dtype = dtype

    def encode(self, prompt: str, tokens: int) -> EncodedPrompt:
        """The prompt padded or cut to `tokens`; from the cache where it was encoded before."""
        path = self._path(prompt, tokens)
        held = _read(path)
        if held is None:
            held = self._encoded(prompt, tokens)
            write_atomically(path, save({_TEXT: held.text, _POOLED: held.pooled}))
        return held

    def _path(self, prompt: str, tokens: int) -> Path:
        content = json.dumps([_REVISION, self._weights, str(self._dtype), tokens, prompt])
        return cache_folder() / "prompts" / f"{hashlib.sha256(content.encode('utf-8')).hexdigest()}.safetensors"

    def _encoded(self, prompt: str, tokens: int) -> EncodedPrompt:
        """On the card where the encoders fit beside what is there, else on the processor: the same once, only slower."""
        with torch.no_grad():
            text, pooled = self._told(prompt, tokens, self._place())
        encoded = EncodedPrompt(text.cpu().contiguous(), pooled.cpu().contiguous())
        del text, pooled
        gc.collect()
        if self._device.type == "cuda":
            torch.cuda.empty_cache()
        return encoded

    def _told(self, prompt: str, tokens: int, place: torch.device) -> tuple[Tensor, Tensor]:
        """Text and pooled; the encoders are let go."""
        with self._loading():
            pipeline = FluxPipeline.from_pretrained(str(self._folder), transformer=None, vae=None, torch_dtype=self._dtype,
                                                    local_files_only=True, use_safetensors=True)
        text, pooled, _ = pipeline.to(place).encode_prompt(prompt, None, max_sequence_length=tokens)
        return text, pooled

    @contextmanager
    def _loading(self) -> Iterator[None]:
        """Within it, encoders that cannot be loaded are said to be damaged."""
        try:
            yield
        except (SafetensorError, OSError, ValueError, RuntimeError) as error:
            raise StudioError("damaged", f"The text encoders in {self._folder} cannot be loaded. Check them with "
                                         f"`studio weights verify {self.row}`.", str(error)) from error

    def _place(self) -> torch.device:
        if self._device.type == "cuda" and torch.cuda.mem_get_info(self._device)[0] < self.encoder_bytes:
            return torch.device("cpu")
        return self._device


def _read(path: Path) -> EncodedPrompt | None:
    try:
        tensors = load_file(path)
        return EncodedPrompt(tensors[_TEXT], tensors[_POOLED])
    except (OSError, SafetensorError, KeyError):
        return None
