"""Time codes, labels of the ruler, and the axis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.time_code import ruler_label, ruler_step, time_code


@pytest.mark.parametrize(("seconds", "fps", "text"), [
    (5.48, 25, "0:05:12"), (0, 25, "0:00:00"), (1 / 25, 25, "0:00:01"), (3605.2, 25, "1:00:05:05"), (61, 29.97, "1:00:28"),
])
def test_time_codes(seconds: float, fps: float, text: str) -> None:
    assert time_code(seconds, fps) == text


@given(st.integers(0, 10**6), st.sampled_from([24.0, 25.0, 30.0, 60.0]))
def test_each_frame_has_a_code_of_its_own(frame: int, fps: float) -> None:
    assert time_code(frame / fps, fps) != time_code((frame + 1) / fps, fps)


@given(st.floats(1e-5, 3000), st.sampled_from([23.976, 24.0, 25.0, 50.0]))
def test_labels_never_stand_closer_than_they_need(seconds: float, fps: float) -> None:
    step = ruler_step(seconds, fps)
    assert step >= seconds * (1 - 1e-9) or step == 7200


@pytest.mark.parametrize(("seconds", "label"), [(30.0, "30"), (0.37, "1"), (0.15, "0.2"), (0.03, "0.04"), (0.004, "0.005")])
def test_steps_are_round_in_seconds_then_frames_then_parts(seconds: float, label: str) -> None:
    assert f"{ruler_step(seconds, 25):g}" == label


def test_labels_say_as_much_as_they_must() -> None:
    assert ruler_label(65, 5, 25) == "1:05"
    assert ruler_label(5.48, 0.04, 25) == "0:05:12"
    assert ruler_label(5.485, 0.005, 25) == "0:05.485"
    assert ruler_label(5.48502, 0.00002, 25) == "0:05.48502"


def axis() -> TimeAxis:
    made = TimeAxis()
    made.set_width(1000)
    made.set_length(60)
    return made


def test_all_is_shown_at_first_and_again_after_fit() -> None:
    shown = axis()
    assert shown.first_s == 0
    assert shown.last_s == pytest.approx(60 * 1.04)
    shown.zoom(10, 500)
    shown.fit()
    assert shown.last_s == pytest.approx(60 * 1.04)


@given(st.floats(0.2, 50), st.floats(0, 1000))
def test_zooming_keeps_what_is_under_the_cursor(factor: float, x: float) -> None:
    shown = axis()
    shown.zoom(20, 500)
    before = shown.time(x)
    shown.zoom(factor, x)
    if 0 < shown.first_s < shown.furthest_s():
        assert shown.time(x) == pytest.approx(before, abs=1e-6)


def test_what_becomes_a_little_shorter_keeps_its_zoom_and_longer_is_shown_whole() -> None:
    shown = axis()
    before = shown.pixels_per_s
    shown.set_length(40)
    assert shown.pixels_per_s == before
    shown.set_length(90)
    assert shown.last_s == pytest.approx(90 * 1.04)


def test_a_time_out_of_sight_is_scrolled_to() -> None:
    shown = axis()
    shown.zoom(30, 0)
    shown.show_time(45)
    assert shown.first_s < 45 < shown.last_s
