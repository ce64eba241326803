import numpy as np
import pytest

from studio.episode.take_request import Points
from studio.generate.face_camera import camera_for, camera_of, eye_distance, head_shape
from studio.generate.face_surface import (
    GRID,
    Camera,
    depth,
    face_mask,
    facing,
    outwards,
    project,
    surface_in,
    window_of,
)
from tests.generate.people import ASTRONAUT_POINTS

X = np.array([-0.5, 0.5, 0.0, -0.42, 0.42], np.float32)
Y = np.array([0.0, 0.0, 0.52, 1.08, 1.08], np.float32)


def turned(yaw: float, size: float = 60.0, roll: float = 0.0) -> Camera:
    """A camera before a head turned by `yaw` and leant by `roll` degrees."""
    a, r = np.radians(yaw), np.radians(roll)
    lean = np.array([[np.cos(r), -np.sin(r)], [np.sin(r), np.cos(r)]])
    rows = lean @ np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0]])
    return np.column_stack([size * rows, (256.0, 300.0)])


def points_of(camera: Camera) -> Points:
    return tuple((float(u), float(v)) for u, v in project(camera, X, Y).T)


@pytest.mark.parametrize("yaw", [-50, -20, 0, 35, 50])
@pytest.mark.parametrize("roll", [-30, 0, 15])
def test_five_points_tell_the_camera(yaw: float, roll: float) -> None:
    camera = turned(yaw, roll=roll)
    found = camera_of(points_of(camera))
    assert found is not None
    assert found == pytest.approx(camera, abs=0.02)
    assert eye_distance(found) == pytest.approx(60, rel=0.01)


@pytest.mark.parametrize("points", [
    ((5.0, 5.0),) * 5,
    ((0.0, 0.0), (0.4, 0.0), (0.2, 0.2), (0.0, 0.4), (0.4, 0.4)),
    tuple((-x, y) for x, y in ASTRONAUT_POINTS),
    ((0.0, 0.0), (40.0, 0.0), (20.0, 0.0), (0.0, 0.0), (40.0, 0.0)),
])
def test_no_camera_for_what_is_no_face(points: Points) -> None:
    assert camera_of(points) is None


def test_a_head_upside_down_is_a_face() -> None:
    assert camera_of(tuple((500 - x, 400 - y) for x, y in ASTRONAUT_POINTS)) is not None


@pytest.mark.parametrize("yaw", [-45, 0, 20, 50])
def test_the_surface_is_found_where_the_camera_sees_it(yaw: float) -> None:
    camera = turned(yaw)
    window = window_of(camera, 512, 768)
    x, y = surface_in(camera, window)
    assert x.shape == (GRID, GRID)
    u, v = project(camera, x, y)
    step = (window[2] - window[0]) / GRID, (window[3] - window[1]) / GRID
    columns, rows = np.meshgrid(window[0] - 0.5 + (np.arange(GRID) + 0.5) * step[0],
                                window[1] - 0.5 + (np.arange(GRID) + 0.5) * step[1])
    seen = (face_mask(x, y) > 0.05) & (facing(camera, x, y) > 0.2)
    assert seen.sum() > 500
    missed = np.hypot(u - columns, v - rows)[seen]
    assert np.quantile(missed, 0.98) < 0.2
    assert missed.max() < 3


def test_the_window_holds_the_mask_and_stays_in_the_picture() -> None:
    x, y = (np.asarray(axis, np.float32) for axis in np.meshgrid(np.linspace(-1.5, 1.5, 61), np.linspace(-1, 2.3, 67)))
    for yaw in (-50, 0, 50):
        camera = turned(yaw)
        u, v = project(camera, x, y)
        shown = (face_mask(x, y) > 0.01) & (facing(camera, x, y) > 0.02)
        x0, y0, x1, y1 = window_of(camera, 512, 768)
        assert u[shown].min() > x0 - 2
        assert u[shown].max() < x1 + 2
        assert v[shown].min() > y0 - 2
        assert v[shown].max() < y1 + 2
    assert window_of(turned(0), 200, 1000)[2] <= 200
    beside = window_of(turned(0), 100, 1000)
    assert beside[0] == beside[2]


def test_facing_is_one_towards_the_camera_and_falls_to_the_far_side() -> None:
    camera = turned(40)
    cheeks = facing(camera, np.array([-0.8, 0.8], np.float32), np.array([0.5, 0.5], np.float32))
    assert cheeks[0] > 0.85
    assert cheeks[1] < 0.2
    front = facing(turned(0), np.array([-0.8, 0.8], np.float32), np.array([0.5, 0.5], np.float32))
    assert front[0] == pytest.approx(front[1], abs=1e-5)


def test_the_mask_is_smooth_and_ends_at_the_outline() -> None:
    x, y = (np.asarray(axis, np.float32) for axis in np.meshgrid(np.linspace(-1.5, 1.5, 301), np.linspace(-1.2, 2.5, 371)))
    mask = face_mask(x, y)
    assert mask[np.abs(X[2] - x[0]).argmin()].shape == (301,)
    assert (mask[outwards(x, y) > 1] == 0).all()
    assert face_mask(X, Y) == pytest.approx(1)
    assert max(np.abs(np.diff(mask, axis=0)).max(), np.abs(np.diff(mask, axis=1)).max()) < 0.1


def test_a_generic_head_has_no_shape_of_its_own_and_a_long_one_keeps_it() -> None:
    assert np.abs(head_shape(turned(30, roll=10))).max() < 1e-6
    long = turned(0)
    long[1, 1] *= 1.3
    long_points = points_of(long)
    own = turned(0, size=30)
    camera = camera_for(head_shape(long), own, points_of(own))
    eyes, mouth = project(camera, X[:2], Y[:2]), project(camera, X[3:], Y[3:])
    ratio = (mouth[1].mean() - eyes[1].mean()) / (eyes[0, 1] - eyes[0, 0])
    wanted = (long_points[3][1] - long_points[0][1]) / (long_points[1][0] - long_points[0][0])
    assert ratio == pytest.approx(wanted, rel=0.02)
    assert np.mean(project(camera, X, Y), axis=1) == pytest.approx(np.mean(points_of(own), axis=0), abs=0.1)


def test_depth_is_that_of_an_adult_face() -> None:
    z = depth(X, Y)
    assert abs(z[0]) < 0.1
    assert z[2] - z[0] == pytest.approx(0.5, abs=0.15)
    assert 0 < z[3] - z[0] < 0.2
