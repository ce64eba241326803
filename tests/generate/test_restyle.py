from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.episode.take_request import TakeSettings
from studio.generate.face_surface import Floats
from studio.generate.restyle import restyle, strokes_of

D = TakeSettings("draft", width=256, height=256)


def as_floats(picture: Picture) -> Floats:
    return np.ascontiguousarray(picture[:256, :256]).astype(np.float32) / np.float32(255)


def painted(start: Floats, settings: TakeSettings, care: float = 0.0, aim: Floats | None = None,
            steps: list[Floats] | None = None) -> Floats:
    def on_step(_number: int, _of: int, picture: Floats) -> None:
        if steps is not None:
            steps.append(picture)

    return restyle(start, start if aim is None else aim, np.full(start.shape[:2], care, np.float32), settings, on_step)


def detail(picture: Floats) -> float:
    return float(np.abs(np.diff(picture, axis=0)).mean())


def test_no_steps_leave_the_picture(astronaut: Picture) -> None:
    start = as_floats(astronaut)
    assert np.array_equal(painted(start, replace(D, denoise=0.0)), start)


def test_painting_keeps_colours_and_loses_fine_detail(astronaut: Picture) -> None:
    start = as_floats(astronaut)
    result = painted(start, D)
    assert np.abs(result.mean(axis=(0, 1)) - start.mean(axis=(0, 1))).max() < 0.02
    assert detail(result) < 0.8 * detail(start)


def test_more_steps_and_less_denoise_leave_more_detail(astronaut: Picture) -> None:
    start = as_floats(astronaut)
    by_steps = [np.abs(painted(start, replace(D, steps=steps)) - start).mean() for steps in (3, 8, 20)]
    by_denoise = [np.abs(painted(start, replace(D, denoise=denoise)) - start).mean() for denoise in (1.0, 0.6, 0.2)]
    assert by_steps == sorted(by_steps, reverse=True)
    assert by_denoise == sorted(by_denoise, reverse=True)
    assert by_steps[0] > 1.5 * by_steps[-1]


def test_the_seed_changes_strokes_but_not_the_picture(astronaut: Picture) -> None:
    start = as_floats(astronaut)
    results = [painted(start, replace(D, seed=seed)) for seed in (0, 200, 2**63 - 1)]
    for first, other in combinations(results, 2):
        assert 0.002 < np.abs(first - other).mean() < 0.05


def test_a_face_is_spared(astronaut: Picture) -> None:
    start = as_floats(astronaut)
    loose, spared = (np.abs(painted(start, D, care) - start).mean() for care in (0.0, 1.0))
    assert spared < 0.4 * loose


def test_a_single_step_still_shows_a_face(astronaut: Picture) -> None:
    start = as_floats(astronaut)
    assert np.abs(painted(start, replace(D, steps=1, denoise=1.0), 1.0) - start).mean() < 0.045


def test_every_step_is_shown_and_comes_nearer_to_the_result(astronaut: Picture) -> None:
    steps: list[Floats] = []
    start = as_floats(astronaut)
    result = painted(start, D, steps=steps)
    distances = [float(np.abs(step - result).mean()) for step in steps]
    assert len(steps) == 12
    assert distances == sorted(distances, reverse=True)
    assert distances[0] > 0.1
    assert distances[-1] < 1e-3


def test_earlier_steps_show_through(astronaut: Picture) -> None:
    start = as_floats(astronaut)
    aim = np.ascontiguousarray(start[::-1])
    assert np.abs(painted(start, D, aim=aim) - painted(aim, D, aim=aim)).mean() > 1e-4


def test_the_identity_comes_in_at_its_start_step(astronaut: Picture) -> None:
    start = as_floats(astronaut)
    aim = np.ascontiguousarray(start[::-1])
    late, never = painted(start, replace(D, start_step=11), aim=aim), painted(start, replace(D, start_step=12), aim=aim)
    assert np.abs(late - aim).mean() < np.abs(late - start).mean()
    assert np.abs(never - painted(start, D)).mean() < 1e-6


@pytest.mark.parametrize("brush", [1, 2, 3, 4, 7, 8])
def test_strokes_lean_to_no_side(astronaut: Picture, brush: int) -> None:
    picture = as_floats(astronaut)
    for turned in (np.s_[::-1], np.s_[:, ::-1]):
        assert np.abs(strokes_of(np.ascontiguousarray(picture[turned]), brush)[turned]
                      - strokes_of(picture, brush)).max() < 1e-3


def test_strokes_keep_edges_and_flatten_the_rest() -> None:
    picture = np.full((64, 64, 3), 0.2, np.float32)
    picture[:, 32:] = 0.8
    noisy = picture + np.random.default_rng(1).normal(0, 0.02, picture.shape).astype(np.float32)
    result = strokes_of(noisy, 6)
    assert np.abs(result - picture).mean() < 0.5 * np.abs(noisy - picture).mean()
    assert np.abs(result - picture)[:, 30:34].max() < 0.1


def test_odd_sizes(astronaut: Picture) -> None:
    for height, width in ((64, 4096), (65, 67), (1, 1), (3, 200)):
        start = np.ascontiguousarray(np.resize(as_floats(astronaut), (height, width, 3)))
        result = painted(start, D)
        assert result.shape == start.shape
        assert np.isfinite(result).all()
