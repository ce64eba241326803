"""Captions as WebVTT, the form that a page's video element reads (https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studio.episode.track import Caption


def vtt_text(captions: Iterable[Caption]) -> str:
    """A whole WebVTT file; a blank line would end a caption, so it is left out."""
    return "\n".join(["WEBVTT\n", *(_cue(caption) for caption in captions)])


def _cue(caption: Caption) -> str:
    lines = [line.strip() for line in escape(caption.text, quote=False).splitlines() if line.strip()]
    return f"{_time(caption.start_s)} --> {_time(caption.end_s)}\n" + "\n".join(lines) + "\n"


def _time(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"
