"""Files that travel with the package: shipped presets and resources."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def bundled(*parts: str) -> Traversable:
    """`bundled("presets")`, `bundled("resources", "sample", "voice.flac")`: from the wheel, or from the checkout."""
    packed = files("studio") / "data"
    root = packed if packed.is_dir() else files("studio") / ".."
    return root.joinpath(*parts)
