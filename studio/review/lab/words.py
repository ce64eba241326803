"""The lab's sentences in the languages it speaks, without Qt, for the report and the command line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Literal, TypeAlias

from studio.episode.bundled import bundled

Language: TypeAlias = Literal["en", "ru"]
LANGUAGES: tuple[Language, ...] = ("en", "ru")
_PLACE = re.compile(r"\{(\w+)(?:\?([^{}]*))?\}")


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Every sentence of a language by its key."""
    texts = [bundled("resources", "lab", name).read_text(encoding="utf-8")
             for name in (f"{language}.toml", f"report_{language}.toml")]
    return {key: str(value) for text in texts for key, value in tomllib.loads(text).items()}


def say(language: Language, key: str, **values: str | int) -> str:
    """The sentence `key` with its values. `{n?frame|frames}` becomes the form that goes with the number `n`.

    Raises KeyError for an unknown key or a missing value.
    """
    def filled(place: re.Match[str]) -> str:
        value = values[place[1]]
        return str(value) if place[2] is None else place[2].split("|")[plural_form(language, int(value))]

    return _PLACE.sub(filled, catalogue(language)[key])


def plural_form(language: Language, number: int) -> int:
    """English: 0 of 1, 1 of others. Russian: 0 of 1, 21 ..., 1 of 2-4, 22-24 ..., 2 of others (Unicode CLDR)."""
    if language == "en":
        return 0 if number == 1 else 1
    if number % 100 // 10 == 1 or number % 10 not in (1, 2, 3, 4):
        return 2
    return 0 if number % 10 == 1 else 1


def listed(language: Language, words: Sequence[str]) -> str:
    """`A, B and C`."""
    if len(words) < 2:
        return "".join(words)
    return say(language, "and", first=", ".join(words[:-1]), last=words[-1])


def number(language: Language, value: float, digits: int = 2) -> str:
    """With that many decimals and the language's decimal sign; no minus before a zero."""
    text = f"{value:z.{digits}f}"
    return text.replace(".", ",") if language == "ru" else text


def percent(language: Language, share: float) -> str:
    """A share 0-1 as whole per cent; with a decimal under 10 % and over 99 %."""
    return f"{number(language, 100 * share, 1 if 0 < share < 0.0995 or 0.9905 < share < 1 else 0)} %"


def probability(language: Language, p: float) -> str:
    """To two significant digits; one under a thousandth by its power of ten."""
    if 0 < p < 0.001:
        digit, power = f"{p:.0e}".split("e")
        return f"{digit}\u00b710^{int(power)}"
    text = f"{p:.2g}"
    return text.replace(".", ",") if language == "ru" else text
