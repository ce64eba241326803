"""Sizes exact, shapes undistorted, colours kept."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.episode.picture import Picture
from studio.media.pictures import read_picture
from studio.media.resizing import fit_picture, resize
from studio.media.thumbnails import thumbnail_jpeg

SIDES = st.integers(1, 300)


@settings(max_examples=100, deadline=None)
@given(SIDES, SIDES, SIDES, SIDES, st.sampled_from(["cover", "contain"]))
def test_any_size_to_any_size(w: int, h: int, to_w: int, to_h: int, fit: Literal["cover", "contain"]) -> None:
    picture = np.full((h, w, 3), 77, np.uint8)
    for result in (resize(picture, to_w, to_h), fit_picture(picture, to_w, to_h, fit)):
        assert result.shape == (to_h, to_w, 3)
        assert result.flags.c_contiguous
        assert 77 in result


def test_shrinking_averages() -> None:
    board = np.indices((64, 64)).sum(axis=0) % 2 * 200
    picture = np.repeat(board[..., None], 3, axis=2).astype(np.uint8)
    assert np.all(resize(picture, 32, 32) == 100)


def test_shrinking_one_side_and_growing_the_other() -> None:
    board = np.indices((16, 64)).sum(axis=0) % 2 * 200
    picture = np.repeat(board[..., None], 3, axis=2).astype(np.uint8)
    assert np.all(resize(picture, 32, 40) == 100)


def test_growing_keeps_edges_in_place(astronaut: Picture) -> None:
    grown = resize(astronaut, 1024, 1024)
    assert np.abs(resize(grown, 512, 512).astype(int) - astronaut).mean() < 2


def test_same_size_is_the_same_picture(astronaut: Picture) -> None:
    assert np.array_equal(resize(astronaut, 512, 512), astronaut)


def test_cover_crops_the_middle() -> None:
    picture = np.zeros((10, 30, 3), np.uint8)
    picture[:, 10:20] = 255
    assert np.all(fit_picture(picture, 20, 20, "cover") == 255)


def test_contain_pads_with_mid_grey() -> None:
    fitted = fit_picture(np.full((10, 20, 3), 255, np.uint8), 40, 40, "contain")
    assert np.all(fitted[10:30] == 255)
    assert np.all(fitted[:10] == 128)
    assert np.all(fitted[30:] == 128)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1024, 768), (256, 192)),
        ((768, 1024), (192, 256)),
        ((100, 50), (100, 50)),
        ((1, 1), (1, 1)),
        ((4000, 2), (256, 1)),
    ],
)
def test_thumbnails_have_a_long_edge(size: tuple[int, int], expected: tuple[int, int]) -> None:
    data = thumbnail_jpeg(np.full((size[1], size[0], 3), (200, 40, 30), np.uint8))
    thumbnail = read_picture(data)
    assert thumbnail.shape == (expected[1], expected[0], 3)
    assert np.abs(thumbnail.astype(int) - (200, 40, 30)).max() <= 4
