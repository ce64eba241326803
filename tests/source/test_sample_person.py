"""The sample episode's reference and source."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import cv2
import cv2.data
import numpy as np

from studio.episode.picture import Picture
from studio.source.sample_person import PERFORMER_SIZE, sample_portrait, sample_source_frames


@cache
def clip() -> tuple[Picture, ...]:
    return tuple(sample_source_frames(25))


def windows_on_face(picture: Picture) -> int:
    """How many overlapping windows of OpenCV's frontal face cascade agree on the best face; 0 for none."""
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_alt.xml")
    grey = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (240, 360), interpolation=cv2.INTER_AREA)
    _, counts = cascade.detectMultiScale2(grey, 1.03, 1, minSize=(50, 50))
    return max((int(count) for count in counts), default=0)


def test_the_reference_holds_one_frontal_face() -> None:
    portrait = sample_portrait()
    assert portrait.shape == (600, 600, 3)
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_alt.xml")
    faces = cascade.detectMultiScale(cv2.cvtColor(portrait, cv2.COLOR_RGB2GRAY), 1.1, 5)
    assert len(faces) == 1


def test_the_source_has_the_right_size_and_moves_in_every_frame() -> None:
    width, height = PERFORMER_SIZE
    assert {picture.shape for picture in clip()} == {(height, width, 3)}
    assert all(picture.flags.c_contiguous for picture in clip())
    steps = [np.abs(a.astype(int) - b).mean() for a, b in pairwise(clip())]
    assert min(steps) > 1


def test_the_face_is_found_in_front_and_fades_at_the_ends() -> None:
    front, first, last = windows_on_face(clip()[12]), windows_on_face(clip()[0]), windows_on_face(clip()[-1])
    assert front > 60
    assert min(first, last) < front / 2
    assert max(first, last) < front


def test_the_performer_is_someone_else() -> None:
    """Dark hair and a blue suit, where the reference is fair and in orange."""
    picture, reference = clip()[12].astype(float), sample_portrait().astype(float)
    assert reference[60:100, 260:360].mean() > 2 * picture[40:80, 200:280].mean()
    suit = picture[450:500, 200:300].mean(axis=(0, 1))
    assert suit[2] > suit[0]
