"""Suggestions for mistyped words."""

from __future__ import annotations

import unicodedata

import pytest

from studio.episode.nearest import folded, nearest, suggestion

KNOWN = ("steps", "denoise", "guidance", "start_step")


@pytest.mark.parametrize(("word", "expected"), [
    ("stepz", "steps"), ("STEPS", "steps"), ("guidence", "guidance"), ("startstep", "start_step"), ("xyz", None),
])
def test_the_nearest_known_word(word: str, expected: str | None) -> None:
    assert nearest(word, KNOWN) == expected


def test_a_suggestion_is_made_only_where_a_word_is_near() -> None:
    assert suggestion("denoize", KNOWN) == ' (did you mean "denoise"?)'
    assert suggestion("colour", KNOWN) == ""


def test_names_that_are_one_file_on_a_mac_are_folded_alike() -> None:
    assert folded(unicodedata.normalize("NFD", "ЙОД")) == folded("йод")
    assert folded("a") != folded("b")
