"""Noise and kept structure on pictures whose answer is known."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.identity.picture_measures import noise, structure
from studio.media.pictures import read_picture
from studio.source.sample_person import sample_portrait


@pytest.fixture(scope="module")
def portrait() -> Picture:
    return sample_portrait()


def noisy(picture: Picture, sigma: float) -> Picture:
    added = np.random.default_rng(1).normal(0, sigma, picture.shape[:2])[..., None]
    return np.clip(np.round(picture + added), 0, 255).astype(np.uint8)


def shifted(picture: Picture, pixels: int) -> Picture:
    return np.roll(picture, pixels, axis=1)


@pytest.mark.parametrize("sigma", [3.0, 8.0, 15.0])
def test_noise_is_the_noise_that_was_added(sigma: float) -> None:
    plain = np.full((300, 400, 3), 128, np.uint8)
    assert noise(noisy(plain, sigma)) == pytest.approx(sigma, rel=0.03)


def test_noise_of_a_portrait_grows_with_what_is_added_and_falls_with_a_blur(portrait: Picture) -> None:
    own, more = noise(portrait), noise(noisy(portrait, 10))
    blurred = noise(np.asarray(cv2.GaussianBlur(portrait, (0, 0), 2.0), np.uint8))
    assert own is not None
    assert more is not None
    assert blurred is not None
    assert 7 < more < 11            # less than was added where black and white cut it off
    assert blurred < 0.6 * own
    assert noise(np.zeros((2, 9, 3), np.uint8)) is None


def test_structure_is_kept_whole_by_the_same_picture_lit_otherwise(portrait: Picture) -> None:
    assert structure(portrait, portrait) == pytest.approx(1.0)
    darker = np.asarray(cv2.convertScaleAbs(portrait, alpha=0.6, beta=20), np.uint8)
    kept = structure(darker, portrait)
    assert kept is not None
    assert kept > 0.99


def test_structure_falls_with_shift_and_turn(portrait: Picture) -> None:
    height, width = portrait.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 15, 1.0)
    values = [structure(other, portrait) for other in (
        shifted(portrait, width // 100), shifted(portrait, width // 20),
        np.asarray(cv2.warpAffine(portrait, turn, (width, height)), np.uint8))]
    small, large, turned = (value or 0.0 for value in values)
    assert small > 0.6 > large
    assert small > 0.6 > turned


def test_structure_of_another_person_is_not_kept(shared: Path) -> None:
    folder = shared / "faces"
    same, other = read_picture(folder / "person_a_1.jpg"), read_picture(folder / "person_b.jpg")
    blurred = np.asarray(cv2.GaussianBlur(same, (0, 0), same.shape[1] / 200), np.uint8)
    kept, lost = structure(blurred, same), structure(other, same)
    assert kept is not None
    assert lost is not None
    assert kept > 0.85
    assert lost < 0.45


def test_nothing_is_compared_with_a_plain_surface(portrait: Picture) -> None:
    assert structure(np.full_like(portrait, 90), portrait) is None
