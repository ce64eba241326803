"""The visible credit: a small text in the lower right corner that says that the video is generated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from studio.finish.inter_font import inter_font
from studio.finish.overlay import Patch

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from studio.finish.overlay import RgbaPicture

Language: TypeAlias = Literal["en", "ru"]

GENERATED: Final = {"en": "Generated", "ru": "Сгенерировано"}
_WEIGHT: Final = "Medium"
_TEXT_PART, _SMALLEST_TEXT = 1 / 40, 11         # of the shorter side of the video; pixels
_MARGIN_PART = 1 / 40
_WIDEST_PART = 0.7
_PLATE = (0, 0, 0, 140)                         # black, 55 %: white text on it has 4.5:1 also over white
_INK = (255, 255, 255, 255)


def credit_text(engine: str, language: Language = "en") -> str:
    """Such as "Generated · flux-pulid"; an engine that is not known is left out."""
    return " · ".join(part for part in (GENERATED[language], engine) if part)


class CreditOverlay:
    """One patch over every frame; a `FrameOverlay`."""

    def __init__(self, text: str, width: int, height: int) -> None:
        """`width` and `height` are the video's, in pixels; a text too wide for it is cut and ends in an ellipsis."""
        margin = max(2, round(min(width, height) * _MARGIN_PART))
        pixels = _drawn(text, min(width, height), round(width * _WIDEST_PART))[: height, : width]
        top, left = (max(0, size - part - margin) for size, part in zip((height, width), pixels.shape, strict=False))
        self._patch = Patch(pixels, left, top)

    def at(self, frame: int) -> Patch | None:
        """The same patch whatever the frame."""
        del frame
        return self._patch


def _drawn(text: str, side: int, widest: int) -> RgbaPicture:
    """White text on a dark plate with round corners."""
    from PIL import Image, ImageDraw

    size = max(_SMALLEST_TEXT, round(side * _TEXT_PART))
    font, pad = inter_font(_WEIGHT, size), max(3, round(size * 0.45))
    text = _cut(text, font, widest - 2 * pad)
    ascent, descent = font.getmetrics()
    picture = Image.new("RGBA", (round(font.getlength(text)) + 2 * pad, ascent + descent + pad), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, picture.width - 1, picture.height - 1), radius=pad, fill=_PLATE)
    draw.text((pad, pad // 2), text, font=font, fill=_INK)
    return np.asarray(picture)


def _cut(text: str, font: FreeTypeFont, widest: int) -> str:
    if font.getlength(text) <= widest:
        return text
    fitting = (text[:length].rstrip(" ·") + "…" for length in range(len(text) - 1, 0, -1))
    return next((shorter for shorter in fitting if font.getlength(shorter) <= widest), "…")
