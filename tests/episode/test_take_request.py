"""The key: stable for ever, the same for equal requests, different for anything that changes pixels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.take_request import ReferenceFace, TakeRequest, TakeSettings, round_points

POINTS = ((1.0, 2.0), (3.25, 4.5), (5.0, 6.0), (7.0, 8.0), (9.0, 10.0))
BASE = TakeRequest(
    frame_pixels="a" * 64, frame_landmarks=POINTS, references=(ReferenceFace("b" * 64, POINTS, 1.0),),
    landmarks_by="builtin 1", settings=TakeSettings("draft", "портрет", options=(("blend", 0.5),)), engine_revision="3",
    weights=(("flux", "c" * 64),), precision="bf16", cache_mode="",
)


def test_key_never_changes() -> None:
    """Every take ever filed would be lost to its key; raise KEY_VERSION and migrate instead of editing this."""
    assert BASE.key == KEY_OF_BASE


def test_json_and_back() -> None:
    assert TakeRequest.from_json(BASE.canonical_json()) == BASE
    assert BASE.canonical_json().isascii()


@pytest.mark.parametrize("other", [
    replace(BASE, frame_pixels="0" * 64),
    replace(BASE, frame_landmarks=None),
    replace(BASE, frame_landmarks=((1.01, 2.0), *POINTS[1:])),
    replace(BASE, references=(ReferenceFace("b" * 64, POINTS, 0.5),)),
    replace(BASE, references=(ReferenceFace("b" * 64, None, 1.0),)),
    replace(BASE, references=BASE.references * 2),
    replace(BASE, landmarks_by="builtin 2"),
    replace(BASE, engine_revision="4"),
    replace(BASE, weights=(("flux", "d" * 64),)),
    replace(BASE, precision="fp8"),
    replace(BASE, cache_mode="first-block"),
    *(replace(BASE, settings=replace(BASE.settings, **change)) for change in (
        {"engine": "klein"}, {"prompt": "x"}, {"negative_prompt": "x"}, {"width": 528}, {"height": 784}, {"fit": "face"},
        {"steps": 13}, {"denoise": 0.91}, {"schedule": "diffusers"}, {"guidance": 4.5}, {"weight": 0.9},
        {"start_step": 1}, {"seed": 201}, {"options": ()},
    )),
])
def test_everything_that_changes_pixels_changes_the_key(other: TakeRequest) -> None:
    assert other.key != BASE.key


def test_recipe_is_shared_by_frames_and_seeds_only() -> None:
    moved = replace(BASE, frame_pixels="0" * 64, frame_landmarks=None, settings=replace(BASE.settings, seed=7))
    assert moved.recipe_json(200) == BASE.recipe_json(200)
    assert moved.recipe_json(7) != BASE.recipe_json(200)
    assert replace(BASE, precision="fp8").recipe_json(200) != BASE.recipe_json(200)


@given(st.lists(st.tuples(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5)), min_size=5, max_size=5))
def test_rounded_points_survive_json(points: list[tuple[float, float]]) -> None:
    request = replace(BASE, frame_landmarks=round_points(points))
    assert TakeRequest.from_json(request.canonical_json()).key == request.key


@pytest.mark.parametrize("text", ["{}", '{"take": 99}', '{"take": 1, "settings": {"options": []}}'])
def test_foreign_json_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        TakeRequest.from_json(text)


KEY_OF_BASE = "f3d6f2e16417fbf83ad3b2036af776bd10e3f058e244541f923eb31c28db9e17"
