"""The person's own upscaler weights, looked at before anything is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.media.input_files import shown

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".safetensors"

_CONVERT = (
    'python -c "import sys, torch, safetensors.torch as s; w = torch.load(sys.argv[1], weights_only=True); '
    "w = w.get('params_ema', w.get('params', w)); s.save_file({{k: v.contiguous() for k, v in w.items()}}, sys.argv[2])\" "
    '"{}" "{}"'
)
"""`weights_only` unpickles tensors and nothing else; the names are those that the trainers of Real-ESRGAN give."""


def require_upscaler(path: Path) -> None:
    """Raises StudioError("input") unless `path` is a file of plain tensors: a pickled one can run any program."""
    if path.suffix.lower() != ENDING:
        command = _CONVERT.format(path.name, path.stem + ENDING)
        message = (f"{shown(path)} is no .safetensors file, and no other file of weights is opened, for it can run any "
                   f"program. Convert it once: {command}")
        raise StudioError("input", message)
    if not path.is_file():
        raise StudioError("input", f"There is no file {shown(path)}: choose the upscaler's weights again, or none.")
