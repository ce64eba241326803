"""YuNet, and a recogniser beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.measure import cosine
from studio.identity.opencv_zoo_analyzer import OpencvZooAnalyzer
from studio.weights.opencv_zoo import OpencvZoo
from tests.identity.embeddings import embeddings


@pytest.mark.parametrize("name", ["person_a_1.jpg", "person_a_2.jpg", "person_b.jpg", "right_face.png", "mask2.jpg",
                                  "astronaut"])
def test_it_finds_the_face_that_insightface_finds(
    yunet: Analyzer, insightface: Analyzer, faces: Mapping[str, Picture], name: str
) -> None:
    ours, theirs = yunet.observe(faces[name]), insightface.observe(faces[name])
    assert len(ours) == len(theirs) == 1
    assert ours[0].landmarks is not None
    assert theirs[0].landmarks is not None
    eyes = float(np.linalg.norm(theirs[0].landmarks[1] - theirs[0].landmarks[0]))
    assert np.linalg.norm(ours[0].landmarks - theirs[0].landmarks, axis=1).mean() < 0.35 * eyes
    assert ours[0].yaw == pytest.approx(theirs[0].yaw, abs=15)
    assert ours[0].embedding is None


@pytest.mark.parametrize("name", ["person_a_1.jpg", "person_a_2.jpg", "person_b.jpg", "astronaut"])
def test_good_faces_pass_its_threshold(yunet: Analyzer, faces: Mapping[str, Picture], name: str) -> None:
    det = yunet.observe(faces[name])[0].det
    assert det is not None
    assert yunet.det_threshold <= det <= 1


def test_no_face_and_odd_sizes(yunet: Analyzer, faces: Mapping[str, Picture]) -> None:
    assert yunet.observe(faces["view.jpg"]) == []
    for shape in ((1, 1), (1, 640), (20, 640), (3000, 1), (640, 33), (7, 5)):
        assert yunet.observe(np.full((*shape, 3), 128, np.uint8)) == []


def test_the_numbers_hardly_feel_the_pictures_size(yunet: Analyzer, astronaut: Picture) -> None:
    large = np.asarray(cv2.resize(astronaut, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    small, four_times = yunet.observe(astronaut)[0], yunet.observe(large)[0]
    assert np.allclose(np.array(four_times.box) / 4, small.box, atol=3)
    assert four_times.yaw == pytest.approx(small.yaw, abs=3)


def test_it_says_that_it_cannot_compare(yunet: Analyzer) -> None:
    assert yunet.same_person is None
    assert "no identity" in yunet.label
    assert (yunet.stand_in, yunet.commercial) == (False, True)


def test_a_recogniser_beside_it_compares_faces(shared: Path, face_pack: Path, yunet: Analyzer,
                                               faces: Mapping[str, Picture]) -> None:
    """SFace itself is not among the test data: OpenCV runs the test pack's recogniser (the same input) in its place."""
    analyzer = OpencvZooAnalyzer(OpencvZoo(shared / "models" / "yunet_n_dynamic.onnx", face_pack / "rec.onnx"))
    first, second, other = embeddings(analyzer, faces)
    assert np.linalg.norm(first) == pytest.approx(1, abs=1e-5)
    assert cosine(first, second) > cosine(first, other) + 0.3
    assert analyzer.revision != yunet.revision


@pytest.mark.parametrize("content", [b"", b"garbage" * 500, "the recogniser"])
def test_a_file_that_is_no_yunet_is_a_sentence(face_pack: Path, tmp_path: Path, content: bytes | str) -> None:
    data = content if isinstance(content, bytes) else (face_pack / "rec.onnx").read_bytes()
    file = tmp_path / "face_detection_yunet_2023mar.onnx"
    file.write_bytes(data)
    with pytest.raises(StudioError) as caught:
        OpencvZooAnalyzer(OpencvZoo(file, None))
    assert caught.value.kind == "damaged"
    assert str(file) in caught.value.message


def test_a_damaged_sface_is_a_sentence(shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "sface.onnx"
    file.write_bytes(b"garbage" * 500)
    with pytest.raises(StudioError) as caught:
        OpencvZooAnalyzer(OpencvZoo(shared / "models" / "yunet_n_dynamic.onnx", file))
    assert str(file) in caught.value.message
