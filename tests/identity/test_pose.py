"""Where a head looks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import spearmanr

from studio.episode.face import FaceObservation, Landmarks
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.pose import pose
from tests.identity.test_similarity import transform

FRONT = np.array([[100, 80], [140, 80], [120, 103], [104, 126], [136, 126]], dtype=np.float32)
MIRRORED = [1, 0, 2, 4, 3]


def test_a_symmetric_face_looks_straight_ahead(landmarks: Landmarks) -> None:
    assert pose(landmarks) == pytest.approx((0, 0, 0), abs=4)


def test_the_nose_tells_where_the_face_looks(landmarks: Landmarks) -> None:
    def with_nose(right: float, down: float) -> Landmarks:
        points = landmarks.copy()
        points[2] += (right, down)
        return points

    assert pose(with_nose(10, 0)).yaw > 15
    assert pose(with_nose(-10, 0)).yaw < -15
    assert pose(with_nose(0, -8)).pitch > pose(landmarks).pitch + 10
    assert pose(with_nose(0, 8)).pitch < pose(landmarks).pitch - 10


def test_a_smile_hardly_lifts_the_head(landmarks: Landmarks) -> None:
    """The mouth's corners a sixth of the eye distance higher, as the astronaut has them."""
    smiling = landmarks.copy()
    smiling[3:, 1] -= 7
    assert abs(pose(smiling).pitch - pose(landmarks).pitch) < 12


@settings(deadline=None, max_examples=40)
@given(st.floats(0.2, 10), st.floats(-2.5, 2.5), st.floats(-500, 500), st.floats(-12, 12), st.floats(-8, 8))
def test_only_roll_feels_where_and_how_the_face_lies(
    scale: float, turn: float, shift: float, nose_right: float, nose_down: float
) -> None:
    points = FRONT.copy()
    points[2] += (nose_right, nose_down)
    affine = transform(scale, turn, shift, -shift)
    placed = pose((points @ affine[:, :2].T + affine[:, 2]).astype(np.float32))
    still = pose(points)
    assert placed.yaw == pytest.approx(still.yaw, abs=0.5)
    assert placed.pitch == pytest.approx(still.pitch, abs=0.5)
    assert placed.roll - still.roll == pytest.approx(np.degrees(turn), abs=0.5)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.floats(-8, 8), st.floats(-8, 8)), min_size=5, max_size=5))
def test_a_mirrored_face_has_mirrored_angles(moves: list[tuple[float, float]]) -> None:
    points = FRONT + np.array(moves, dtype=np.float32)
    mirrored = (points * (-1, 1))[MIRRORED].astype(np.float32)
    yaw, pitch, roll = pose(points)
    assert pose(mirrored) == pytest.approx((-yaw, pitch, -roll), abs=0.1)


def test_points_that_coincide_give_finite_angles() -> None:
    assert np.isfinite(pose(np.full((5, 2), 7, dtype=np.float32))).all()


def test_yaw_follows_a_real_orbit(orbit_faces: list[FaceObservation], orbit_degrees: NDArray[np.float64]) -> None:
    yaws = np.array([face.yaw for face in orbit_faces], dtype=np.float64)
    errors = np.abs(yaws - orbit_degrees)
    order = float(spearmanr(yaws, orbit_degrees).statistic)
    print(f"yaw on the orbit: mean error {errors.mean():.2f}, largest {errors.max():.2f} degrees; rank {order:.4f}")
    assert errors.mean() < 2
    assert errors.max() < 5
    assert order > 0.99


def test_a_mirrored_picture_flips_yaw_and_roll(insightface: Analyzer, orbit_pictures: list[Picture],
                                               orbit_faces: list[FaceObservation]) -> None:
    turned = int(np.argmax([face.yaw or 0 for face in orbit_faces]))
    seen = orbit_faces[turned]
    mirrored = insightface.observe(np.ascontiguousarray(orbit_pictures[turned][:, ::-1]))[0]
    assert seen.yaw is not None
    assert seen.yaw > 40
    assert mirrored.yaw == pytest.approx(-seen.yaw, abs=4)


def test_a_rotated_picture_rolls_the_head(insightface: Analyzer, astronaut: Picture) -> None:
    """np.rot90 turns counter-clockwise as seen; the detector finds such a face too."""
    upright = insightface.observe(astronaut)[0]
    assert upright.roll == pytest.approx(0, abs=8)
    matrix_turned = np.ascontiguousarray(np.rot90(astronaut, k=-1))
    lying = insightface.observe(matrix_turned)[0]
    assert lying.roll == pytest.approx(90, abs=25)
