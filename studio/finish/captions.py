"""Captions as SubRip files (.srt), read and written."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import srt

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.track import Caption
from studio.media.input_files import require_file, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LARGEST_BYTES = 16 << 20
_BLANK_LINES = re.compile(r"\n\s*\n")
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1251")


def read_srt(path: Path) -> tuple[Caption, ...]:
    """The captions of a SubRip file, in order of time; those that last no time or say nothing are passed over.

    UTF-8 with or without a mark at its beginning, UTF-16 with one, else Windows-1251, which old Russian files have.
    Raises StudioError("input") naming what cannot be read.
    """
    require_file(path, "captions")
    if path.stat().st_size > LARGEST_BYTES:
        raise StudioError("input", f"{shown(path)} is too large for captions: choose a SubRip (.srt) file.")
    try:
        found = list(srt.parse(_text(path).replace("\r\n", "\n")))
    except (srt.SRTParseError, ValueError, OverflowError) as error:
        raise _not_srt(path, str(error)) from error
    captions = [Caption(item.start.total_seconds(), item.end.total_seconds(), item.content.strip())
                for item in found if item.end > item.start and item.content.strip()]
    if not captions:
        raise _not_srt(path, "no caption in it")
    return tuple(sorted(captions, key=lambda caption: caption.start_s))


def write_srt(captions: Iterable[Caption], out: Path) -> int:
    """Write captions as a SubRip file in UTF-8, whole or not at all; how many."""
    shown_ones = [srt.Subtitle(None, _time(item.start_s), _time(item.end_s), _BLANK_LINES.sub("\n", item.text.strip()))
                  for item in sorted(captions, key=lambda caption: caption.start_s)]
    write_atomically(out, srt.compose(shown_ones).encode("utf-8"))
    return len(shown_ones)


def within(captions: Iterable[Caption], start_s: float, end_s: float) -> tuple[Caption, ...]:
    """The captions of a range, cut at its ends, their times counted from its beginning."""
    cut = (Caption(max(item.start_s, start_s) - start_s, min(item.end_s, end_s) - start_s, item.text)
           for item in captions)
    return tuple(item for item in cut if item.end_s - item.start_s >= 0.001)


def _time(seconds: float) -> timedelta:
    return timedelta(milliseconds=round(seconds * 1000))


def _text(path: Path) -> str:
    data = path.read_bytes()
    encodings = _ENCODINGS if data[:2] in (b"\xff\xfe", b"\xfe\xff") else (_ENCODINGS[0], _ENCODINGS[2])
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_srt(path, "unknown encoding")


def _not_srt(path: Path, why: str) -> StudioError:
    return StudioError("input", f"{shown(path)} is not a SubRip (.srt) file that can be read: save the captions as SRT in "
                                "UTF-8 and try again.", why)
