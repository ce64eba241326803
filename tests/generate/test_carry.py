import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.episode.take_request import Points
from studio.generate.carry import FaceToCarry, carry_face
from studio.generate.face_surface import Floats, project
from tests.generate.people import ASTRONAUT_POINTS, mirrored, recoloured

FIVE_X = np.array([-0.5, 0.5, 0.0, -0.42, 0.42], np.float32)
FIVE_Y = np.array([0.0, 0.0, 0.52, 1.08, 1.08], np.float32)

LARGE: Points = tuple((3 * (x - 160), 3 * (y - 50)) for x, y in ASTRONAUT_POINTS)


def head(picture: Picture) -> Picture:
    """The portrait's head alone, three times as large: its landmarks are `LARGE`."""
    return np.ascontiguousarray(picture[50:190, 160:300].repeat(3, axis=0).repeat(3, axis=1))


def floats(picture: Picture) -> Floats:
    return picture.astype(np.float32) / np.float32(255)


def distance(a: Floats, b: Floats, where: Floats) -> float:
    """Mean difference under a mask, 0-1."""
    return float((np.abs(a - b).mean(axis=2) * where).sum() / where.sum())


@pytest.fixture
def other(astronaut: Picture) -> FaceToCarry:
    """A face that differs in features, not in light: mirrored, with painted bars on its cheeks and nose."""
    picture, points = mirrored(head(astronaut), LARGE)
    picture = picture.copy()
    picture[215:225, 100:300] //= 2
    picture[180:290, 190:200] //= 2
    return FaceToCarry(picture, points, 1.0)


def test_the_same_face_carried_onto_itself_stays(astronaut: Picture) -> None:
    canvas = floats(head(astronaut))
    result, where = carry_face(canvas, LARGE, [FaceToCarry(head(astronaut), LARGE, 1.0)], 1.0)
    assert where.max() == pytest.approx(1)
    assert distance(result, canvas, where) < 0.035


def test_strength_goes_from_the_sources_face_to_the_references(astronaut: Picture, other: FaceToCarry) -> None:
    canvas = floats(head(astronaut))
    results = [carry_face(canvas, LARGE, [other], strength) for strength in (0.0, 0.3, 0.6, 1.0, 2.0)]
    where = results[3][1]
    moved = [distance(result, canvas, where) for result, _ in results]
    assert moved[0] == 0
    assert moved == sorted(moved)
    assert moved[3] > 0.02
    assert moved[4] > 1.05 * moved[3]
    assert moved[4] < 2 * moved[3]


def test_only_the_face_changes(astronaut: Picture, other: FaceToCarry) -> None:
    canvas = floats(head(astronaut))
    result, where = carry_face(canvas, LARGE, [other], 1.0)
    assert np.array_equal(result[where == 0], canvas[where == 0])
    assert 0.05 < (where > 0.5).mean() < 0.5
    assert where[:60].max() == 0
    assert (where[300, 160:200] > 0).any()


def test_light_and_colour_follow_the_frame(astronaut: Picture) -> None:
    canvas = floats(head(astronaut))
    dark = FaceToCarry(recoloured(head(astronaut)), LARGE, 1.0)
    result, where = carry_face(canvas, LARGE, [dark], 1.0)
    assert distance(floats(dark.picture), canvas, where) > 0.25
    assert distance(result, canvas, where) < 0.05


def test_a_face_lit_from_one_side_stays_so(astronaut: Picture) -> None:
    shade = np.linspace(0.3, 1, 420, dtype=np.float32)[None, :, None]
    canvas = floats(head(astronaut)) * shade
    result, where = carry_face(canvas, LARGE, [FaceToCarry(head(astronaut), LARGE, 1.0)], 1.0)
    assert distance(result, canvas, where) < 0.03


def test_nothing_jumps_when_landmarks_move_a_little(astronaut: Picture, other: FaceToCarry) -> None:
    canvas = floats(head(astronaut))
    first, where = carry_face(canvas, LARGE, [other], 1.0)
    for step in (0.05, 0.25, 1.0):
        moved: Points = tuple((x + step * (-1) ** i, y + step) for i, (x, y) in enumerate(LARGE))
        result, _ = carry_face(canvas, moved, [other], 1.0)
        assert distance(result, first, where) < 0.02 * step + 0.001
        assert np.abs(result - first).max() < 0.7 * step + 0.03


def test_weights_choose_among_references(astronaut: Picture, other: FaceToCarry) -> None:
    canvas = floats(head(astronaut))
    plain = FaceToCarry(head(astronaut), LARGE, 1.0)
    alone, where = carry_face(canvas, LARGE, [other], 1.0)
    mostly, _ = carry_face(canvas, LARGE, [other, FaceToCarry(plain.picture, plain.landmarks, 0.1)], 1.0)
    hardly, _ = carry_face(canvas, LARGE, [plain, FaceToCarry(other.picture, other.landmarks, 0.1)], 1.0)
    unused, _ = carry_face(canvas, LARGE, [other, FaceToCarry(plain.picture, plain.landmarks, 0.0)], 1.0)
    assert np.array_equal(unused, alone)
    assert 0 < distance(mostly, alone, where) < 0.5 * distance(hardly, alone, where)


