"""Captions drawn into the picture: white letters with a dark outline, inside what every screen shows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.finish.caption_font import as_drawn, font_at, missing_letters
from studio.finish.caption_text import plain_text
from studio.finish.overlay import Patch

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from studio.finish.caption_font import CaptionFont
    from studio.finish.overlay import RgbaPicture

SAFE_SHARE: Final = 0.05
"""Of width and height left free on each side: the graphics safe area of EBU R 95."""

SAFE_BELOW_UPRIGHT: Final = 0.15
"""Of the height of an upright picture left free below, where the apps that show such videos lay their own texts (ours)."""

LETTERS_SHARE: Final = 0.05
"""Size of the letters, of the height of a picture; an upright one counts as 4:3, so that a line holds some words (ours)."""

_SMALLEST = 10
_TALLEST_SHARE = 0.5        # a text that is taller is drawn smaller
_OUTLINE = 1 / 12           # of the size of the letters
_LEADING = 0.2


@lru_cache(maxsize=32)
def caption_patch(text: str, width: int, height: int, font: CaptionFont | None = None) -> Patch | None:
    """`text` as it stands in a picture of this size, below and in the middle; None where there is nothing to draw. `font`
    None is the program's own; letters that a font lacks are boxes, so ask `missing_letters` before.

    Lines that are too long are broken between words, a word that is too long inside it; a text that is too tall is drawn
    smaller, and ends in "…" where it would leave the picture all the same.
    """
    words = as_drawn(plain_text(text))
    if not words:
        return None
    below = SAFE_BELOW_UPRIGHT if height > width else SAFE_SHARE
    lines, size = _fitted(words, width * (1 - 2 * SAFE_SHARE), height, _size(width, height), font)
    shown = max(1, int(height * (1 - below - SAFE_SHARE) / _step(size)))
    if len(lines) > shown:
        cut_off = "..." if missing_letters("…", font) else "…"
        lines = [*lines[: shown - 1], lines[shown - 1] + cut_off]
    rgba = _drawn(lines, font_at(font, size), size)
    top = max(0, height - round(height * below) - rgba.shape[0])
    left = max(0, (width - rgba.shape[1]) // 2)
    rgba = rgba[: height - top, : width - left]
    rgba.flags.writeable = False
    return Patch(rgba, left, top)


def _fitted(words: str, room: float, height: int, size: int, font: CaptionFont | None) -> tuple[list[str], int]:
    """The lines, and the size of letters at which they are not too tall, or the smallest."""
    lines = _lines(words, font_at(font, size), room)
    while size > _SMALLEST and len(lines) * _step(size) > height * _TALLEST_SHARE:
        size = max(_SMALLEST, size * 9 // 10)
        lines = _lines(words, font_at(font, size), room)
    return lines, size


def _step(size: int) -> int:
    """From one line to the next, in pixels."""
    return round(size * (1 + _LEADING))


def _size(width: int, height: int) -> int:
    return max(_SMALLEST, round(LETTERS_SHARE * min(height, width * 4 / 3)))


def _lines(text: str, font: FreeTypeFont, room: float) -> list[str]:
    """As few lines as fit, as even in length as they can be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        broken = _broken(paragraph, font, room)
        narrow = room
        while (narrow := narrow - room / 40) > 0 and len(even := _broken(paragraph, font, narrow)) == len(broken):
            if any(word not in paragraph.split() for line in even for word in line.split()):
                break
            broken = even
        lines += broken
    return lines


def _broken(paragraph: str, font: FreeTypeFont, room: float) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= room:
            lines[-1] = longer
            continue
        pieces = _pieces(word, font, room)
        lines = [*(line for line in lines if line), *pieces]
    return lines


def _pieces(word: str, font: FreeTypeFont, room: float) -> list[str]:
    """A word cut where it is longer than the line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and font.getlength(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _drawn(lines: list[str], font: FreeTypeFont, size: int) -> RgbaPicture:
    from PIL import Image, ImageDraw

    outline = max(1, round(size * _OUTLINE))
    step = _step(size)
    width = round(max(font.getlength(line) for line in lines)) + 2 * outline
    image = Image.new("RGBA", (width, step * len(lines) + 2 * outline), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((width / 2, outline + step * number), line, font=font, fill=(255, 255, 255, 255), anchor="ma",
                  stroke_width=outline, stroke_fill=(0, 0, 0, 255))
    return np.array(image)
