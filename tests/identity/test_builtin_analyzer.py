"""The stand-in finds faces, and says no more than it knows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.similarity import eye_distance
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames

FRONTAL = ("person_a_1.jpg", "person_a_2.jpg", "person_b.jpg", "astronaut")


@pytest.mark.parametrize("name", FRONTAL)
def test_frontal_faces_pass_its_threshold(builtin: Analyzer, faces: Mapping[str, Picture], name: str) -> None:
    seen = builtin.observe(faces[name])
    assert len(seen) == 1
    assert seen[0].det is not None
    assert builtin.det_threshold <= seen[0].det <= 1


@pytest.mark.parametrize("name", ["mask2.jpg", "right_face.png", "view.jpg"])
def test_what_is_no_free_frontal_face_does_not(builtin: Analyzer, faces: Mapping[str, Picture], name: str) -> None:
    assert all((face.det or 0) < builtin.det_threshold for face in builtin.observe(faces[name]))


@pytest.mark.parametrize("name", FRONTAL)
def test_guessed_landmarks_are_near_the_measured_ones(
    builtin: Analyzer, insightface: Analyzer, faces: Mapping[str, Picture], name: str
) -> None:
    guessed, measured = builtin.observe(faces[name])[0].landmarks, insightface.observe(faces[name])[0].landmarks
    assert guessed is not None
    assert measured is not None
    errors = np.linalg.norm(guessed - measured, axis=1) / eye_distance(measured)
    assert errors[:2].max() < 0.15
    assert errors.max() < 0.4       # smiles lift the mouth's corners, a turn moves the nose


def test_what_it_cannot_give_is_none(builtin: Analyzer, astronaut: Picture) -> None:
    face = builtin.observe(astronaut)[0]
    assert (face.embedding, face.yaw, face.pitch) == (None, None, None)
    assert builtin.same_person is None
    assert builtin.stand_in


def test_roll_follows_the_eyes(builtin: Analyzer, astronaut: Picture) -> None:
    turn = cv2.getRotationMatrix2D((225, 117), -12, 1.0)        # OpenCV counts angles counter-clockwise
    leaning = np.asarray(cv2.warpAffine(astronaut, turn, (512, 512)), dtype=np.uint8)
    upright, leant = builtin.observe(astronaut)[0].roll, builtin.observe(leaning)[0].roll
    assert upright is not None
    assert leant is not None
    assert leant - upright == pytest.approx(12, abs=5)


def test_a_speaking_head_is_one_face(builtin: Analyzer, shared: Path) -> None:
    """The cascade also takes folds of her clothes for faces."""
    info = probe_video(shared / "media" / "talking_head_1080x1920_25fps_10s.mp4")
    for _, picture in decode_frames(info, [125, 175, 200]):
        seen = builtin.observe(picture)
        assert len(seen) == 1
        x0, y0, x1, y1 = seen[0].box
        assert 540 < (x0 + x1) / 2 < 660
        assert 700 < (y0 + y1) / 2 < 770


def test_det_falls_as_a_head_turns_away(builtin: Analyzer, shared: Path, faces: Mapping[str, Picture]) -> None:
    """A real head at rest, at its farthest turn, and in profile."""
    info = probe_video(shared / "media" / "head_turn_512_25fps_7s.mp4")
    rest, turned = (builtin.observe(picture)[0].det for _, picture in decode_frames(info, [0, 48]))
    profile = builtin.observe(faces["right_face.png"])
    assert rest is not None
    assert turned is not None
    assert turned < builtin.det_threshold < rest
    assert profile == []


def test_the_mirrored_profile_is_mirrored(builtin: Analyzer, orbit_pictures: list[Picture],
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    """The cascade sees one side only; the other is found in the mirror and brought back."""
    from studio.identity import builtin_analyzer

    monkeypatch.setattr(builtin_analyzer, "_FRONTAL_WEIGHT", 1e9)       # no frontal face counts
    monkeypatch.setattr(builtin_analyzer, "_LEAST_DET", 0.05)
    picture = next(each for each in orbit_pictures if len(builtin.observe(each)) == 1)
    box = builtin.observe(picture)[0].box
    mirrored = builtin.observe(np.ascontiguousarray(picture[:, ::-1]))[0].box
    assert mirrored == pytest.approx((512 - box[2], box[1], 512 - box[0], box[3]), abs=3)


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (7, 5)])
def test_tiny_and_thin_pictures_have_no_face(builtin: Analyzer, shape: tuple[int, int]) -> None:
    assert builtin.observe(np.full((*shape, 3), 128, np.uint8)) == []
