"""Many pictures at once give what one by one gives."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.batch import observe_many


def test_the_same_numbers_in_the_same_order(insightface: Analyzer, orbit_pictures: list[Picture]) -> None:
    together = [faces[0] for faces in observe_many(insightface, iter(orbit_pictures[:8]))]
    for picture, seen in zip(orbit_pictures, together, strict=False):
        alone = insightface.observe(picture)[0]
        assert (alone.box, alone.det) == (seen.box, seen.det)
        assert np.array_equal(np.asarray(alone.embedding), np.asarray(seen.embedding))


def test_no_pictures_no_faces(builtin: Analyzer) -> None:
    assert list(observe_many(builtin, [])) == []


class Counting:
    """An analyzer's shape with a counter inside: how many pictures are drawn before one is used up."""

    name = label = revision = "counting"
    det_threshold = 0.5
    same_person = None
    stand_in = commercial = True
    device = "cpu"
    parallel = 3

    def observe(self, picture: Picture) -> list[FaceObservation]:
        """An error for a white picture; a face as far right as the picture is bright for any other."""
        if picture[0, 0, 0] == 255:
            raise StudioError("engine", "too bright")
        brightness = float(picture[0, 0, 0])
        return [FaceObservation((brightness, 0, 1, 1), None, None, None, None, None, None)]


def grey(value: int) -> Picture:
    return np.full((1, 1, 3), value, np.uint8)


def test_few_pictures_are_held() -> None:
    drawn = 0

    def pictures() -> Iterator[Picture]:
        nonlocal drawn
        for value in range(100):
            drawn += 1
            yield grey(value)

    for done, faces in enumerate(observe_many(Counting(), pictures())):
        assert faces[0].box[0] == done
        assert drawn <= done + 1 + Counting.parallel


def test_an_error_comes_at_its_turn_and_nothing_runs_on() -> None:
    results = observe_many(Counting(), map(grey, [1, 2, 255, 4, 5, 6]))
    assert [next(results)[0].box[0] for _ in range(2)] == [1, 2]
    with pytest.raises(StudioError, match="too bright"):
        next(results)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("observe")]


def test_closing_early_ends_the_threads() -> None:
    results = observe_many(Counting(), map(grey, range(50)))
    next(results)
    assert isinstance(results, Generator)
    results.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("observe")]
