from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.errors import StudioError
from studio.finish.loop import LoopPlan, frame_rate, plan_loop


@pytest.mark.parametrize(
    ("seconds", "fps", "frames"),
    [
        (9.6, "25", 240),
        (9.6, "29.97", 288),
        (Fraction(1, 100), "24", 1),
        (3600, "30000/1001", 107_892),
        (3600, "60", 216_000),
        (Fraction(50, 1000), "30", 2),
    ],
)
def test_as_many_frames_as_the_voice_asks_for(seconds: float | Fraction, fps: str, frames: int) -> None:
    assert plan_loop(10, seconds, frame_rate(fps)).frames == frames


@given(
    picks=st.integers(1, 400),
    samples=st.integers(1, 48_000 * 3600),
    fps=st.sampled_from(["24", "25", "29.97", "30", "59.94", "60"]),
)
def test_the_loop_is_as_long_as_the_voice_within_a_frame(picks: int, samples: int, fps: str) -> None:
    voice = Fraction(samples, 48_000)
    plan = plan_loop(picks, voice, frame_rate(fps))
    assert abs(plan.duration_s - voice) <= 1 / plan.fps
    assert plan.frames >= 1


@given(picks=st.integers(1, 80), frames=st.integers(1, 3000), hold=st.integers(0, 2), data=st.data())
def test_units_repeat_what_is_shown(picks: int, frames: int, hold: int, data: st.DataObject) -> None:
    plan = LoopPlan(picks, Fraction(25), frames, data.draw(st.integers(0, picks - 1)), data.draw(st.booleans()), hold)
    shown, unit = plan.indices, plan.indices_of(plan.unit)
    assert plan.frames // plan.unit * plan.unit + plan.rest == frames
    assert [unit[n % plan.unit] for n in range(frames)] == shown.tolist()
    assert plan.unit == frames or (plan.unit % plan.period == 0 and plan.unit >= 250)


def test_a_long_period_is_not_encoded_beyond_the_voice() -> None:
    assert plan_loop(600, 8, Fraction(25)).unit == 200


def test_a_single_pick_is_a_still_loop_and_it_is_said() -> None:
    plan = plan_loop(1, 2)
    assert set(plan.indices.tolist()) == {0}
    assert plan.notices == ("Only one picture is picked: the loop stands still.",)


def test_a_voice_shorter_than_a_frame_is_one_frame_and_it_is_said() -> None:
    plan = plan_loop(3, Fraction(1, 48_000))
    assert plan.frames == 1
    assert "shorter than one frame" in plan.notices[0]


def test_an_empty_voice_is_refused() -> None:
    with pytest.raises(StudioError, match="voice is empty") as caught:
        plan_loop(3, 0)
    assert caught.value.kind == "input"


def test_no_picks_are_refused() -> None:
    with pytest.raises(StudioError, match="no picture for the loop") as caught:
        plan_loop(0, 5)
    assert caught.value.kind == "nothing"


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("25", Fraction(25)),
        (25.0, Fraction(25)),
        ("29.97", Fraction(30000, 1001)),
        (23.976, Fraction(24000, 1001)),
        ("23.98", Fraction(24000, 1001)),
        (59.94005994, Fraction(60000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        ("12.5", Fraction(25, 2)),
        (Fraction(24), Fraction(24)),
    ],
)
def test_rates_as_people_write_them(written: str | float | Fraction, exact: Fraction) -> None:
    assert frame_rate(written) == exact


@pytest.mark.parametrize("written", ["", "fast", "0", "-25", "1/0", "241", "nan", float("nan"), float("inf")])
def test_what_is_no_rate(written: str | float) -> None:
    with pytest.raises(StudioError) as caught:
        frame_rate(written)
    assert caught.value.kind == "usage"
