"""Says in the person's language what the layers below the window say in English.

Those layers know nothing of Qt and speak finished English sentences, some of them kept in a database or sent by a worker. So
a sentence is recognised: the catalogue `LOWER_TEXTS` has each text with places for its values; the text whose places leave
the fewest letters unread is the one, its translation gets the values, and they are read in the same way. What is not
recognised, such as a name, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import cast

from PySide6.QtCore import QCoreApplication

from studio.ui.language import languages
from studio.ui.numbers import in_language

_LONGEST, _MOST_PARTS = 2000, 40
"""Characters of a text, and sentences or items of a list in it: what has more is what another program printed."""
_WEAK = 7
"""Letters: a text with fewer of them outside of its places is taken only where these hold names, numbers or known texts."""
_PLACE = re.compile(r"\{(\w+)\}")
_NUMBERED = re.compile(r"\{(\w+)\?([^{}]*)\}")
_NUMBER = r"(\d{4}-\d\d-\d\d|[-+]?(?:\d[\d.,]*(?:e[-+]?\d+)?|inf|nan))"
_COUNTS = re.compile(r"n(_\w+)?|(\w+_)?(fps|seconds|s)\d*")
_DECIMAL = re.compile(r"[-+]?\d+(\.\d+)?")
"""Places that hold numbers, and what is written there as the language does; not dates and not versions."""
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=\.\)))\s+|\n")
_BREAK = re.compile(r" (and|or) |(?<=\))\s+|[:;,]\s+|\s+(?=\()")
_HEAD = re.compile(r":\s+")
_SEVERAL = re.compile(r"[.:;!?]\s")
_LETTERS = re.compile(r"[A-Za-z]+")
_JOINED = re.compile(r"([\s,;]*)(.*?)(\s*)", re.DOTALL)
_PROSE = re.compile(r"[a-z]{2,}[,;:]? (?:.* )?[a-z]{2,}", re.IGNORECASE)
_NAMES = re.compile(r"(path|file|folder|name|parent|aside|period|voice|video|url|argv|command|earlier|out|program|chosen"
                    r"|usable|asked|preset|self|shown|part|yunet|episode|track_id)\d*")
"""Places that hold names given by the person or the system, which are never translated."""


def localized(text: str) -> str:
    """`text` in the language of the window; a text that is in it already comes back as it is."""
    return text if languages().shown == "en" or len(text) > _LONGEST else _read_in(languages().shown, text)


@lru_cache(maxsize=4096)
def _read_in(language: str, text: str) -> str:
    del language
    possible = [pattern for pattern in _texts() if pattern.literal in text]
    return Reading(possible, lambda source: QCoreApplication.translate("LowerTexts", source)).of(text)


@cache
def _texts() -> tuple[Pattern, ...]:
    from studio.ui.lower_texts import LOWER_TEXTS  # only here: a window in English does without

    return patterns(LOWER_TEXTS)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of the catalogue as it is recognised: `literal` is its longest part without a place, `letters` are its own."""

    text: str
    places: tuple[str, ...]
    literal: str
    letters: int

    def values(self, text: str) -> tuple[str, ...] | None:
        """What stands in the places, where `text` is such a text."""
        match = _expression(self.text).fullmatch(text) if self.literal in text else None
        return match.groups() if match else None


@dataclass(frozen=True, slots=True)
class Read:
    """A translation and how many letters of it were not recognised.

    `is_prose`: words are among them; `is_open`: another reading may recognise more.
    """

    text: str
    unread: int
    is_prose: bool
    is_open: bool


def patterns(texts: Sequence[str]) -> tuple[Pattern, ...]:
    """Those with the most letters of their own first."""
    return tuple(sorted(map(_pattern, texts), key=lambda pattern: -pattern.letters))


def _pattern(text: str) -> Pattern:
    parts = _PLACE.split(text)
    literal = max((part[1:] for part in parts[::2]), key=len)       # the first letter may be a capital
    return Pattern(text, tuple(parts[1::2]), literal, sum(map(_letters, parts[::2])))


@cache
def _expression(text: str) -> re.Pattern[str]:
    """Compiled when first needed: all of them would hold the window up."""
    parts = _PLACE.split(text)
    expression = "".join(_value(part) if place % 2 else re.escape(part) for place, part in enumerate(parts))
    if text[0].islower():
        expression = f"(?i:{expression[0]}){expression[1:]}"
    return re.compile(expression, re.DOTALL)


def _value(place: str) -> str:
    return _NUMBER if re.fullmatch(r"n(_\w+)?", place) else "(.*?)"


