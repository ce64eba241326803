"""Landmarks compared whatever their place, size and turn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.episode.face import FaceObservation, Landmarks
from studio.identity.similarity import fit_similarity, landmark_distance, moved

FACE = np.array([[100, 80], [140, 82], [118, 103], [104, 126], [136, 125]], dtype=np.float32)


def transform(scale: float, turn: float, right: float, down: float) -> NDArray[np.float64]:
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.column_stack([scale * rotation, [right, down]])


placements = st.builds(transform, st.floats(0.1, 20), st.floats(-3.1, 3.1), st.floats(-2000, 2000),
                       st.floats(-2000, 2000))


@given(placements)
def test_a_known_similarity_is_found_again(known: NDArray[np.float64]) -> None:
    found = fit_similarity(FACE, moved(FACE, known))
    assert np.allclose(found, known, rtol=1e-6, atol=1e-5)


@given(placements)
def test_a_mirrored_shape_is_not_mirrored_back(known: NDArray[np.float64]) -> None:
    found = fit_similarity(FACE * (-1, 1), moved(FACE, known))
    assert np.linalg.det(found[:, :2]) > 0


def test_points_that_coincide_are_only_shifted() -> None:
    found = fit_similarity(np.full((5, 2), 3.0), FACE)
    assert np.isfinite(found).all()
    assert np.allclose(moved(np.full((5, 2), 3.0), found), FACE.mean(axis=0))


@given(placements)
def test_distance_is_zero_to_itself_wherever_it_is(known: NDArray[np.float64]) -> None:
    assert landmark_distance(moved(FACE, known).astype(np.float32), FACE) < 2e-3


@given(placements, placements)
def test_distance_does_not_feel_scale_rotation_and_shift(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> None:
    other = FACE.copy()
    other[2] += (8, 5)
    expected = landmark_distance(other, FACE)
    distance = landmark_distance(moved(other, first).astype(np.float32), moved(FACE, second).astype(np.float32))
    assert distance == pytest.approx(expected, abs=5e-3)


def test_distance_is_in_eye_distances_of_the_reference(landmarks: Landmarks) -> None:
    """Moving the nose by d leaves, after the best alignment, residuals that can be worked out by hand: the mean moves
    by d / 5 and a shift along the symmetry axis also shrinks the shape a little."""
    longer = landmarks.copy()
    longer[2, 1] += 8
    assert landmark_distance(longer, landmarks) == pytest.approx(0.0637, abs=2e-3)


def test_distance_grows_as_the_head_turns(
    orbit_faces: list[FaceObservation], orbit_degrees: NDArray[np.float64]
) -> None:
    shapes = [face.landmarks for face in orbit_faces]
    front = shapes[int(np.argmin(np.abs(orbit_degrees)))]
    assert front is not None
    distances = [landmark_distance(shape, front) for shape in shapes if shape is not None]
    by_angle = [np.mean([distance for distance, angle in zip(distances, orbit_degrees, strict=True)
                         if low <= abs(angle) < low + 12]) for low in (0, 12, 24, 36)]
    assert by_angle == sorted(by_angle)
    assert by_angle[-1] > 4 * by_angle[0]
