"""Whether the captions of an episode can be drawn into a target's picture, and with what letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import named_path
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.caption_font import CaptionFont, font_name, joined_letters, joins_letters, missing_letters
from studio.finish.caption_text import plain_text
from studio.finish.targets import Target
from studio.jobs.file_digests import digest_of
from studio.media.input_files import shown

_SHOWN = 8                  # letters that a sentence names


def letters_of_captions(store: EpisodeStore, captions: Sequence[Caption], target: Target) -> CaptionFont | None:
    """The font of the episode's settings, with which these captions can be drawn; None is the program's own.

    Raises StudioError: "input" for a font that is no font, or not there, or that lacks letters of the captions; "missing"
    where they have letters that cannot be joined here. The sentence names letters, target and what mends it.
    """
    font = chosen_font(store.settings, store.folder)
    text = "\n".join(plain_text(item.text) for item in captions)
    lacking = missing_letters(text, font)
    if lacking:
        raise StudioError("input", f"{target.title} draws the captions into the picture, but the font {font_name(font)} has "
                                   f"no letters for {_named(lacking)}. Choose a font file that has them "
                                   f"(`--caption-font FILE`), or {_otherwise(target)}.")
    joined = [] if joins_letters() else joined_letters(text)
    if joined:
        raise StudioError("missing", f"{target.title} draws the captions into the picture, but letters such as "
                                     f"{_named(joined)} have to be joined or run from right to left, which needs the "
                                     "library FriBiDi, and it is not here. Install it (Debian: `apt-get install "
                                     f"libfribidi0`), or {_otherwise(target)}.")
    return font


def chosen_font(settings: EpisodeSettings, folder: Path) -> CaptionFont | None:
    """The font that the settings of the episode in `folder` name; None is the program's own.

    Raises StudioError("input") where it is not there, or cannot be read.
    """
    if not settings.caption_font:
        return None
    path = named_path(folder, settings.caption_font)
    if not path.is_file():
        raise StudioError("input", f"There is no file {shown(path)}: choose the captions' font again, or none.")
    return CaptionFont(path, digest_of(path))


def _otherwise(target: Target) -> str:
    if target.burns_captions:
        return "leave this target out, or the captions (`--captions off`)"
    return "let the captions be a track beside the picture (`--captions track`)"


def _named(letters: Sequence[str]) -> str:
    names = " ".join(_name(letter) for letter in letters[:_SHOWN])
    return f"{names} and {len(letters) - _SHOWN} more" if len(letters) > _SHOWN else names


def _name(letter: str) -> str:
    """Itself, or its number where it cannot stand alone."""
    stands_alone = letter.isprintable() and not unicodedata.category(letter).startswith("M")
    return letter if stands_alone else f"U+{ord(letter):04X}"