class Reading:
    """One language: `translate` gives the translation of a text of the catalogue."""

    def __init__(self, texts: Sequence[Pattern], translate: Callable[[str], str]) -> None:
        self._texts = [pattern for pattern in texts if pattern.places]
        self._words = {pattern.text for pattern in texts if not pattern.places}
        self._translate = translate
        self._known: dict[str, Read] = {}
        self._ones: dict[str, Read] = {}

    def of(self, text: str) -> str:
        """The sentence, or several of them, translated as far as they are known."""
        return self.read(text).text

    def read(self, text: str) -> Read:
        """The reading that leaves the fewest letters unread."""
        before, inner, after = cast("re.Match[str]", _JOINED.fullmatch(text)).groups()
        if inner not in self._known:
            self._known[inner] = self._best(inner)
        found = self._known[inner]
        return replace(found, text=f"{before}{found.text}{after}")

    def _best(self, text: str) -> Read:
        best = self._one(text)
        for found in self._parts(text) if best.is_open else ():
            is_list = best.text == text and text.islower()      # of names of programs, not `Tom and Jerry.mp4`
            best = min(*((found, best) if is_list else (best, found)), key=_unread_letters)
        return best

    def _one(self, text: str) -> Read:
        """As one text of the catalogue, with a full stop or without; not as several."""
        if text not in self._ones:
            self._ones[text] = self._as_one(text)
        return self._ones[text]

    def _as_one(self, text: str) -> Read:
        best = _unread(text)
        for found in self._whole(text):
            best = min(*((found, best) if best.text == text else (best, found)), key=_unread_letters)
            if best is found and not best.is_open:
                return best
        if best.is_open and text.endswith("."):
            inner = self._one(text[:-1])
            best = min(best, replace(inner, text=f"{inner.text}."), key=_unread_letters)
        return best

    def _whole(self, text: str) -> Iterator[Read]:
        exact = next((word for word in (text, text[:1].lower() + text[1:]) if word in self._words), None)
        if exact is not None:
            yield Read(_capital(self._translate(exact), exact, text), 0, is_prose=False, is_open=False)
            return
        for pattern in self._texts:
            values = pattern.values(text)
            found = self._filled(pattern, text, values) if values is not None else None
            if found is not None:
                yield found

    def _filled(self, pattern: Pattern, text: str, values: Sequence[str]) -> Read | None:
        reads = [_unread(value) if _NAMES.fullmatch(place) else self.read(value)
                 for place, value in zip(pattern.places, values, strict=True)]
        of_values = [read for place, read in zip(pattern.places, reads, strict=True) if not _NAMES.fullmatch(place)]
        is_prose = any(read.is_prose for read in of_values)
        if is_prose and pattern.letters < _WEAK:
            return None
        is_open = any(read.is_open for read in of_values) or any(_SEVERAL.search(value) for value in values)
        shown = [in_language(read.text) if _COUNTS.fullmatch(place) and _DECIMAL.fullmatch(read.text) else read.text
                 for place, read in zip(pattern.places, reads, strict=True)]
        said = _fill(self._translate(pattern.text), pattern.places, shown, values)
        return Read(_capital(said, pattern.text, text), sum(read.unread for read in reads), is_prose, is_open)

    def _parts(self, text: str) -> Iterator[Read]:
        """What stands before a colon, the first sentence or two, and the rest; within a sentence also before a comma, `and`
        and the like."""
        ends = list(_SENTENCE_END.finditer(text))
        breaks = list(_BREAK.finditer(text)) if not ends else []
        if len(ends) + len(breaks) > _MOST_PARTS:
            return
        head = _HEAD.search(text)
        if ends and head and head.end() < ends[0].start():       # a name, and sentences of it
            yield _joined(self._one(text[:head.start()]), head[0], self.read(text[head.end():]))
        for found in ends:
            first = text[:found.start()]
            left = self.read(first) if found is ends[0] else self._one(first)
            yield _joined(left, found[0], self.read(text[found.end():]))
        for found in breaks:
            left, right = self._one(text[:found.start()]), self.read(text[found.end():])
            if not ((left.is_prose or right.is_prose) and (found[1] or found[0].startswith(","))):
                unread = replace(right, unread=right.unread + _letters(found[0]))   # so that no name is cut in vain
                yield _joined(left, f" {self._translate(found[1])} " if found[1] else found[0], unread)


def _joined(left: Read, between: str, right: Read) -> Read:
    is_prose = left.is_prose or right.is_prose
    return Read(f"{left.text}{between}{right.text}", left.unread + right.unread, is_prose, is_open=True)


def _capital(said: str, known: str, text: str) -> str:
    """`said` with a capital where the text has one and the catalogue has none."""
    return said[:1].upper() + said[1:] if known[0].islower() and text[0].isupper() else said


def _fill(translation: str, places: Sequence[str], values: Sequence[str], english: Sequence[str]) -> str:
    """`{missing}` becomes the value, `{missing?кадр|кадра|кадров}` the form that goes with its number."""
    said, counted = dict(zip(places, values, strict=True)), dict(zip(places, english, strict=True))
    chosen = _NUMBERED.sub(lambda match: match[2].split("|")[_form(counted[match[1]])], translation)
    return _PLACE.sub(lambda match: said.get(match[1], match[0]), chosen)


def _form(value: str) -> int:
    """Which of three Russian forms goes with a number: 0 of 1, 1 of 2-4 and fractions, 2 of 5-20 (Unicode CLDR)."""
    digits = re.search(r"\d+([.,]\d+)?", value)
    if digits is None or digits[1]:
        return 1 if digits else 2
    number = int(digits[0])
    if number % 100 // 10 != 1 and number % 10 in (1, 2, 3, 4):
        return 0 if number % 10 == 1 else 1
    return 2


def _unread_letters(read: Read) -> int:
    return read.unread


def _unread(text: str) -> Read:
    letters = _letters(text)
    return Read(text, letters, _PROSE.search(text) is not None, is_open=letters > 0)


def _letters(text: str) -> int:
    return sum(map(len, _LETTERS.findall(text)))
