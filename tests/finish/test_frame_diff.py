from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.finish.frame_diff import (
    FrameDiff,
    NeighbourMeter,
    loop_difference,
    motion_class,
    neighbour_differences,
    picture_difference,
)
from studio.finish.loop import LoopPlan
from tests.finish.clips import noisy_pictures


def _flat(level: int) -> Picture:
    return np.full((4, 6, 3), level, dtype=np.uint8)


def test_mean_absolute_difference_over_all_channels() -> None:
    second = _flat(10)
    second[..., 0] = 40
    assert picture_difference(_flat(10), second) == pytest.approx(10)
    assert picture_difference(_flat(255), _flat(0)) == 255


def test_it_is_the_plain_mean_on_noise() -> None:
    first, second = noisy_pictures(2)
    expected = np.abs(first.astype(np.int64) - second).mean()
    assert picture_difference(first, second) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("frames", "start", "hold"), [(25, 0, 0), (7, 2, 0), (40, 1, 2), (2, 3, 0)])
def test_a_loop_is_what_its_played_frames_give(frames: int, start: int, hold: int) -> None:
    pictures = noisy_pictures(5, 16, 12)
    plan = LoopPlan(5, Fraction(25), frames, start=start, hold=hold)
    played = [pictures[index].astype(np.int64) for index in plan.indices]
    expected = np.mean([np.abs(a - b).mean() for a, b in pairwise(played)])
    measured = loop_difference(neighbour_differences(pictures), plan)
    assert measured.loop == pytest.approx(expected, rel=1e-12)


def test_turns_and_gaps_are_found() -> None:
    pictures = [_flat(level) for level in (0, 3, 43, 48, 50)]
    measured = loop_difference(neighbour_differences(iter(pictures)), LoopPlan(5, Fraction(25), 100))
    assert (measured.seam, measured.turn) == (3, 2)
    assert (measured.largest, measured.largest_after) == (40, 1)


def test_one_pick_is_still() -> None:
    measured = loop_difference(neighbour_differences([_flat(9)]), LoopPlan(1, Fraction(25), 50))
    assert measured == FrameDiff(0, None, None, None, None, "still")


def test_one_frame_of_many_picks_is_still() -> None:
    measured = loop_difference(neighbour_differences([_flat(9), _flat(90)]), LoopPlan(2, Fraction(25), 1))
    assert (measured.loop, measured.kind) == (0, "still")


@pytest.mark.parametrize(("frames", "start", "hold"), [(25, 0, 0), (40, 1, 2), (9, 3, 0)])
def test_steps_are_measured_as_they_are_shown(frames: int, start: int, hold: int) -> None:
    pictures = noisy_pictures(5, 16, 12)
    meter = NeighbourMeter(5)
    for pick in LoopPlan(5, Fraction(25), frames, start=start, hold=hold).indices.tolist():
        meter.see(pick, pictures[pick])
    assert meter.differences.tolist() == neighbour_differences(pictures).tolist()


def test_steps_that_a_short_voice_never_shows_are_unknown() -> None:
    pictures = [_flat(level) for level in (0, 3, 43, 48, 50)]
    plan = LoopPlan(5, Fraction(25), 3)
    meter = NeighbourMeter(5)
    for pick in plan.indices.tolist():
        meter.see(pick, pictures[pick])
    assert loop_difference(meter.differences, plan) == FrameDiff(21.5, 3, None, 40, 1, "full")


@pytest.mark.parametrize(
    ("measured", "kind"),
    [(0, "still"), (0.05, "static"), (0.12, "static"), (6.59, "partial"), (11.8, "full"), (13.1, "full")],
)
def test_episodes_of_the_recipe_are_classed_as_they_were_called(measured: float, kind: str) -> None:
    assert motion_class(measured) == kind


def test_another_number_of_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="3 picks have 2 steps"):
        loop_difference(np.zeros(3), LoopPlan(3, Fraction(25), 9))


def test_pictures_of_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        picture_difference(_flat(1), np.zeros((5, 6, 3), dtype=np.uint8))
