"""A mouth moved in a picture: the lower face moves, nothing else changes by a bit."""

from __future__ import annotations

import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.finish.lower_face import LowerFace, lower_face
from studio.finish.mouth_warp import moved_mouth
from tests.finish.mouths import ASTRONAUT


@pytest.fixture(scope="module")
def face(astronaut: Picture) -> LowerFace:
    found = lower_face(astronaut, ASTRONAUT)
    assert found is not None
    return found


def _drawn_face(line: float) -> Picture:
    """Skin, lips and the dark line between them, `line` pixels below the corners at the mouth's middle."""
    rows, columns = np.mgrid[0:300, 0:300].astype(float)
    bend = line * (1 - ((columns - 150) / 36) ** 2)
    off = rows - 200 - bend
    picture = np.full((300, 300, 3), (205, 160, 140), float)
    lips = (np.abs(off) < 14) & (np.abs(columns - 150) < 40)
    picture[lips] = (170, 95, 95)
    shadow = np.exp(-(off**2) / 8) * (np.abs(columns - 150) < 36)
    return np.asarray(picture * (1 - 0.6 * shadow[..., None]), np.uint8)


_DRAWN = np.array([[107, 100], [193, 100], [150, 150], [114, 200], [186, 200]], np.float32)


@pytest.mark.parametrize("line", [-5.0, 0.0, 8.0])
def test_the_mouth_opens_along_the_line_between_the_lips(line: float) -> None:
    found = lower_face(_drawn_face(line), _DRAWN)
    assert found is not None
    across = np.linspace(-0.9, 0.9, 19)
    drawn = line * (1 - across**2) / found.length
    assert np.abs(np.polyval(found.lips, across) - drawn).max() < 0.045
    assert found.teeth == 0


def test_teeth_belong_to_the_upper_lip(face: LowerFace) -> None:
    """The astronaut smiles: the mouth opens below her teeth, a quarter of the face's length under its corners."""
    assert 0.2 < np.polyval(face.lips, 0.0) < 0.33
    assert face.teeth > 0.8


@pytest.mark.parametrize("points", [
    _DRAWN * 0.1, _DRAWN[[1, 0, 2, 4, 3]], np.full((5, 2), np.nan, np.float32), _DRAWN[:4],
    _DRAWN[[0, 1, 2, 3, 3]], _DRAWN[:, ::-1],
])  # fmt: skip
def test_landmarks_that_are_no_face_are_refused(points: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
    assert lower_face(_drawn_face(0), np.ascontiguousarray(points)) is None


def test_a_closed_mouth_is_the_very_picture(astronaut: Picture, face: LowerFace) -> None:
    assert moved_mouth(astronaut, face, 0.0, 0.0) is astronaut


@pytest.mark.parametrize(("opening", "width"), [(1.0, 0.0), (0.5, -1.0), (0.0, 1.0)])
def test_nothing_changes_outside_the_lower_face(astronaut: Picture, face: LowerFace, opening: float, width: float) -> None:
    before = astronaut.copy()
    moved = moved_mouth(astronaut, face, opening, width)
    assert np.array_equal(astronaut, before)
    x0, y0, x1, y1 = face.region(512, 512)
    outside = np.ones(astronaut.shape[:2], bool)
    outside[y0:y1, x0:x1] = False
    assert np.array_equal(moved[outside], astronaut[outside])
    assert np.array_equal(moved[:124], astronaut[:124])                     # eyes and most of the nose
    border = np.zeros_like(outside)
    border[y0:y1, x0:x1] = True
    border[y0 + 1 : y1 - 1, x0 + 1 : x1 - 1] = False
    assert np.array_equal(moved[border], astronaut[border])                 # no rectangle shows
    assert not np.array_equal(moved, astronaut)


def test_an_opening_mouth_is_dark_inside_and_takes_the_chin_down() -> None:
    picture = _drawn_face(0)
    picture[255:259, 140:160] = 20                                          # a mark on the chin
    found = lower_face(picture, _DRAWN)
    assert found is not None
    wide, half = moved_mouth(picture, found, 1.0, 0.0), moved_mouth(picture, found, 0.5, 0.0)
    dark = [int((one[190:240, 110:190].mean(axis=2) < 60).sum()) for one in (picture, half, wide)]
    assert dark[0] < dark[1] < dark[2]
    marks = [float(np.flatnonzero(one[240:, 150].mean(axis=1) < 60).mean()) for one in (picture, half, wide)]
    assert marks[1] - marks[0] == pytest.approx(10, abs=2)
    assert marks[2] - marks[0] == pytest.approx(20, abs=2)                  # a fifth of 100 pixels


def test_a_rounded_mouth_is_narrower_than_a_spread_one() -> None:
    picture = _drawn_face(0)
    found = lower_face(picture, _DRAWN)
    assert found is not None

    def lips(width: float) -> int:
        row = moved_mouth(picture, found, 0.0, width)[193].astype(int)
        return int(((row[:, 0] - row[:, 1]) > 60).sum())

    assert lips(-1.0) < 0.85 * lips(0.0)
    assert lips(1.0) > 1.05 * lips(0.0)


def test_a_face_at_the_edge_of_the_picture_moves_as_far_as_it_is_seen(astronaut: Picture) -> None:
    cut = np.ascontiguousarray(astronaut[:150, 190:300])
    found = lower_face(cut, ASTRONAUT - np.array([190, 0], np.float32))
    assert found is not None
    assert moved_mouth(cut, found, 1.0, 0.0).shape == cut.shape
