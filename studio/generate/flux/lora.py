"""LoRA, merged into the weights while they are read: costs nothing per picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from diffusers import FluxPipeline
from safetensors import SafetensorError
from torch import Tensor

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from studio.generate.flux.tensor_reader import ReadTensor

_TRANSFORMER = "transformer."


def with_lora(read: ReadTensor, file: Path, scale: float) -> ReadTensor:
    """`read` with the LoRA in `file` (diffusers', kohya's, XLabs' layouts) added, `scale` times.

    Raises StudioError("input") for a file that is none or changes nothing of the transformer.
    """
    pairs = _pairs(file)

    def read_merged(name: str) -> Tensor:
        tensor = read(name)
        if name not in pairs:
            return tensor
        down, up, factor = pairs[name]
        change = up.to(tensor.device).float() @ down.to(tensor.device).float()
        return (tensor.float() + scale * factor * change).to(tensor.dtype)

    return read_merged


def _pairs(file: Path) -> dict[str, tuple[Tensor, Tensor, float]]:
    """By the name of the weight: down, up, and alpha / rank where the file carries its alphas."""
    try:
        state, alphas = FluxPipeline.lora_state_dict(str(file), return_alphas=True, use_safetensors=True,
                                                     local_files_only=True)
    except (SafetensorError, OSError, ValueError, KeyError, RuntimeError) as error:
        raise StudioError("input", f"{file} cannot be read as a LoRA for FLUX.1: give a .safetensors file.",
                          repr(error)) from error
    found = {}
    for name, down in state.items():
        base = name.removesuffix(".lora_A.weight")
        if base == name or not name.startswith(_TRANSFORMER):
            continue
        alpha = (alphas or {}).get(f"{base}.alpha")
        factor = 1.0 if alpha is None else float(alpha) / down.shape[0]
        found[f"{base.removeprefix(_TRANSFORMER)}.weight"] = (down, state[f"{base}.lora_B.weight"], factor)
    if not found:
        raise StudioError("input", f"{file} changes nothing in FLUX.1's transformer: it is a LoRA for something else.")
    return found
