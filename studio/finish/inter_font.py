"""The program's own letters, for texts that are drawn into pictures."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file
from typing import TYPE_CHECKING, Literal, TypeAlias

from studio.episode.bundled import bundled

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont

Weight: TypeAlias = Literal["Medium", "SemiBold"]


@lru_cache(maxsize=64)
def inter_font(weight: Weight, size: int) -> FreeTypeFont:
    """Inter of a weight, `size` pixels high."""
    from PIL import ImageFont

    with inter_file(weight) as path:
        return ImageFont.truetype(path, size)


def inter_file(weight: Weight) -> AbstractContextManager[Path]:
    """Its file, for as long as the context lasts."""
    return as_file(bundled("resources", "fonts", f"Inter-{weight}.otf"))
