"""The real analyzer: insightface's own numbers, and sentences where its files are no good."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest
from insightface.app import FaceAnalysis

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.insightface_analyzer import InsightfaceAnalyzer
from studio.identity.measure import cosine
from studio.weights.face_packs import FacePack
from tests.identity.embeddings import embeddings


@pytest.fixture(scope="module")
def plain(face_pack: Path) -> FaceAnalysis:
    """insightface as its README uses it."""
    app = FaceAnalysis(name=face_pack.name, root=str(face_pack.parents[1]))
    app.prepare(ctx_id=0, det_size=(640, 640))
    return app


def pack_of(folder: Path, **files: bytes) -> FacePack:
    folder.mkdir()
    for name, data in files.items():
        (folder / f"{name}.onnx").write_bytes(data)
    return FacePack(folder.name, folder)


@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize("name", ["blur.jpg", "mask2.jpg", "person_a_1.jpg", "right_face.png", "view.jpg", "astronaut"])
def test_it_gives_insightfaces_numbers(
    insightface: Analyzer, plain: FaceAnalysis, faces: Mapping[str, Picture], name: str
) -> None:
    """Upright, square, wide and tall pictures, with and without a face."""
    theirs = plain.get(np.ascontiguousarray(faces[name][..., ::-1]))
    ours = insightface.observe(faces[name])
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.det == pytest.approx(float(other.det_score), abs=1e-6)
        assert np.allclose(mine.box, other.bbox, atol=1e-3)
        assert mine.landmarks is not None
        assert np.allclose(mine.landmarks, other.kps, atol=1e-3)
        assert mine.embedding is not None
        assert cosine(mine.embedding, other.normed_embedding) > 1 - 1e-4


def test_a_face_above_the_threshold_only(insightface: Analyzer, faces: Mapping[str, Picture]) -> None:
    assert insightface.observe(faces["view.jpg"]) == []


def test_several_faces_come_largest_first(insightface: Analyzer, faces: Mapping[str, Picture]) -> None:
    small = cv2.resize(faces["person_b.jpg"], None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    picture = np.zeros((300, 700, 3), np.uint8)
    picture[20 : 20 + small.shape[0], 20 : 20 + small.shape[1]] = small
    picture[10:260, 400:650] = faces["person_a_1.jpg"]
    seen = insightface.observe(picture)
    assert [face.box[0] > 350 for face in seen] == [True, False]
    assert seen[0].area > seen[1].area


def test_embeddings_tell_people_apart(insightface: Analyzer, faces: Mapping[str, Picture]) -> None:
    first, second, other = embeddings(insightface, faces)
    assert np.linalg.norm(first) == pytest.approx(1, abs=1e-5)
    assert cosine(first, second) == pytest.approx(0.70, abs=0.02)
    assert insightface.same_person is not None
    assert cosine(first, second) > insightface.same_person > cosine(first, other)


def test_the_same_picture_gives_the_same_numbers(insightface: Analyzer, astronaut: Picture) -> None:
    first, second = insightface.observe(astronaut)[0], insightface.observe(astronaut)[0]
    assert (first.box, first.det, first.yaw) == (second.box, second.det, second.yaw)
    assert np.array_equal(np.asarray(first.embedding), np.asarray(second.embedding))


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (7, 5)])
def test_tiny_and_thin_pictures_have_no_face(insightface: Analyzer, shape: tuple[int, int]) -> None:
    assert insightface.observe(np.full((*shape, 3), 128, np.uint8)) == []


def test_it_says_what_it_is(insightface: Analyzer) -> None:
    assert insightface.name == "insightface"
    assert "testpack" in insightface.label
    assert (insightface.stand_in, insightface.commercial, insightface.det_threshold) == (False, False, 0.85)


def test_the_revision_follows_the_model_files_alone(insightface: Analyzer, face_pack: Path, tmp_path: Path) -> None:
    detector, recogniser = ((face_pack / name).read_bytes() for name in ("det.onnx", "rec.onnx"))
    copied = InsightfaceAnalyzer(pack_of(tmp_path / "copy", a=detector, b=recogniser))
    alone = InsightfaceAnalyzer(pack_of(tmp_path / "alone", det=detector))
    assert copied.revision == insightface.revision
    assert alone.revision != insightface.revision


def test_a_pack_without_recogniser_gives_no_identity(face_pack: Path, tmp_path: Path, astronaut: Picture) -> None:
    analyzer = InsightfaceAnalyzer(pack_of(tmp_path / "alone", det=(face_pack / "det.onnx").read_bytes()))
    face = analyzer.observe(astronaut)[0]
    assert face.embedding is None
    assert face.landmarks is not None
    assert analyzer.same_person is None


@pytest.mark.parametrize("damage", ["cut off", "garbage", "empty", "only the recogniser"])
def test_damaged_packs_are_a_sentence(face_pack: Path, tmp_path: Path, damage: str) -> None:
    whole = (face_pack / "det.onnx").read_bytes()
    recogniser = (face_pack / "rec.onnx").read_bytes()
    files = {"cut off": {"det": whole[:-100_000]}, "garbage": {"det": b"hello" * 1000}, "empty": {"det": b""},
             "only the recogniser": {"rec": recogniser}}[damage]
    with pytest.raises(StudioError) as caught:
        InsightfaceAnalyzer(pack_of(tmp_path / "my pack", **files))
    assert caught.value.kind == "damaged"
    assert "my pack" in caught.value.message
    assert "--face-pack" in caught.value.message
