"""How well a few typed letters fit a text: in order, beginnings of words and runs of letters count more."""

from __future__ import annotations

_START_OF_WORD, _RUN, _LETTER, _GAP = 8.0, 5.0, 1.0, 0.1


def fit(typed: str, text: str) -> float | None:
    """Greater is better; None where the letters are not all there in order. Words may come in any order."""
    words = typed.casefold().split()
    fits = [_best(word, text.casefold()) for word in words]
    return None if any(item is None for item in fits) else sum(item or 0.0 for item in fits) - len(text) * _GAP / 10


def _best(word: str, text: str) -> float | None:
    starts = [place for place, letter in enumerate(text) if letter == word[0]]
    fits = [found for start in starts if (found := _fit_from(word, text, start)) is not None]
    return max(fits, default=None)


def _fit_from(word: str, text: str, start: int) -> float | None:
    score, before = 0.0, start - 2
    place = start
    for letter in word:
        place = text.find(letter, place)
        if place < 0:
            return None
        first = place == 0 or not text[place - 1].isalnum()
        score += _LETTER + (_START_OF_WORD if first else 0.0) + (_RUN if place == before + 1 else 0.0)
        score -= _GAP * max(0, place - before - 1)
        before = place
        place += 1
    return score
