from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.picture import Picture
from studio.episode.take_request import Points, TakeSettings
from studio.generate.placement import place, plan_placement
from studio.media.pictures import fit_picture
from tests.generate.people import ASTRONAUT_POINTS

D = TakeSettings("draft")
sizes = st.integers(min_value=1, max_value=5000)
canvas_sizes = st.integers(min_value=4, max_value=64).map(lambda n: n * 16)


@pytest.mark.parametrize("fit", ["cover", "contain"])
@pytest.mark.parametrize(("width", "height"), [(512, 768), (1024, 768), (64, 64), (512, 64)])
def test_cover_and_contain_are_those_of_the_media_room(astronaut: Picture, fit: str, width: int, height: int) -> None:
    frame = np.ascontiguousarray(astronaut[:301])
    settings = replace(D, width=width, height=height, fit="cover" if fit == "cover" else "contain")
    placed, _ = place(frame, None, settings)
    assert np.array_equal(placed, fit_picture(frame, width, height, settings.fit if settings.fit != "face" else "cover"))


@given(sizes, sizes, canvas_sizes, canvas_sizes, st.sampled_from(["cover", "contain", "face"]),
       st.tuples(st.floats(-1000, 6000), st.floats(-1000, 6000)), st.floats(2, 3000))
def test_any_frame_has_a_place(width: int, height: int, to_width: int, to_height: int, fit: str,
                               corner: tuple[float, float], size: float) -> None:
    face: Points = tuple((corner[0] + (x - 201) / 43 * size, corner[1] + (y - 101) / 43 * size)
                         for x, y in ASTRONAUT_POINTS)
    settings = TakeSettings("draft", width=to_width, height=to_height,
                            fit="face" if fit == "face" else "contain" if fit == "contain" else "cover")
    plan = plan_placement(width, height, settings, face)
    left, top, wide, high = plan.shown
    assert 0 <= left < left + wide <= width
    assert 0 <= top < top + high <= height
    x, y, to_wide, to_high = plan.filled
    assert 0 <= x < x + to_wide <= to_width
    assert 0 <= y < y + to_high <= to_height
    if fit != "contain":
        assert plan.filled == (0, 0, to_width, to_height)


@pytest.mark.parametrize("fit", ["cover", "contain", "face"])
def test_landmarks_land_where_the_pixels_do(fit: str) -> None:
    frame = np.zeros((900, 700, 3), np.uint8)
    points: Points = ((300.0, 400.0), (400.0, 404.0), (350.0, 450.0), (310.0, 500.0), (390.0, 503.0))
    for x, y in points:
        frame[int(y) - 6 : int(y) + 7, int(x) - 6 : int(x) + 7] = 255
    settings = replace(D, fit="face" if fit == "face" else "contain" if fit == "contain" else "cover")
    placed, moved = place(frame, points, settings)
    assert moved is not None
    for x, y in moved:
        around = placed[round(y) - 14 : round(y) + 15, round(x) - 14 : round(x) + 15, 0].astype(float)
        rows, columns = np.indices(around.shape)
        centre = (columns * around).sum() / around.sum(), (rows * around).sum() / around.sum()
        assert centre[0] + round(x) - 14 == pytest.approx(x, abs=0.5)
        assert centre[1] + round(y) - 14 == pytest.approx(y, abs=0.5)


def test_fit_face_brings_the_face_to_its_place_and_size() -> None:
    frame = np.zeros((2160, 3840, 3), np.uint8)
    face: Points = tuple((x + 2000, y + 900) for x, y in ASTRONAUT_POINTS)
    _, points = place(frame, face, replace(D, fit="face"))
    _, covered = place(frame, face, D)
    assert points is not None
    assert covered is not None
    middle = np.mean(points, axis=0)
    assert middle == pytest.approx((256, 0.45 * 768), abs=25)
    eyes = points[1][0] - points[0][0]
    assert 1.5 * (covered[1][0] - covered[0][0]) < eyes <= 0.22 * 512


@pytest.mark.parametrize(("size", "closer"), [(0.05, 4.0), (20.0, 1.0)])
def test_fit_face_comes_no_closer_than_four_times_and_never_shows_less_than_cover(size: float, closer: float) -> None:
    face: Points = tuple((1000 + size * (x - 220), 800 + size * (y - 120)) for x, y in ASTRONAUT_POINTS)
    covered = plan_placement(2000, 3000, D, face).shown
    shown = plan_placement(2000, 3000, replace(D, fit="face"), face).shown
    assert covered[2] / shown[2] == pytest.approx(closer, rel=0.01)


def test_fit_face_without_a_face_is_cover(astronaut: Picture) -> None:
    placed, points = place(astronaut, None, replace(D, fit="face"))
    assert points is None
    assert np.array_equal(placed, place(astronaut, None, D)[0])
