"""Captions as files: SubRip (.srt) and WebVTT (.vtt), told by their content when read and by the ending when written."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.track import Caption
from studio.finish.caption_text import from_web_vtt, to_web_vtt, without_blank_lines
from studio.media.input_files import require_file, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from webvtt.models import Timestamp

LARGEST_BYTES = 16 << 20
SRT, VTT = ".srt", ".vtt"
ENDINGS = (SRT, VTT)
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1251")
_SHORTEST_S = 0.001


def read_captions(path: Path) -> tuple[Caption, ...]:
    """The captions of a SubRip or WebVTT file, in order of time; those that last no time or say nothing are passed over.

    UTF-8 with or without a mark at its beginning, UTF-16 with one, else Windows-1251, which old Russian files have; lines
    may end in any way. Of WebVTT the cues' places, styles and speakers are passed over.
    Raises StudioError("input") naming what cannot be read, with its line.
    """
    require_file(path, "captions")
    if path.stat().st_size > LARGEST_BYTES:
        raise StudioError("input", f"{shown(path)} is too large for captions: choose a SubRip (.srt) or WebVTT (.vtt) file.")
    text = re.sub(r"\r\n?", "\n", _text(path))
    found = _parse_vtt(path, text) if text.startswith("WEBVTT") else _parse_srt(path, text)
    captions = [item for item in found if item.end_s - item.start_s >= _SHORTEST_S and item.text]
    if not captions:
        raise _unreadable(path, 1, "no caption in it")
    return tuple(sorted(captions, key=lambda caption: caption.start_s))


def write_captions(captions: Iterable[Caption], out: Path) -> int:
    """Write captions in UTF-8 as the ending of `out` says, whole or not at all; how many.

    Raises StudioError("usage") for another ending than .srt or .vtt.
    """
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise StudioError("usage", f"{shown(out)} is no name for captions: end it in .srt or .vtt.")
    ordered = sorted(captions, key=lambda caption: caption.start_s)
    text = _srt_of(ordered) if ending == SRT else _vtt_of(ordered)
    write_atomically(out, text.encode("utf-8"))
    return len(ordered)


def write_beside(captions: Iterable[Caption], video: Path) -> tuple[Path, ...]:
    """Write the captions beside a video under its name, in both forms: players want the one, web pages the other."""
    ordered = tuple(captions)
    paths = tuple(video.with_suffix(ending) for ending in ENDINGS) if ordered else ()
    for path in paths:
        write_captions(ordered, path)
    return paths


def within(captions: Iterable[Caption], start_s: float, end_s: float) -> tuple[Caption, ...]:
    """The captions of a range, cut at its ends, their times counted from its beginning."""
    cut = (Caption(max(item.start_s, start_s) - start_s, min(item.end_s, end_s) - start_s, item.text)
           for item in captions)
    return tuple(item for item in cut if item.end_s - item.start_s >= _SHORTEST_S)


def _parse_srt(path: Path, text: str) -> list[Caption]:
    import srt

    try:
        return [Caption(item.start.total_seconds(), item.end.total_seconds(), item.content.strip())
                for item in srt.parse(text)]
    except srt.SRTParseError as error:
        place = error.expected_start
        blank = len(text[place:]) - len(text[place:].lstrip())
        raise _unreadable(path, text.count("\n", 0, place + blank) + 1, str(error)) from error
    except (ValueError, OverflowError) as error:
        raise _unreadable(path, 1, str(error)) from error


def _parse_vtt(path: Path, text: str) -> list[Caption]:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        cues = webvtt.WebVTT.from_string(text, strict=True).captions
    except (MalformedCaptionError, MalformedFileError) as error:
        raise _unreadable(path, _bad_cue(text), str(error)) from error
    return [Caption(_seconds(cue.start_time), _seconds(cue.end_time), from_web_vtt(cue.raw_text)) for cue in cues]


def _bad_cue(text: str) -> int:
    """The line of the first cue that is none by itself; else the first line."""
    import webvtt
    from webvtt.errors import MalformedCaptionError

    for number, line in enumerate(text.split("\n"), start=1):
        if "-->" in line:
            try:
                if not webvtt.WebVTT.from_string(f"WEBVTT\n\n{line}\nx\n", strict=True).captions:
                    return number
            except MalformedCaptionError:
                return number
    return 1


def _srt_of(captions: Sequence[Caption]) -> str:
    import srt

    return srt.compose([srt.Subtitle(None, _time(item.start_s), _time(item.end_s), without_blank_lines(item.text))
                        for item in captions])


def _vtt_of(captions: Sequence[Caption]) -> str:
    import webvtt

    cues = [webvtt.Caption(_stamp(item.start_s), _stamp(item.end_s), to_web_vtt(item.text)) for item in captions]
    return str(webvtt.WebVTT(captions=cues).content)


def _seconds(stamp: Timestamp) -> float:
    return stamp.hours * 3600 + stamp.minutes * 60 + stamp.seconds + stamp.milliseconds / 1000


def _stamp(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{thousandths:03d}"


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
    raise _unreadable(path, 1, "unknown encoding")


def _unreadable(path: Path, line: int, why: str) -> StudioError:
    return StudioError("input", f"{shown(path)} is no captions file that can be read from line {line} on: mend it there, "
                                "or save the captions as SubRip (.srt) or WebVTT (.vtt) in UTF-8 and try again.", why)
