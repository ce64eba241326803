"""Masks are suspected, faces are not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.episode.face import FaceObservation, Landmarks
from studio.episode.picture import Picture
from studio.identity.alignment import TEMPLATE, aligned_face
from studio.identity.analyzer import Analyzer
from studio.identity.covering import may_be_covered
from studio.identity.similarity import fit_similarity, moved
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames

MASK = np.array([[30, 66], [56, 60], [82, 66], [80, 95], [68, 108], [56, 112], [44, 108], [32, 95]], dtype=np.float64)


def landmarks_of(face: FaceObservation) -> Landmarks:
    assert face.landmarks is not None
    return face.landmarks


def masked(picture: Picture, landmarks: Landmarks, colour: tuple[int, int, int]) -> Picture:
    outline = moved(MASK, fit_similarity(TEMPLATE, landmarks))
    painted = cv2.fillPoly(picture.copy(), [outline.round().astype(np.int32)], colour, cv2.LINE_AA)
    return np.asarray(painted, dtype=np.uint8)


@pytest.mark.parametrize("name", ["person_a_1.jpg", "person_a_2.jpg", "person_b.jpg", "right_face.png", "blur.jpg",
                                  "astronaut"])
def test_a_free_face_is_not_suspected_and_a_painted_mask_is(
    insightface: Analyzer, faces: Mapping[str, Picture], name: str
) -> None:
    picture = faces[name]
    landmarks = landmarks_of(insightface.observe(picture)[0])
    assert not may_be_covered(picture, landmarks)
    for colour in ((235, 235, 230), (120, 190, 220), (30, 30, 30)):
        assert may_be_covered(masked(picture, landmarks, colour), landmarks)


def test_a_real_mask_is_suspected_at_any_size(insightface: Analyzer, faces: Mapping[str, Picture]) -> None:
    picture = faces["mask2.jpg"]
    landmarks = landmarks_of(insightface.observe(picture)[0])
    assert may_be_covered(picture, landmarks)
    half = np.asarray(cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    assert may_be_covered(half, np.asarray(landmarks / 2, dtype=np.float32))


@pytest.mark.parametrize("video", ["talking_head_1080x1920_25fps_10s.mp4", "head_turn_512_25fps_7s.mp4"])
def test_a_speaking_face_is_not_suspected(insightface: Analyzer, shared: Path, video: str) -> None:
    frames = decode_frames(probe_video(shared / "media" / video), range(0, 180, 30))
    suspected = [may_be_covered(picture, landmarks_of(insightface.observe(picture)[0])) for _, picture in frames]
    assert suspected == [False] * 6


def test_a_grey_head_is_not_suspected(orbit_pictures: list[Picture], orbit_faces: list[FaceObservation]) -> None:
    seen = zip(orbit_pictures, orbit_faces, strict=True)
    assert not any(may_be_covered(picture, landmarks_of(face)) for picture, face in seen)


@pytest.mark.parametrize("side", [112, 224, 128])
def test_alignment_brings_the_landmarks_to_the_template(astronaut: Picture, insightface: Analyzer, side: int) -> None:
    """A dot painted on each eye is found where the template has it."""
    landmarks = landmarks_of(insightface.observe(astronaut)[0])
    picture = astronaut.copy()
    for x, y in landmarks[:2]:
        cv2.circle(picture, (round(float(x)), round(float(y))), 2, (0, 255, 0), -1)
    face = aligned_face(picture, landmarks, side).astype(int)
    green = face[..., 1] - face[..., 0] > 100
    margin, whole = (8, 128) if side == 128 else (0, 112)
    for right, down in TEMPLATE[:2]:
        x, y = (right + margin) * side / whole, down * side / whole
        assert green[int(y) - 3 : int(y) + 4, int(x) - 3 : int(x) + 4].any()
