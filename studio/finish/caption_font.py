"""The letters of captions that are drawn into the picture: the program's own font, or a file of the person's."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from studio.episode.errors import StudioError
from studio.finish.inter_font import inter_file, inter_font
from studio.media.input_files import shown

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont

WEIGHT: Final = "SemiBold"
_TRIED_SIZE = 20            # pixels
_JOINED = ((0x0900, 0x109F), (0x1780, 0x17FF))      # scripts of South and South-East Asia, whose letters change places


@dataclass(frozen=True, slots=True)
class CaptionFont:
    """A TTF, OTF or TTC (of which the first font counts). `sha256` is that of its bytes, so that another file under the
    same name is another font."""

    path: Path
    sha256: str


def font_at(font: CaptionFont | None, size: int) -> FreeTypeFont:
    """The font, `size` pixels high; None is the program's own."""
    return inter_font(WEIGHT, size) if font is None else _opened(font, size)


def font_name(font: CaptionFont | None) -> str:
    """As a person knows it."""
    return "Inter" if font is None else font.path.name


def missing_letters(text: str, font: CaptionFont | None) -> list[str]:
    """The letters of a text that the font has no picture of, in their order, each once; what is never seen is no letter.

    Raises StudioError("input") for a file that is no font.
    """
    known = _letters_of(font)
    return [letter for letter in dict.fromkeys(as_drawn(text))
            if ord(letter) not in known and not letter.isspace() and not _is_unseen(letter)]


def joined_letters(text: str) -> list[str]:
    """Those that are only right when they are joined, or run from right to left, as Arabic and Hindi do."""
    return [letter for letter in dict.fromkeys(text) if unicodedata.bidirectional(letter) in ("R", "AL")
            or any(first <= ord(letter) <= last for first, last in _JOINED)]


def joins_letters() -> bool:
    """Whether they can be drawn here: Pillow needs Raqm for it, and that the system's FriBiDi."""
    from PIL import features

    return bool(features.check("raqm"))


def as_drawn(text: str) -> str:
    """The same text in the letters that it is drawn with: accents within them, and where Raqm does not leave out what is
    never seen, without that."""
    composed = unicodedata.normalize("NFC", text)
    return composed if joins_letters() else "".join(letter for letter in composed if not _is_unseen(letter))


def _is_unseen(letter: str) -> bool:
    """Joiners, marks of direction, soft hyphens, and what chooses between pictures of one letter."""
    if letter.isspace():
        return False
    return unicodedata.category(letter) in ("Cf", "Cc") or "\ufe00" <= letter <= "\ufe0f"


@lru_cache(maxsize=8)
def _letters_of(font: CaptionFont | None) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    if font is None:
        with inter_file(WEIGHT) as path, TTFont(path, lazy=True) as own:
            return frozenset(own.getBestCmap() or ())
    _opened(font, _TRIED_SIZE)
    try:
        with TTFont(font.path, fontNumber=0, lazy=True) as file:
            return frozenset(file.getBestCmap() or ())
    except Exception as error:      # fontTools raises whatever the broken table leads to
        raise _no_font(font.path) from error


@lru_cache(maxsize=64)
def _opened(font: CaptionFont, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(font.path, size)
    except OSError as error:        # no font, or one of pictures of a single size
        raise _no_font(font.path) from error


def _no_font(path: Path) -> StudioError:
    return StudioError("input", f"{shown(path)} is no font that letters of any size can be drawn with: choose a TTF or OTF "
                                "file with outlines for the captions, or none.")
