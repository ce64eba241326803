"""The scores of takes beside an identity."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.episode.face import FaceObservation
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.reference import Identity, build_identity, check_reference
from studio.identity.score import counted_face, reference_scores, score_picture
from tests.identity.test_reference import checked


@pytest.fixture
def man(insightface: Analyzer, faces: Mapping[str, Picture]) -> Identity:
    """The man of two pictures, by the first."""
    return build_identity([checked(insightface, faces["person_a_1.jpg"])], insightface)


def test_a_reference_scores_full_marks_against_itself(
    insightface: Analyzer, faces: Mapping[str, Picture], man: Identity
) -> None:
    picture = faces["person_a_1.jpg"]
    scores = score_picture(picture, insightface.observe(picture), man)
    assert scores.identity == pytest.approx(1, abs=1e-6)
    assert scores.landmarks == pytest.approx(0, abs=1e-6)
    assert None not in scores.as_dict().values()


def test_the_same_man_and_someone_else(insightface: Analyzer, faces: Mapping[str, Picture], man: Identity) -> None:
    same, other = (score_picture(faces[name], insightface.observe(faces[name]), man).identity
                   for name in ("person_a_2.jpg", "person_b.jpg"))
    assert same == pytest.approx(0.70, abs=0.02)
    assert other is not None
    assert other < 0.39


def test_the_face_most_like_the_identity_counts_though_it_is_smaller(
    insightface: Analyzer, faces: Mapping[str, Picture], man: Identity
) -> None:
    picture = np.zeros((250, 520, 3), np.uint8)
    picture[:250, :250] = faces["person_b.jpg"]
    picture[:200, 300:500] = faces["person_a_2.jpg"][25:225, 25:225]
    seen = insightface.observe(picture)
    counted = counted_face(seen, man)
    assert counted is not None
    assert counted.box[0] > 300
    assert counted_face(seen, None) is seen[0]
    scores = score_picture(picture, seen, man)
    assert scores.faces == 2
    assert scores.identity is not None
    assert scores.identity > 0.6


def test_no_face_leaves_its_scores_empty(insightface: Analyzer, faces: Mapping[str, Picture], man: Identity) -> None:
    picture = faces["view.jpg"]
    scores = score_picture(picture, insightface.observe(picture), man)
    assert (scores.det, scores.identity, scores.landmarks, scores.faces) == (None, None, None, 0)
    assert scores.pixel_mean is not None


def test_without_an_identity_the_rest_is_measured(insightface: Analyzer, astronaut: Picture) -> None:
    scores = score_picture(astronaut, insightface.observe(astronaut), None)
    empty = {name for name, value in scores.as_dict().items() if value is None}
    assert empty == {"identity", "landmarks"}


def test_yunet_measures_shapes_but_not_who_it_is(yunet: Analyzer, faces: Mapping[str, Picture]) -> None:
    identity = build_identity([checked(yunet, faces["person_a_1.jpg"])], yunet)
    picture = faces["person_a_2.jpg"]
    scores = score_picture(picture, yunet.observe(picture), identity)
    assert scores.identity is None
    assert scores.landmarks is not None
    assert 0 < scores.landmarks < 0.2


def test_guessed_landmarks_are_not_compared(builtin: Analyzer, faces: Mapping[str, Picture]) -> None:
    identity = build_identity([checked(builtin, faces["person_a_1.jpg"])], builtin)
    picture = faces["person_a_2.jpg"]
    scores = score_picture(picture, builtin.observe(picture), identity)
    empty = {name for name, value in scores.as_dict().items() if value is None}
    assert empty == {"identity", "landmarks", "yaw", "pitch"}


def test_on_an_orbit_identity_falls_faster_than_det(
    insightface: Analyzer, orbit_pictures: list[Picture], orbit_faces: list[FaceObservation],
    orbit_degrees: NDArray[np.float64],
) -> None:
    """The finding that the studio builds on: det alone does not guard identity."""
    front = int(np.argmin(np.abs(orbit_degrees)))
    identity = build_identity([check_reference(orbit_pictures[front], [orbit_faces[front]], "front")], insightface)
    scores = [score_picture(picture, [face], identity)
              for picture, face in zip(orbit_pictures, orbit_faces, strict=True)]
    side = np.abs(orbit_degrees) > 40
    likeness = np.array([score.identity for score in scores], dtype=np.float64)
    det = np.array([score.det for score in scores], dtype=np.float64)
    assert likeness[side].max() < 0.8
    assert det[side].min() > 0.77
    assert np.corrcoef(np.abs(orbit_degrees), likeness)[0, 1] < -0.9


def test_the_nearest_reference_gives_the_landmark_distance(
    insightface: Analyzer, orbit_pictures: list[Picture], orbit_faces: list[FaceObservation],
    orbit_degrees: NDArray[np.float64],
) -> None:
    order = np.argsort(orbit_degrees)
    left, front, right = (int(order[place]) for place in (0, len(order) // 2, -1))
    references = [check_reference(orbit_pictures[place], [orbit_faces[place]], str(place)) for place in (front, right)]
    alone = build_identity(references[:1], insightface)
    both = build_identity(references, insightface)
    silent = build_identity(references, insightface, [1, 0])
    picture, face = orbit_pictures[right], orbit_faces[right]
    distances = [score_picture(picture, [face], identity).landmarks for identity in (alone, both, silent)]
    assert distances[0] == distances[2]
    assert distances[1] == pytest.approx(0, abs=1e-6)
    assert distances[0] is not None
    assert distances[0] > 0.1
    assert score_picture(orbit_pictures[left], [orbit_faces[left]], both).landmarks is not None


def test_references_are_scored_against_what_they_have_in_common(
    insightface: Analyzer, faces: Mapping[str, Picture]
) -> None:
    names = ("person_a_1.jpg", "person_a_2.jpg", "view.jpg")
    identity = build_identity([checked(insightface, faces[name]) for name in names], insightface)
    first, second, landscape = reference_scores(identity)
    assert first.identity == pytest.approx(second.identity)
    assert first.identity is not None
    assert first.identity > 0.9
    assert first.landmarks is not None
    assert first.landmarks > 0
    assert (landscape.identity, landscape.faces) == (None, 0)
    alone = build_identity([checked(insightface, faces["person_b.jpg"])], insightface)
    assert reference_scores(alone)[0].landmarks is None
