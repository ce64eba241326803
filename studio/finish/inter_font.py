"""The program's own letters, for texts that are drawn into pictures."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file
from typing import TYPE_CHECKING, Literal, TypeAlias

from studio.episode.bundled import bundled

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Weight: TypeAlias = Literal["Medium", "SemiBold"]


@lru_cache(maxsize=64)
def inter_font(weight: Weight, size: int) -> FreeTypeFont:
    """Inter of a weight, `size` pixels high."""
    from PIL import ImageFont

    with as_file(bundled("resources", "fonts", f"Inter-{weight}.otf")) as path:
        return ImageFont.truetype(path, size)
