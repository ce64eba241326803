"""Words into captions: on a recorded list of words, and by the rules on any list."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from studio.finish.word_grouping import (
    LINE_LETTERS,
    LONGEST_S,
    MOST_LINES,
    SHORTEST_S,
    SpokenWord,
    captions_of_words,
    in_lines,
)

RECORDED = json.loads((Path(__file__).parent / "recorded_words.json").read_text("utf-8"))


def recorded() -> list[SpokenWord]:
    return [SpokenWord(start, end, text) for start, end, text in RECORDED]


@st.composite
def spoken(draw: st.DrawFn) -> list[SpokenWord]:
    words, time_s = [], 0.0
    for _ in range(draw(st.integers(0, 60))):
        time_s += draw(st.sampled_from([0.0, 0.02, 0.1, 0.5, 0.7, 3.0]))
        length_s = draw(st.sampled_from([0.05, 0.2, 0.4, 1.5]))
        text = draw(st.sampled_from(["a", "word", "Да.", "longer-ones", "w" * 30]))
        words.append(SpokenWord(time_s, time_s + length_s, text))
        time_s += length_s
    return words


def test_a_recorded_list_of_words() -> None:
    captions = captions_of_words(recorded())
    assert [caption.text for caption in captions] == [
        "Good evening.", "Tonight we look at how a small studio\nmakes a whole episode in one day,",
        "and why it takes only one good voice.", "Вечерний выпуск начинается."]
    assert captions[0].start_s == 0.42
    assert captions[0].end_s == 1.42
    assert captions[1].end_s == 5.31


@given(spoken())
def test_the_rules_hold_for_any_words(words: list[SpokenWord]) -> None:
    captions = captions_of_words(words)
    assert " ".join(caption.text for caption in captions).split() == " ".join(word.text for word in words).split()
    for caption in captions:
        lines = caption.text.split("\n")
        assert len(lines) <= MOST_LINES
        assert all(len(line) <= LINE_LETTERS for line in lines)
        assert 0 < caption.end_s - caption.start_s <= LONGEST_S
    for one, other in pairwise(captions):
        assert one.end_s <= other.start_s
        assert one.end_s - one.start_s >= SHORTEST_S - 1e-9 or other.start_s - one.start_s < SHORTEST_S + 1e-9


def test_lines_are_even() -> None:
    assert in_lines("one line is enough for this") == "one line is enough for this"
    assert in_lines("a text of which the first line could be as long as it gets ok") == (
        "a text of which the first line\ncould be as long as it gets ok")


def test_nothing_and_blanks() -> None:
    assert captions_of_words([]) == ()
    assert captions_of_words([SpokenWord(0, 1, "  ")]) == ()
    assert captions_of_words([SpokenWord(0, 60, "Mmm")])[0].end_s == LONGEST_S
