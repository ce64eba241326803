"""Analyzers loaded once, real pictures, and a person's landmarks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.episode.face import FaceObservation, Landmarks
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.batch import observe_many
from studio.identity.open_analyzer import open_analyzer
from studio.media.pictures import read_picture
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames

FACES = ("blur.jpg", "mask2.jpg", "person_a_1.jpg", "person_a_2.jpg", "person_b.jpg", "right_face.png", "view.jpg")


@pytest.fixture(scope="session")
def insightface(face_pack: Path) -> Analyzer:
    """The real analyzer with the test pack."""
    return open_analyzer("insightface", face_pack=str(face_pack))[0]


@pytest.fixture(scope="session")
def yunet(shared: Path) -> Analyzer:
    """YuNet without SFace."""
    return open_analyzer("opencv-zoo", face_pack=str(shared / "models"))[0]


@pytest.fixture(scope="session")
def builtin() -> Analyzer:
    """The stand-in."""
    return open_analyzer("builtin")[0]


@pytest.fixture(scope="session")
def faces(shared: Path, astronaut: Picture) -> Mapping[str, Picture]:
    """The portraits of the test data by file name, and the astronaut."""
    return {**{name: read_picture(shared / "faces" / name) for name in FACES}, "astronaut": astronaut}


@pytest.fixture(scope="session")
def orbit_numbers() -> list[int]:
    """Which frames of the orbit are looked at."""
    return list(range(0, 168, 8))


@pytest.fixture(scope="session")
def orbit_pictures(shared: Path, orbit_numbers: list[int]) -> list[Picture]:
    """A head orbited by the camera, 512x512."""
    info = probe_video(shared / "media" / "splat_head_orbit_512_24fps_7s.mp4")
    return [picture for _, picture in decode_frames(info, orbit_numbers)]


@pytest.fixture(scope="session")
def orbit_faces(insightface: Analyzer, orbit_pictures: list[Picture]) -> list[FaceObservation]:
    """The one face of each frame."""
    return [faces[0] for faces in observe_many(insightface, orbit_pictures)]


@pytest.fixture(scope="session")
def orbit_degrees(shared: Path, orbit_numbers: list[int]) -> NDArray[np.float64]:
    """How far the head is turned to image right in each frame: what the orbit was rendered with."""
    with np.load(shared / "splats" / "head_20k_morphs_168f.npz") as file:
        return np.asarray(file["azimuth_deg"][orbit_numbers], dtype=np.float64)


@pytest.fixture
def landmarks() -> Landmarks:
    """A face looking to the camera, 40 pixels between the eyes."""
    points = [[100, 80], [140, 80], [120, 103], [104, 126], [136, 126]]
    return np.array(points, dtype=np.float32)
