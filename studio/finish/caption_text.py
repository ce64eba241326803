"""The marks inside a caption's text: what SubRip and WebVTT share is kept, the rest is for other programs."""

from __future__ import annotations

import re
from html import escape, unescape

_SHARED = re.compile(r"<(/?)([ibuIBU])(?:\.[^>]*)?>")
_ANY = re.compile(r"</?(?:[ibu]|font|c|v|lang|ruby|rt)\b[^>]*>|<[\d:.]+>", re.IGNORECASE)
_POSITION = re.compile(r"\{\\[^}]*\}")      # {\an8}: where SubRip players of old put it
_BLANK_LINES = re.compile(r"\n\s*\n")


def plain_text(text: str) -> str:
    """The words alone, as they are drawn: without italics, colours, speakers and positions."""
    return _POSITION.sub("", _ANY.sub("", text)).strip()


def without_blank_lines(text: str) -> str:
    """The same on lines that follow one another: a blank one would end a caption in a file."""
    return _BLANK_LINES.sub("\n", text.strip())


def from_web_vtt(text: str) -> str:
    """The text of a WebVTT cue as the studio keeps it: `<i>`, `<b>` and `<u>` stay, other tags go, `&amp;` is an &."""
    pieces = _split(text)
    return unescape("".join(piece if is_tag else _ANY.sub("", piece) for piece, is_tag in pieces)).strip()


def to_web_vtt(text: str) -> str:
    """The reverse: what is no tag of the three is escaped."""
    shown = without_blank_lines(_POSITION.sub("", text))
    return "".join(piece if is_tag else escape(piece, quote=False) for piece, is_tag in _split(shown))


def _split(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text, and whether each is one of the shared tags, in its shortest spelling."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for tag in _SHARED.finditer(text):
        pieces += [(text[end : tag.start()], False), (f"<{tag[1]}{tag[2].lower()}>", True)]
        end = tag.end()
    return [*pieces, (text[end:], False)]
