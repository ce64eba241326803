"""Spoken words grouped into captions: broken at pauses and sentences, short enough to be read.

Two lines of at most 42 letters and at most 7 seconds are those of the Netflix Timed Text Style Guide; its shortest time is
5/6 of a second, ours 1.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from studio.episode.track import Caption

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINE_LETTERS: Final = 42
MOST_LINES: Final = 2
SHORTEST_S: Final = 1.0
LONGEST_S: Final = 7.0
PAUSE_S: Final = 0.6
"""A silence so long ends a caption (ours)."""

_SENTENCE_ENDS = (".", "?", "!", "…", ".»", "?»", "!»", '."', '?"', '!"')


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as it is written, its punctuation with it, and when it is heard, in seconds."""

    start_s: float
    end_s: float
    text: str


def captions_of_words(words: Iterable[SpokenWord]) -> tuple[Caption, ...]:
    """Captions of all the words, in order, none overlapping another.

    One stands for at least a second where the next leaves it the time.
    """
    groups: list[list[SpokenWord]] = []
    for word in sorted((item for item in words if item.text.strip()), key=lambda item: item.start_s):
        if groups and _goes_on(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return _timed(_joined(groups))


def in_lines(text: str) -> str:
    """A text on as few lines as it needs, two of them as even as they can be."""
    lines = _wrapped(text, LINE_LETTERS)
    width = LINE_LETTERS
    while width > 1 and len(even := _wrapped(text, width - 1)) == len(lines) and max(map(len, even)) < width:
        lines, width = even, width - 1
    return "\n".join(lines)


def _goes_on(group: Sequence[SpokenWord], word: SpokenWord) -> bool:
    stands_s = word.start_s - group[0].start_s
    if word.start_s - group[-1].end_s >= PAUSE_S or (_ends_sentence(group[-1]) and stands_s >= SHORTEST_S):
        return False
    return _fits([*group, word])


def _ends_sentence(word: SpokenWord) -> bool:
    return word.text.strip().endswith(_SENTENCE_ENDS)


def _fits(group: Sequence[SpokenWord]) -> bool:
    return group[-1].end_s - group[0].start_s <= LONGEST_S and len(_wrapped(_text(group), LINE_LETTERS)) <= MOST_LINES


def _joined(groups: Sequence[list[SpokenWord]]) -> list[list[SpokenWord]]:
    """Groups that would stand for less than the shortest time go into the one before, where they fit and follow closely."""
    joined: list[list[SpokenWord]] = []
    for place, group in enumerate(groups):
        until = groups[place + 1][0].start_s if place + 1 < len(groups) else float("inf")
        hurried = until - group[0].start_s < SHORTEST_S
        if joined and hurried and group[0].start_s - joined[-1][-1].end_s < PAUSE_S and _fits([*joined[-1], *group]):
            joined[-1] += group
        else:
            joined.append(list(group))
    return joined


def _timed(groups: Sequence[Sequence[SpokenWord]]) -> tuple[Caption, ...]:
    captions = []
    for place, group in enumerate(groups):
        start_s = group[0].start_s
        until = groups[place + 1][0].start_s if place + 1 < len(groups) else float("inf")
        end_s = min(max(max(word.end_s for word in group), start_s + SHORTEST_S), start_s + LONGEST_S, until)
        if end_s > start_s:
            captions.append(Caption(start_s, end_s, in_lines(_text(group))))
    return tuple(captions)


def _text(group: Sequence[SpokenWord]) -> str:
    return " ".join(word.text.strip() for word in group)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
