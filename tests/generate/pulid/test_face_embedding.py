"""The recogniser's numbers, as it gives them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.generate.pulid.face_embedding import FaceEmbedder
from studio.identity.open_analyzer import open_analyzer
from tests.generate.people import ASTRONAUT_POINTS
from tests.generate.pulid.onnx_models import write_parser, write_recogniser


@pytest.fixture
def points() -> Landmarks:
    """Of the astronaut."""
    return np.array(ASTRONAUT_POINTS, dtype=np.float32)


def test_the_numbers_are_not_brought_to_unit_length(tmp_path: Path, astronaut: Picture, points: Landmarks) -> None:
    embedder = FaceEmbedder(write_recogniser(tmp_path / "small.onnx", 512), 512)
    numbers = embedder.embed(astronaut, points)
    assert numbers.shape == (512,)
    assert np.linalg.norm(numbers) > 2
    assert not np.allclose(numbers, embedder.embed(np.ascontiguousarray(astronaut[..., ::-1]), points))


def test_the_same_face_as_the_analyzer_sees(face_pack: Path, astronaut: Picture) -> None:
    face = open_analyzer("insightface", face_pack=str(face_pack))[0].observe(astronaut)[0]
    assert face.landmarks is not None
    assert face.embedding is not None
    embedder = FaceEmbedder(face_pack / "rec.onnx", 128)
    numbers = embedder.embed(astronaut, face.landmarks)
    np.testing.assert_allclose(numbers / np.linalg.norm(numbers), face.embedding, atol=1e-5)
    assert np.linalg.norm(numbers) > 2


def test_a_recogniser_of_another_width_is_refused(face_pack: Path) -> None:
    with pytest.raises(StudioError, match="gives 128 numbers and PuLID needs 512"):
        FaceEmbedder(face_pack / "rec.onnx", 512)


def test_what_is_no_recogniser_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="no face recogniser"):
        FaceEmbedder(write_parser(tmp_path / "parser.onnx"), 512)
    (tmp_path / "noise.onnx").write_bytes(b"noise")
    with pytest.raises(StudioError, match="damaged"):
        FaceEmbedder(tmp_path / "noise.onnx", 512)
    with pytest.raises(StudioError, match="is not there"):
        FaceEmbedder(tmp_path / "none.onnx", 512)
