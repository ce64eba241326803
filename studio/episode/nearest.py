"""The known word closest to a mistyped one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The entry of `known` most like `word`, case set aside; None where nothing is near enough to suggest."""
    from difflib import get_close_matches

    spellings = {folded(entry): entry for entry in known}
    matches = get_close_matches(folded(word), spellings, n=1, cutoff=0.55)
    return spellings[matches[0]] if matches else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """` (did you mean "steps"?)`, or nothing where no known word is near."""
    found = nearest(word, known)
    return f' (did you mean "{found}"?)' if found else ""


def folded(name: str) -> str:
    """One spelling for names that Windows and macOS take for the same file."""
    return unicodedata.normalize("NFC", name).casefold()
