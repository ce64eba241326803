"""Captions drawn into pictures: where, how large, readable on anything, and nothing of the picture lost."""

from __future__ import annotations

import numpy as np
import pytest

from studio.finish.caption_picture import SAFE_BELOW_UPRIGHT, SAFE_SHARE, Overlay, caption_overlay, letters_absent

LONG = "Вечерний выпуск: мягкий знак, ёлка и щука — everything that is said in this episode is written below"
SIZES = ((1920, 1080), (1080, 1920), (512, 768), (1024, 768), (64, 64))


def overlay(text: str, width: int, height: int) -> Overlay:
    made = caption_overlay(text, width, height)
    assert made is not None
    return made


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["Да", LONG, "two\nlines", "w" * 200, "x\n" * 25])
def test_it_stays_inside_the_safe_area(size: tuple[int, int], text: str) -> None:
    width, height = size
    made = overlay(text, width, height)
    rows, columns = np.nonzero(made.rgba[..., 3])
    outline = 8
    assert made.top >= 0
    assert made.rgba.shape[0] <= height
    assert made.left + columns.min() >= round(width * SAFE_SHARE) - outline
    assert made.left + columns.max() < width - round(width * SAFE_SHARE) + outline
    below = SAFE_BELOW_UPRIGHT if height > width else SAFE_SHARE
    assert made.top + rows.max() < height - round(height * below) + 1
    assert abs((made.left + columns.min()) + (made.left + columns.max()) - (width - 1)) <= 6        # in the middle


def test_letters_grow_with_the_picture() -> None:
    heights = [np.ptp(np.nonzero(overlay("Ж", width, height).rgba[..., 3])[0]) / height for width, height in SIZES[:1]]
    small = np.ptp(np.nonzero(overlay("Ж", 640, 360).rgba[..., 3])[0]) / 360
    assert heights[0] == pytest.approx(small, rel=0.15)
    assert 0.03 < heights[0] < 0.06


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_it_can_be_read_on_any_ground_and_the_rest_is_untouched(shade: int) -> None:
    picture = np.full((360, 640, 3), shade, np.uint8)
    made = overlay("Ёж", 640, 360)
    made.draw_on(picture)
    changed = np.any(picture != shade, axis=2)
    assert (picture == 255).all(axis=2).any()
    assert (picture == 0).all(axis=2).any()
    rows, columns = np.nonzero(changed)
    height, width = made.rgba.shape[:2]
    assert made.top <= rows.min() <= rows.max() < made.top + height
    assert made.left <= columns.min() <= columns.max() < made.left + width


def test_blending_is_by_the_share() -> None:
    picture = np.full((2, 2, 3), 100, np.uint8)
    Overlay(np.array([[[200, 0, 255, 51]]], np.uint8), 1, 0).draw_on(picture)
    assert picture[1, 0].tolist() == [120, 80, 131]
    assert picture[0].tolist() == [[100] * 3] * 2


def test_every_letter_of_the_two_languages_is_drawn_and_others_are_named() -> None:
    ours = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя «»„“—…№ ABCXYZabcxyz0123456789'’!?.,:;()"
    assert letters_absent([ours]) == ""
    assert letters_absent(["漢字 and 漢", "Ж😀"]) == "字漢😀"
    drawn = {letter: overlay(letter, 640, 360).rgba.tobytes() for letter in "ЖШЩЫЮ"}
    assert len(set(drawn.values())) == 5


def test_lines_are_even_and_long_words_are_cut() -> None:
    made = overlay("one two three four five six seven eight nine ten", 512, 768)
    step = made.rgba.shape[0] // 2
    widths = [np.ptp(np.nonzero(made.rgba[at : at + step, :, 3].any(axis=0))[0]) for at in (0, step)]
    assert min(widths) > 0.7 * max(widths)


def test_a_text_is_drawn_once() -> None:
    assert overlay("the same", 640, 360) is overlay("the same", 640, 360)
    assert caption_overlay("<i> </i>\n", 640, 360) is None
