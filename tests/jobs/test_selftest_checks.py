"""Each verdict on pictures made to deserve it."""

from __future__ import annotations

import numpy as np
import pytest

from studio.episode.face import Scores
from studio.episode.picture import Picture
from studio.jobs.selftest_checks import Check, check_black, check_fog, check_identity, check_repeat


def picture(mean: float, std: float) -> Picture:
    noise = np.random.default_rng(0).normal(mean, std, (64, 64, 3))
    return np.clip(noise.round(), 0, 255).astype(np.uint8)


GOOD = picture(120, 40)


@pytest.mark.parametrize("bad", [picture(0, 0), picture(3, 4), picture(200, 0)])
def test_black_or_one_colour(bad: Picture) -> None:
    assert check_black([GOOD, GOOD], "draft").passed
    failed = check_black([GOOD, bad], "flux-pulid")
    assert failed.passed is False
    assert failed.sentence.startswith("1 of 2 pictures are black or one colour")
    assert "bf16" in failed.sentence
    assert "bf16" not in check_black([bad], "draft").sentence


def test_fog() -> None:
    assert check_fog([GOOD, picture(120, 22)], [GOOD, GOOD]).passed
    failed = check_fog([GOOD, picture(120, 15)], [GOOD, GOOD])
    assert failed.passed is False
    assert "0.38 of its frame's contrast" in failed.sentence


@pytest.mark.parametrize(("likeness", "same", "passed", "words"), [
    ([0.6, 0.7, 0.5, 0.2], 0.4, True, "3 of 4 pictures show the reference's face: likeness 0.20 to 0.70 by the analyzer"),
    ([0.6, 0.1, 0.1, 0.1], 0.4, False, "1 of 4 pictures show"),
    ([0.6, 0.6, 0.1, 0.1], 0.4, False, "2 of 4 pictures show"),
    ([0.6, 0.6, 0.6, 0.6], None, None, "cannot be told: the analyzer x 1 does not compare faces"),
])
def test_identity(likeness: list[float], same: float | None, passed: bool | None, words: str) -> None:
    check = check_identity([Scores(det=0.9, identity=value) for value in likeness], "x 1", same)
    assert check.passed is passed
    assert words in check.sentence


@pytest.mark.parametrize("same", [0.4, None])
def test_pictures_without_a_face_fail_also_where_faces_are_not_compared(same: float | None) -> None:
    check = check_identity([Scores(det=0.9), Scores(faces=0), Scores(), Scores()], "x 1", same)
    assert check.passed is False
    assert check.sentence.startswith("In 1 of 4 pictures a face was found by the analyzer x 1.")


def test_repeat() -> None:
    other = GOOD.copy()
    other[0, 0, 0] ^= 1
    assert check_repeat(GOOD, GOOD.copy()) == Check(
        "repeat", passed=True, sentence="The same key gave the same picture in another process.")
    assert check_repeat(GOOD, other).passed is False
    assert check_repeat(GOOD, GOOD[:32]).passed is False
