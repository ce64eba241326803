"""Numbers read from pixels."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import pytest

from studio.episode.face import Box, FaceObservation
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.measure import cosine, face_size, picture_scores, pixel_stats, sharpness

SHARP = ("person_a_1.jpg", "person_a_2.jpg", "person_b.jpg", "right_face.png", "astronaut")


def face_at(*box: float) -> FaceObservation:
    x0, y0, x1, y1 = box
    return FaceObservation((x0, y0, x1, y1), None, None, None, None, None, None)


def blurred(picture: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8)


def scaled(picture: Picture, face: FaceObservation, factor: float) -> tuple[Picture, FaceObservation]:
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how)
    return np.asarray(resized, dtype=np.uint8), face_at(*(value * factor for value in face.box))


def measured(picture: Picture, face: FaceObservation) -> float:
    value = sharpness(picture, face)
    assert value is not None
    return value


@pytest.mark.parametrize("name", SHARP)
def test_sharpness_falls_with_every_blur(insightface: Analyzer, faces: Mapping[str, Picture], name: str) -> None:
    picture = faces[name]
    face = insightface.observe(picture)[0]
    side = max(face.box[2] - face.box[0], face.box[3] - face.box[1])
    softer = [blurred(picture, side * share) for share in (0.01, 0.02, 0.04)]
    values = [measured(each, face) for each in (picture, *softer)]
    assert values == sorted(values, reverse=True)
    assert values[0] > 0.6
    assert values[1] < values[0] - 0.1
    assert values[3] < 0.25


@pytest.mark.parametrize("name", ["mask2.jpg", "right_face.png", "astronaut"])
def test_sharpness_hardly_feels_the_pictures_size(
    insightface: Analyzer, faces: Mapping[str, Picture], name: str
) -> None:
    picture = faces[name]
    face = insightface.observe(picture)[0]
    value = measured(picture, face)
    assert measured(*scaled(picture, face, 2)) == pytest.approx(value, abs=0.05)
    side = max(face.box[2] - face.box[0], face.box[3] - face.box[1])
    assert measured(*scaled(picture, face, 110 / side)) == pytest.approx(value, abs=0.1)


def test_sharpness_hardly_feels_exposure_and_contrast(insightface: Analyzer, astronaut: Picture) -> None:
    face = insightface.observe(astronaut)[0]
    faint = np.asarray(astronaut * 0.5 + 60, dtype=np.uint8)
    assert measured(faint, face) == pytest.approx(measured(astronaut, face), abs=0.03)


def test_a_plain_face_is_not_sharp() -> None:
    assert sharpness(np.full((200, 200, 3), 90, np.uint8), face_at(20, 20, 150, 180)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("box", [(-50, 10, -5, 40), (300, 300, 350, 380), (20, 20, 20, 60)])
def test_a_face_outside_the_picture_has_no_pixels(box: Box) -> None:
    picture = np.zeros((100, 100, 3), np.uint8)
    assert sharpness(picture, face_at(*box)) is None
    assert pixel_stats(picture, box) is None


def test_pixel_stats_are_luma_of_the_part() -> None:
    picture = np.zeros((10, 20, 3), np.uint8)
    picture[:, 10:] = (255, 0, 0)
    red = round(0.299 * 255)
    assert pixel_stats(picture) == pytest.approx((red / 2, red / 2))
    assert pixel_stats(picture, (10, -5, 40, 40)) == pytest.approx((red, 0))


def test_the_recipes_luma_of_a_real_picture(astronaut: Picture) -> None:
    grey = astronaut @ np.array([0.299, 0.587, 0.114])
    assert pixel_stats(astronaut) == pytest.approx((grey.mean(), grey.std()), abs=0.1)


def test_face_size_is_a_share_of_the_side() -> None:
    picture = np.zeros((200, 200, 3), np.uint8)
    assert face_size(picture, face_at(50, 50, 150, 150)) == pytest.approx(0.5)
    assert face_size(picture, face_at(-500, -500, 900, 900)) == 1


def test_cosine_stays_within_one() -> None:
    unit = np.full(512, 512**-0.5, np.float32)
    assert cosine(unit, unit) == pytest.approx(1)
    assert cosine(unit, unit) <= 1
    assert cosine(unit, -unit) == pytest.approx(-1)


def test_without_a_face_only_the_picture_is_measured(astronaut: Picture) -> None:
    scores = picture_scores(astronaut, [], None)
    given = {name for name, value in scores.as_dict().items() if value is not None}
    assert given == {"pixel_mean", "pixel_std", "faces"}
    assert scores.faces == 0


def test_a_picture_of_one_pixel_is_measured() -> None:
    one = np.full((1, 1, 3), 7, np.uint8)
    face = face_at(0, 0, 1, 1)
    scores = picture_scores(one, [face], face)
    assert (scores.sharpness, scores.pixel_mean, scores.face_pixel_std, scores.face_size) == (0, 7, 0, 1)
