from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.finish.frame_diff import neighbour_differences
from studio.finish.loop import LoopPlan
from studio.finish.loop_measures import MOST_STEPS, LoopMeasures, measure_loop, step_motion
from studio.finish.loop_sequence import loop_sequence
from tests.finish.test_deflicker import with_gain
from tests.finish.test_in_between import moved


def measured(pictures: list[Picture], frames: int = 60) -> LoopMeasures:
    count = len(pictures)
    sequence = loop_sequence(range(count), range(count), "skip")
    return measure_loop(sequence, LoopPlan(count, Fraction(25), frames), pictures.__getitem__)


def test_motion_is_how_far_the_picture_moved(astronaut: Picture) -> None:
    pictures = [moved(astronaut, right=3 * n) for n in range(6)]
    found = measured(pictures)
    assert found.flow_motion == pytest.approx(3, rel=0.1)
    assert found.frame_diff == pytest.approx(float(neighbour_differences(pictures).mean()), rel=1e-3)
    assert (found.longest_hold, found.pictures, found.steps) == (1, 6, 5)


def test_motion_alone_is_hardly_flicker_and_a_jump_of_brightness_is(astronaut: Picture) -> None:
    calm = [moved(np.asarray(astronaut * 0.8, dtype=np.uint8), right=2 * n) for n in range(8)]
    gains = np.where(np.arange(8) % 2, 0.95, 1.05)[:, None, None, None]
    still, flickering = measured(calm), measured(with_gain(calm, gains))
    assert still.flicker is not None
    assert flickering.flicker is not None
    assert still.frame_diff is not None
    assert still.flicker < 0.35 * still.frame_diff
    assert flickering.flicker > 2.5 * still.flicker


def test_pictures_that_stand_still_have_neither() -> None:
    picture = np.full((64, 48, 3), 90, np.uint8)
    assert step_motion(picture, picture) == (0.0, 0.0)
    assert measured([picture] * 3).longest_hold == 1


def test_one_picture_stands_for_the_whole_loop(astronaut: Picture) -> None:
    found = measured([astronaut], frames=40)
    assert (found.frame_diff, found.flow_motion, found.flicker, found.steps) == (None, None, None, 0)
    assert found.longest_hold == 2, "two periods of one frame are looked at"


def test_a_long_loop_is_measured_by_some_of_its_steps() -> None:
    small = [np.full((20, 20, 3), n % 200, np.uint8) for n in range(500)]
    read: list[int] = []

    def look(number: int) -> Picture:
        read.append(number)
        return small[number]

    sequence = loop_sequence(range(500), range(500), "skip")
    found = measure_loop(sequence, LoopPlan(500, Fraction(25), 90), look)
    assert found.steps == MOST_STEPS
    assert len(read) <= 2 * MOST_STEPS
    assert (min(read), max(read)) == (0, 499)
