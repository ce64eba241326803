"""Which letters a font has, and captions drawn with the person's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.finish import caption_font
from studio.finish.caption_font import CaptionFont, as_drawn, font_at, joined_letters, missing_letters
from studio.finish.caption_picture import caption_patch
from tests.finish.fonts import wide_font

BOX = "\uffff"              # no letter, so every font draws its box
UNSEEN = "a\u200db\ufe0fc\u00add"


def drawn(text: str, font: CaptionFont | None = None) -> NDArray[np.uint8]:
    patch = caption_patch(text, 640, 360, font)
    assert patch is not None
    return patch.pixels


@pytest.mark.parametrize("text", ["Ёлка «и» щука — 12 №", "naïve Čeština ελληνικά", "и\u0306e\u0301", "a\u202fb\tc\n",
                                  UNSEEN])
def test_what_the_programs_own_font_has_is_not_missing(text: str) -> None:
    assert missing_letters(text, None) == []


def test_what_it_lacks_is_named_once_in_order_and_is_what_would_be_a_box() -> None:
    lacking = missing_letters("ok 文 in 中文, مرحبا 😀 Да", None)
    assert lacking == ["文", "中", "م", "ر", "ح", "ب", "ا", "😀"]
    assert all(np.array_equal(drawn(letter), drawn(BOX)) for letter in lacking)


def test_with_a_font_of_the_persons_the_letters_are_drawn(tmp_path: Path) -> None:
    font = wide_font(tmp_path)
    assert missing_letters("مرحبا שלום Да", font) == []
    assert missing_letters("中", font) == ["中"]
    assert not np.array_equal(drawn("ب", font), drawn(BOX, font))
    assert not np.array_equal(drawn("Да", font), drawn("Да"))


def test_letters_that_run_from_right_to_left_do(tmp_path: Path) -> None:
    font = wide_font(tmp_path)
    both, first, last = drawn("אל", font), drawn("א", font), drawn("ל", font)
    height = min(picture.shape[0] for picture in (both, first, last))
    assert np.array_equal(both[:height, : last.shape[1] // 2], last[:height, : last.shape[1] // 2])
    assert np.array_equal(both[:height, -(first.shape[1] // 2) :], first[:height, -(first.shape[1] // 2) :])


def test_arabic_letters_are_joined(tmp_path: Path) -> None:
    font = wide_font(tmp_path)
    letters = font_at(font, 40)
    apart = sum(letters.getlength(letter) for letter in "بيت")
    assert letters.getlength("بيت") < 0.8 * apart


def test_without_what_joins_letters_nothing_unseen_becomes_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caption_font, "joins_letters", lambda: False)
    assert as_drawn(UNSEEN) == "abcd"
    assert as_drawn("one\n\ttwo") == "one\n\ttwo"
    assert joined_letters("ab שם हिन्दी") == ["ש", "ם", "ह", "ि", "न", "्", "द", "ी"]
    assert joined_letters("Да, 中文 ελ ქა") == []


@pytest.mark.parametrize("content", [b"no font at all", b"", b"\0\1\0\0" + bytes(200)])
def test_a_file_that_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "mine.ttf"
    file.write_bytes(content)
    with pytest.raises(StudioError, match=r"mine\.ttf is no font"):
        missing_letters("a", CaptionFont(file, "x"))


def test_half_a_font_is_refused(tmp_path: Path) -> None:
    font = wide_font(tmp_path)
    font.path.write_bytes(font.path.read_bytes()[:4000])
    with pytest.raises(StudioError, match="is no font"):
        missing_letters("a", CaptionFont(font.path, "half"))


def test_a_text_that_is_cut_off_ends_in_letters_that_the_font_has(tmp_path: Path) -> None:
    whole = wide_font(tmp_path)
    with TTFont(whole.path) as file:
        for table in file["cmap"].tables:
            table.cmap.pop(ord("…"), None)
        file.save(tmp_path / "less.ttf")
    less = CaptionFont(tmp_path / "less.ttf", "less")
    for font, cut_off in ((whole, "…"), (less, "...")):
        assert any(np.array_equal(drawn("w\n" * 200, font), drawn("w\n" * lines + f"w{cut_off}", font))
                   for lines in range(24, 29)), cut_off
