"""The 106 points of packs that have a model for them: where they lie, what they tell, and that nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.episode.face import DensePoints, FaceObservation, face_from_fields, face_to_fields
from studio.episode.picture import Picture
from studio.identity.analyzer import DENSE_POINTS, Analyzer, points_compared
from studio.identity.insightface_analyzer import InsightfaceAnalyzer
from studio.identity.reference import Identity, build_identity, check_reference
from studio.identity.score import reference_scores, score_picture
from studio.weights.digests import short_digest
from studio.weights.face_packs import FacePack

SHAPE = np.random.default_rng(7).uniform(-0.6, 0.6, (DENSE_POINTS, 2)).astype(np.float32)
"""Where the model below sees the points: -1 to 1 over its crop, which is 1.5 times the box's longer side."""


def point_model() -> bytes:
    """A network with 2d106det's input and output: `SHAPE`, the last point moved by the crop's mean red and mean blue."""
    mixing = np.zeros((3, 2 * DENSE_POINTS), np.float32)
    mixing[0, -2], mixing[2, -1] = 0.5, 0.25
    nodes = [helper.make_node("GlobalAveragePool", ["data"], ["mean"]), helper.make_node("Flatten", ["mean"], ["flat"]),
             helper.make_node("Gemm", ["flat", "mixing", "shape"], ["fc1"])]
    graph = helper.make_graph(
        nodes, "points", [helper.make_tensor_value_info("data", TensorProto.FLOAT, ["None", 3, 192, 192])],
        [helper.make_tensor_value_info("fc1", TensorProto.FLOAT, ["None", 2 * DENSE_POINTS])],
        [numpy_helper.from_array(mixing, "mixing"), numpy_helper.from_array(SHAPE.ravel(), "shape")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


@pytest.fixture(scope="module")
def dense_pack(face_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> FacePack:
    """The test pack with that network beside it."""
    folder = tmp_path_factory.mktemp("packs") / "densepack"
    folder.mkdir()
    for name in ("det.onnx", "rec.onnx"):
        (folder / name).write_bytes((face_pack / name).read_bytes())
    (folder / "2d106det.onnx").write_bytes(point_model())
    return FacePack(folder.name, folder)


@pytest.fixture(scope="module")
def dense(dense_pack: FacePack) -> Analyzer:
    return InsightfaceAnalyzer(dense_pack)


def crop_mean(picture: Picture, face: FaceObservation) -> NDArray[np.float64]:
    """Mean red, green and blue of the square of 1.5 times the box around its centre, black beyond the picture; -1 to 1."""
    x0, y0, x1, y1 = face.box
    side = 1.5 * max(x1 - x0, y1 - y0)
    left, top = round((x0 + x1 - side) / 2), round((y0 + y1 - side) / 2)
    padded = cv2.copyMakeBorder(picture, 600, 600, 600, 600, cv2.BORDER_CONSTANT, value=(0, 0, 0))
    part = padded[600 + top : 600 + top + round(side), 600 + left : 600 + left + round(side)]
    return np.asarray((part.mean(axis=(0, 1)) - 127.5) / 128, np.float64)


def test_points_lie_where_the_model_saw_them(dense: Analyzer, astronaut: Picture) -> None:
    face = dense.observe(astronaut)[0]
    assert face.dense is not None
    assert face.dense.shape == (DENSE_POINTS, 2)
    x0, y0, x1, y1 = face.box
    side = max(x1 - x0, y1 - y0)
    expected = np.array([(x0 + x1) / 2, (y0 + y1) / 2]) + SHAPE * 0.75 * side
    assert np.allclose(face.dense[:-1], expected[:-1], atol=0.01)
    red, _, blue = crop_mean(astronaut, face)
    moved = (face.dense[-1] - expected[-1]) / (0.75 * side)
    assert moved == pytest.approx([0.5 * red, 0.25 * blue], abs=0.01)
    assert abs(red - blue) > 0.1        # or the colours' order would not show


def test_all_else_is_the_pack_s_without_it(dense: Analyzer, insightface: Analyzer, astronaut: Picture) -> None:
    with_points, plain = dense.observe(astronaut)[0], insightface.observe(astronaut)[0]
    assert plain.dense is None
    assert (plain.box, plain.det, plain.yaw, plain.pitch, plain.roll) == (
        with_points.box, with_points.det, with_points.yaw, with_points.pitch, with_points.roll)
    assert np.array_equal(np.asarray(plain.landmarks), np.asarray(with_points.landmarks))
    assert np.array_equal(np.asarray(plain.embedding), np.asarray(with_points.embedding))
    assert "dense" not in face_to_fields(plain)


def test_the_revision_tells_the_two_apart(dense: Analyzer, insightface: Analyzer, face_pack: Path) -> None:
    files = [face_pack / "det.onnx", face_pack / "rec.onnx"]
    assert insightface.revision == f"1-{short_digest(files)}"
    assert dense.revision != insightface.revision
    assert (points_compared(insightface.revision), points_compared(dense.revision)) == (5, 106)
    assert "106" in dense.label
    assert "106" not in insightface.label


def test_points_survive_the_worker_s_protocol(dense: Analyzer, astronaut: Picture) -> None:
    face = dense.observe(astronaut)[0]
    again = face_from_fields(json.loads(json.dumps(face_to_fields(face))))
    assert again.dense is not None
    assert face.dense is not None
    assert np.allclose(again.dense, face.dense, atol=0.006)


FIVE = np.array([[80, 100], [120, 100], [100, 122], [86, 144], [114, 144]], np.float32)


def drawn_points() -> DensePoints:
    """A contour of 33 points, brows, eyes and nose of 53 and a mouth of 20 whose first and eleventh are the corners."""
    turn = np.linspace(0, np.pi, 33)
    contour = np.column_stack([100 + 45 * np.cos(turn), 105 + 65 * np.sin(turn)])
    inner = np.random.default_rng(1).uniform([75, 85], [125, 128], (53, 2))
    around = np.arange(20) / 20 * 2 * np.pi
    mouth = np.column_stack([100 - 14 * np.cos(around), 144 + 5 * np.sin(around)])
    return np.concatenate([contour, inner, mouth]).astype(np.float32)


def seen(five: NDArray[np.float32], points: DensePoints | None) -> FaceObservation:
    return FaceObservation((50, 60, 150, 180), 0.9, five, None, 0.0, 0.0, 0.0, points)


def identity_of(face: FaceObservation, analyzer: Analyzer) -> Identity:
    return build_identity([check_reference(np.full((200, 200, 3), 90, np.uint8), [face], "me")], analyzer)


def distance(face: FaceObservation, identity: Identity) -> float:
    value = score_picture(np.full((200, 200, 3), 90, np.uint8), [face], identity).landmarks
    assert value is not None
    return value


def test_a_bent_mouth_shows_in_106_points_and_scarcely_in_five(builtin: Analyzer) -> None:
    points = drawn_points()
    bent = points.copy()
    bent[86:, 1] += 6 * (1 - ((bent[86:, 0] - 100) / 14) ** 2)      # the lips hang, their corners stay
    five = FIVE + np.array([[0, 0], [0, 0], [0, 0], [0, 0.2], [0, 0.2]], np.float32)
    dense_reference, plain_reference = (identity_of(seen(FIVE, given), builtin) for given in (points, None))
    by_dense, by_five = distance(seen(five, bent), dense_reference), distance(seen(five, None), plain_reference)
    assert by_dense > 0.015
    assert by_five < 0.003
    assert distance(seen(five, bent), plain_reference) == by_five       # five, unless both have more
    assert distance(seen(five, None), dense_reference) == by_five


def test_scale_turn_and_shift_do_not_count(builtin: Analyzer) -> None:
    points = drawn_points()
    turned = np.array([[1.2, -0.7], [0.7, 1.2]], np.float32)
    shift = np.array([30, -12], np.float32)
    identity = identity_of(seen(FIVE, points), builtin)
    assert distance(seen(FIVE @ turned.T + shift, points @ turned.T + shift), identity) < 1e-4
    other = points.copy()
    other[:33, 0] = 100 + 1.2 * (other[:33, 0] - 100)
    placed, plain = (distance(seen(FIVE @ turn.T, other @ turn.T), identity)
                     for turn in (turned, np.eye(2, dtype=np.float32)))
    assert placed == pytest.approx(plain, abs=1e-4)
    assert plain > 0.02


def test_it_is_in_the_reference_s_eye_distances(builtin: Analyzer) -> None:
    """Points moved at random by 4 pixels about 40 between the eyes: a tenth, less what the alignment takes."""
    points = drawn_points()
    angles = np.random.default_rng(3).uniform(0, 2 * np.pi, DENSE_POINTS)
    moved = points + 4 * np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    assert distance(seen(FIVE, moved), identity_of(seen(FIVE, points), builtin)) == pytest.approx(0.1, abs=0.005)


def test_references_are_compared_over_them_too(builtin: Analyzer) -> None:
    points = drawn_points()
    bent = points.copy()
    bent[86:, 1] += 8
    picture = np.full((200, 200, 3), 90, np.uint8)
    references = [check_reference(picture, [seen(FIVE, shape)], "me") for shape in (points, bent)]
    scores = reference_scores(build_identity(references, builtin))
    assert scores[0].landmarks is not None
    assert scores[0].landmarks > 0.02
