"""Prompts as FLUX.2 klein reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from diffusers import Flux2KleinPipeline

from studio.generate.flux.prompts import PromptEncoder

if TYPE_CHECKING:
    import torch
    from torch import Tensor


class QwenPromptEncoder(PromptEncoder):
    """Encodes with the Qwen3 of a FLUX.2 klein folder: its layers 9, 18 and 27 side by side, no pooled part."""

    row: ClassVar[str] = "flux2-klein"
    encoder_bytes: ClassVar[int] = 10 << 30
    """What Qwen3-4B needs on the card in bfloat16 (8.0 GB) with room to work."""

    def _told(self, prompt: str, tokens: int, place: torch.device) -> tuple[Tensor, Tensor]:
        with self._loading():
            pipeline = Flux2KleinPipeline.from_pretrained(
                str(self._folder), transformer=None, vae=None, torch_dtype=self._dtype, local_files_only=True,
                use_safetensors=True)
        text, _ = pipeline.to(place).encode_prompt(prompt, max_sequence_length=tokens)
        return text, text.new_empty(1, 0)
