"""Which face counts, what is warned of, and what references make together."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture, pixels_sha256
from studio.identity.analyzer import Analyzer
from studio.identity.measure import cosine
from studio.identity.reference import Identity, ReferencePicture, build_identity, check_reference

EXPECTED = {
    "person_a_1.jpg": [], "person_a_2.jpg": [], "person_b.jpg": [], "astronaut": [], "blur.jpg": ["blurred"],
    "mask2.jpg": ["covered"], "right_face.png": ["turned"], "view.jpg": ["no-face"],
}  # fmt: skip


def checked(analyzer: Analyzer, picture: Picture, name: str = "me.jpg", face: int | None = None) -> ReferencePicture:
    return check_reference(picture, analyzer.observe(picture), name, face)


def kinds(reference: ReferencePicture | Identity) -> list[str]:
    return [warning.kind for warning in reference.warnings]


@pytest.fixture
def crowd(faces: Mapping[str, Picture]) -> Picture:
    """The smaller man left, the larger woman right."""
    small = cv2.resize(faces["person_a_1.jpg"], None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    picture = np.zeros((260, 500, 3), np.uint8)
    picture[:200, :200] = small
    picture[:250, 230:480] = faces["person_b.jpg"]
    return picture


@pytest.mark.parametrize("name", EXPECTED)
def test_warnings_of_the_real_analyzer(insightface: Analyzer, faces: Mapping[str, Picture], name: str) -> None:
    reference = checked(insightface, faces[name], name)
    assert kinds(reference) == EXPECTED[name]
    for warning in reference.warnings:
        assert name in warning.sentence
        assert ": use " in warning.sentence
        assert warning.sentence.endswith(".")


@pytest.mark.parametrize("name", EXPECTED)
def test_warnings_of_yunet(yunet: Analyzer, faces: Mapping[str, Picture], name: str) -> None:
    assert kinds(checked(yunet, faces[name], name)) == EXPECTED[name]


@pytest.mark.parametrize("name", ["person_a_1.jpg", "person_a_2.jpg", "person_b.jpg", "astronaut"])
def test_the_stand_in_raises_no_false_alarm(builtin: Analyzer, faces: Mapping[str, Picture], name: str) -> None:
    assert kinds(checked(builtin, faces[name], name)) == []


def test_a_tiny_face_is_measured_in_the_sentence(insightface: Analyzer, astronaut: Picture) -> None:
    small = np.asarray(cv2.resize(astronaut, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    reference = checked(insightface, small)
    assert "tiny" in kinds(reference)
    assert "27x3" in next(warning.sentence for warning in reference.warnings if warning.kind == "tiny")


def test_the_largest_face_counts_and_it_is_said(insightface: Analyzer, crowd: Picture) -> None:
    reference = checked(insightface, crowd)
    assert reference.face is not None
    assert reference.face.box[0] > 230
    assert reference.counted == 0
    assert kinds(reference) == ["several-faces"]
    assert "--face 1" in reference.warnings[0].sentence


def test_another_face_can_be_chosen_without_a_warning(insightface: Analyzer, crowd: Picture) -> None:
    reference = checked(insightface, crowd, face=1)
    assert reference.face is not None
    assert reference.face.box[2] < 200
    assert reference.scores.det == reference.face.det
    assert kinds(reference) == []


@pytest.mark.parametrize("face", [2, -1])
def test_a_face_that_is_not_there_is_a_sentence(insightface: Analyzer, crowd: Picture, face: int) -> None:
    with pytest.raises(StudioError, match=f"no face {face}: 2 were found"):
        checked(insightface, crowd, "crowd.png", face)


def test_a_reference_carries_its_own_scores(insightface: Analyzer, astronaut: Picture) -> None:
    reference = checked(insightface, astronaut)
    assert reference.pixels_sha256 == pixels_sha256(astronaut)
    assert reference.scores.det == pytest.approx(0.82, abs=0.01)
    assert reference.scores.identity is None
    assert reference.scores.faces == 1


def test_two_people_are_noticed_and_one_is_not(insightface: Analyzer, faces: Mapping[str, Picture]) -> None:
    first, second, other = (checked(insightface, faces[name], name)
                            for name in ("person_a_1.jpg", "person_a_2.jpg", "person_b.jpg"))
    assert kinds(build_identity([first, second], insightface)) == []
    identity = build_identity([first, other], insightface)
    assert kinds(identity) == ["another-person"]
    assert "person_a_1.jpg and person_b.jpg" in identity.warnings[0].sentence


def test_weights_pull_the_mean(insightface: Analyzer, faces: Mapping[str, Picture]) -> None:
    first, second = (checked(insightface, faces[name]) for name in ("person_a_1.jpg", "person_b.jpg"))
    assert first.face is not None
    assert second.face is not None
    likeness = []
    for weights in ((1, 0), (3, 1), (1, 1), (1, 3), (0, 1)):
        identity = build_identity([first, second], insightface, weights)
        assert identity.embedding is not None
        assert np.linalg.norm(identity.embedding) == pytest.approx(1, abs=1e-5)
        likeness.append(cosine(identity.embedding, np.asarray(first.face.embedding)))
    assert likeness == sorted(likeness, reverse=True)
    assert likeness[0] == pytest.approx(1)
    assert likeness[-1] == pytest.approx(cosine(np.asarray(first.face.embedding), np.asarray(second.face.embedding)))


def test_the_digest_knows_pixels_face_weights_and_analyzer(
    insightface: Analyzer, yunet: Analyzer, crowd: Picture, faces: Mapping[str, Picture]
) -> None:
    one, other = checked(insightface, crowd), checked(insightface, faces["person_b.jpg"])
    again = checked(insightface, crowd.copy(), "another name.png")
    digest = build_identity([one], insightface).digest
    assert build_identity([again], insightface, [1.0]).digest == digest
    different = {
        build_identity([other], insightface).digest,
        build_identity([checked(insightface, crowd, face=1)], insightface).digest,
        build_identity([one], insightface, [2.0]).digest,
        build_identity([one, other], insightface).digest,
        build_identity([checked(yunet, crowd)], yunet).digest,
    }
    assert len(different | {digest}) == 6


def test_a_reference_without_face_takes_no_part(insightface: Analyzer, faces: Mapping[str, Picture]) -> None:
    landscape, person = checked(insightface, faces["view.jpg"], "view.jpg"), checked(insightface, faces["person_b.jpg"])
    identity = build_identity([landscape, person], insightface)
    assert kinds(identity) == ["no-face"]
    assert person.face is not None
    assert np.allclose(np.asarray(identity.embedding), np.asarray(person.face.embedding), atol=1e-6)


def test_no_face_at_all_is_an_error_with_every_name(insightface: Analyzer, faces: Mapping[str, Picture]) -> None:
    landscape = checked(insightface, faces["view.jpg"], "view.jpg")
    with pytest.raises(StudioError, match=r"view\.jpg shows no face") as caught:
        build_identity([landscape], insightface)
    assert caught.value.kind == "input"
    with pytest.raises(StudioError, match="no reference picture"):
        build_identity([], insightface)


@pytest.mark.parametrize("weights", [[1, 2], [], [-1], [0]])
def test_impossible_weights_are_a_sentence(insightface: Analyzer, astronaut: Picture, weights: list[float]) -> None:
    with pytest.raises(StudioError, match="weight"):
        build_identity([checked(insightface, astronaut)], insightface, weights)


def test_an_analyzer_without_recogniser_makes_an_identity_without_embedding(
    yunet: Analyzer, astronaut: Picture
) -> None:
    identity = build_identity([checked(yunet, astronaut)], yunet)
    assert identity.embedding is None
    assert (identity.analyzer, identity.analyzer_revision) == (yunet.name, yunet.revision)
