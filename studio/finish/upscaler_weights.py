"""The person's own upscaler weights, looked at before anything is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.media.input_files import shown

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".safetensors"


def require_upscaler(path: Path) -> None:
    """Raises StudioError("input") unless `path` is a file of plain tensors: a pickled one can run any program."""
    if path.suffix.lower() != ENDING:
        raise StudioError(
            "input",
            f"{shown(path)} is not a {ENDING} file. Other files of weights can run any program when they are opened, so "
            "none is. Convert it once: python -c \"import sys, torch, safetensors.torch as s; w = torch.load(sys.argv[1], "
            "weights_only=True); w = w.get('params_ema', w.get('params', w)); s.save_file({k: v.contiguous() for k, v in "
            f"w.items()}}, sys.argv[2])\" {path.name} {path.stem}{ENDING}",
        )
    if not path.is_file():
        raise StudioError("input", f"There is no file {shown(path)}: choose the upscaler's weights again, or none.")
