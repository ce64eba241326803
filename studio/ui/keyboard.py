"""Shortcuts that work on a Russian keyboard layout too: each letter has the Cyrillic letter of the same key as its twin."""

from __future__ import annotations

from collections.abc import Iterable

LATIN = "QWERTYUIOPASDFGHJKLZXCVBNM"
CYRILLIC = "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ"
SIGNS = {"[": "Х", "]": "Ъ", ";": "Ж", "'": "Э", ",": "Б", ".": "Ю", "`": "Ё", "<": "Б", ">": "Ю"}
"""The ЙЦУКЕН layout, key by key (GOST 6431, as Windows, Linux and macOS have it)."""

_TWINS = {**dict(zip(LATIN, CYRILLIC, strict=True)), **SIGNS}
_LATIN = {cyrillic: key for key, cyrillic in _TWINS.items() if key not in "<>"}
_CYRILLIC_KEYS = range(0x400, 0x500)        # a letter's key is its code point


def twin(sequence: str) -> str | None:
    """`Ctrl+Z` -> `Ctrl+Я`, `P` -> `З`; None where the last key is no letter of the layout."""
    *modifiers, key = _parts(sequence)
    if key.upper() not in _TWINS:
        return None
    shifted = ["Shift"] if key in "<>" and "Shift" not in modifiers else []
    return "+".join([*modifiers, *shifted, _TWINS[key.upper()]])


def latin(sequence: str) -> str:
    """The other way round: `Ctrl+Я` -> `Ctrl+Z`; anything without a Cyrillic letter as it is."""
    *modifiers, key = _parts(sequence)
    return "+".join([*modifiers, _LATIN.get(key.upper(), key)])


def latin_key(key: int) -> int:
    """The same for a key of `QKeyEvent`, for what takes keys itself: that of the letter `Я` is that of `Z`."""
    letter = chr(key) if key in _CYRILLIC_KEYS else ""
    return ord(_LATIN[letter]) if letter in _LATIN else key


def with_twins(sequences: Iterable[str]) -> list[str]:
    """Each sequence, followed by its twin where it has one."""
    found = [(sequence, twin(sequence)) for sequence in sequences]
    return [item for pair in found for item in pair if item is not None]


def _parts(sequence: str) -> list[str]:
    if sequence.endswith("++") or sequence == "+":
        return [*filter(None, sequence[:-1].rstrip("+").split("+")), "+"]
    return sequence.split("+")