def test_proportions_come_from_the_reference(astronaut: Picture) -> None:
    canvas = floats(head(astronaut))
    long = np.ascontiguousarray(head(astronaut).repeat(4, axis=0)[::3])
    points: Points = tuple((x, y * 4 / 3) for x, y in LARGE)
    result, where = carry_face(canvas, LARGE, [FaceToCarry(long, points, 1.0)], 1.0)
    squeezed: Points = tuple((x, y) for x, y in LARGE)
    same, _ = carry_face(canvas, squeezed, [FaceToCarry(head(astronaut), LARGE, 1.0)], 1.0)
    assert distance(result, same, where) > 0.04


def test_a_turned_reference_is_filled_in_from_its_other_half(astronaut: Picture) -> None:
    canvas = floats(head(astronaut))
    yaw = np.radians(40)
    camera = np.array([[120 * np.cos(yaw), 0, 120 * np.sin(yaw), 210], [0, 120, 0, 150]])
    turned_points: Points = tuple((float(u), float(v)) for u, v in project(camera, FIVE_X, FIVE_Y).T)
    turned, _ = carry_face(canvas, turned_points, [FaceToCarry(head(astronaut), LARGE, 1.0)], 1.0)
    painted = (turned * 255).astype(np.uint8)
    beyond = int(project(camera, np.full(1, 0.6, np.float32), np.full(1, 0.4, np.float32))[0, 0])
    painted[:, beyond:][::8] = 0
    clean = FaceToCarry((turned * 255).astype(np.uint8), turned_points, 1.0)
    first, where = carry_face(canvas, LARGE, [clean], 1.0)
    second, _ = carry_face(canvas, LARGE, [FaceToCarry(painted, turned_points, 1.0)], 1.0)
    assert distance(first, second, where) < 0.004


def test_hair_over_the_references_forehead_is_left_out(astronaut: Picture) -> None:
    canvas = floats(head(astronaut))
    picture, points = mirrored(head(astronaut), LARGE)
    fringed = picture.copy()
    fringed[50:95, 100:320] = (40, 120, 60)
    fringed[50:95:5, 100:320] = 20
    bare, fringe = (carry_face(canvas, LARGE, [FaceToCarry(item, points, 1.0)], 1.0)[0] for item in (picture, fringed))
    where = carry_face(canvas, LARGE, [], 1.0)[1]
    assert distance(bare[50:105], fringe[50:105], where[50:105]) < 0.016


def test_a_large_reference_is_averaged_down(astronaut: Picture) -> None:
    canvas, where = carry_face(floats(head(astronaut)), LARGE, [FaceToCarry(head(astronaut), LARGE, 1.0)], 1.0)
    still = head(astronaut).repeat(4, axis=0).repeat(4, axis=1)
    noisy = still + np.random.default_rng(1).normal(0, 40, still.shape[:2])[..., None]
    points: Points = tuple((4 * x + 1.5, 4 * y + 1.5) for x, y in LARGE)
    large = FaceToCarry(np.clip(noisy, 0, 255).astype(np.uint8), points, 1.0)
    result, _ = carry_face(floats(head(astronaut)), LARGE, [large], 1.0)
    assert distance(result, canvas, where) < 0.03


@pytest.mark.parametrize("points", [
    ((10.0, 10.0),) * 5,
    tuple((x + 5000, y) for x, y in LARGE),
    tuple((x, y - 5000) for x, y in LARGE),
])
def test_landmarks_that_show_no_face_leave_the_canvas(astronaut: Picture, points: Points) -> None:
    canvas = floats(head(astronaut))
    result, where = carry_face(canvas, points, [FaceToCarry(head(astronaut), LARGE, 1.0)], 1.0)
    assert np.array_equal(result, canvas)
    assert where.max() == 0


def test_without_a_usable_reference_the_face_stays_but_is_known(astronaut: Picture) -> None:
    canvas = floats(head(astronaut))
    result, where = carry_face(canvas, LARGE, [FaceToCarry(head(astronaut), ((1.0, 1.0),) * 5, 1.0)], 1.0)
    assert np.array_equal(result, canvas)
    assert where.max() == pytest.approx(1)


@pytest.mark.parametrize("left", [-300, -150, 250])
def test_a_face_half_outside(astronaut: Picture, other: FaceToCarry, left: int) -> None:
    canvas = floats(head(astronaut))
    result, _ = carry_face(canvas, tuple((x + left, y + left) for x, y in LARGE), [other], 1.0)
    assert np.isfinite(result).all()
    assert result.min() >= 0
    assert result.max() <= 1
