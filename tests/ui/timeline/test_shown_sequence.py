"""The sequence shown is the one that is made."""

from __future__ import annotations

from typing import Literal

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from studio.finish.loop_sequence import loop_sequence
from studio.ui.timeline.shown_sequence import sequence_with_gaps

NUMBERS = some.sets(some.integers(0, 60), min_size=1)


@given(picked=NUMBERS, others=NUMBERS, gaps=some.sampled_from(["hold", "between"]))
def test_it_is_that_of_the_loop(picked: set[int], others: set[int], gaps: Literal["hold", "between"]) -> None:
    shown = sequence_with_gaps(np.array(sorted(picked)), np.array(sorted(picked | others)), gaps)
    made = loop_sequence(sorted(picked), sorted(picked | others), gaps)
    assert shown.frames.tolist() == [item.frame for item in made]
    assert shown.picks.tolist() == [item.pick for item in made]
    assert shown.kinds.tolist() == [1 if item.held else 2 if item.t else 0 for item in made]


def test_a_pick_outside_of_the_range_stays() -> None:
    assert sequence_with_gaps(np.array([2, 9]), np.arange(3, 6), "hold").frames.tolist() == [2, 3, 4, 5, 9]
