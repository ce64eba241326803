"""Captions drawn into pictures: where, how large, readable on anything, and nothing of the picture lost."""

from __future__ import annotations

import numpy as np
import pytest

from studio.finish.caption_picture import SAFE_BELOW_UPRIGHT, SAFE_SHARE, caption_patch
from studio.finish.overlay import Patch

LONG = "Вечерний выпуск: мягкий знак, ёлка и щука — everything that is said in this episode is written below"
SIZES = ((1920, 1080), (1080, 1920), (512, 768), (1024, 768), (64, 64))


def overlay(text: str, width: int, height: int) -> Patch:
    made = caption_patch(text, width, height)
    assert made is not None
    return made


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["Да", LONG, "two\nlines", "w" * 200, "x\n" * 25])
def test_it_stays_inside_the_safe_area(size: tuple[int, int], text: str) -> None:
    width, height = size
    made = overlay(text, width, height)
    rows, columns = np.nonzero(made.pixels[..., 3])
    outline = 8
    assert made.top >= 0
    assert made.pixels.shape[0] <= height
    assert made.left + columns.min() >= round(width * SAFE_SHARE) - outline
    assert made.left + columns.max() < width - round(width * SAFE_SHARE) + outline
    below = SAFE_BELOW_UPRIGHT if height > width else SAFE_SHARE
    assert made.top + rows.max() < height - round(height * below) + 1
    assert abs((made.left + columns.min()) + (made.left + columns.max()) - (width - 1)) <= 6        # in the middle


def test_letters_grow_with_the_picture() -> None:
    heights = [np.ptp(np.nonzero(overlay("Ж", width, height).pixels[..., 3])[0]) / height for width, height in SIZES[:1]]
    small = np.ptp(np.nonzero(overlay("Ж", 640, 360).pixels[..., 3])[0]) / 360
    assert heights[0] == pytest.approx(small, rel=0.15)
    assert 0.03 < heights[0] < 0.06


def test_white_letters_have_a_dark_outline() -> None:
    pixels = overlay("Ёж", 640, 360).pixels
    full = pixels[pixels[..., 3] == 255][:, :3]
    assert (full == 255).all(axis=1).any()
    assert (full == 0).all(axis=1).any()
    edge = pixels[(pixels[..., 3] > 0) & (pixels[..., 3] < 255)][:, :3]
    assert edge.max() == 0


def test_every_letter_of_the_two_languages_is_drawn() -> None:
    ours = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя «»„“—…№ ABCXYZabcxyz0123456789'’!?.,:;()"
    box = overlay("\uffff", 640, 360).pixels
    drawn = {letter: overlay(letter, 640, 360).pixels for letter in ours if not letter.isspace()}
    assert not [letter for letter, pixels in drawn.items() if pixels.shape == box.shape and np.array_equal(pixels, box)]


def test_lines_are_even_and_long_words_are_cut() -> None:
    made = overlay("one two three four five six seven eight nine ten", 512, 768)
    step = made.pixels.shape[0] // 2
    widths = [np.ptp(np.nonzero(made.pixels[at : at + step, :, 3].any(axis=0))[0]) for at in (0, step)]
    assert min(widths) > 0.7 * max(widths)


def test_a_text_is_drawn_once() -> None:
    assert overlay("the same", 640, 360) is overlay("the same", 640, 360)
    assert caption_patch("<i> </i>\n", 640, 360) is None
