"""The runs of a loop, against its frames one by one."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.finish.loop import LoopPlan
from studio.finish.loop_blocks import LoopBlock, loop_blocks

plans = st.builds(
    lambda picks, frames, start, forward, hold: LoopPlan(picks, Fraction(25), frames, min(start, picks - 1), forward, hold),
    st.integers(1, 9), st.integers(1, 80), st.integers(0, 8), st.booleans(), st.integers(0, 3))


def test_a_palindrome_of_four() -> None:
    blocks = loop_blocks(LoopPlan(4, Fraction(25), 9))      # 0 1 2 3 2 1 0 1 2
    assert blocks == [LoopBlock(0, 3, 0, 3, forward=True), LoopBlock(4, 5, 2, 1, forward=False),
                      LoopBlock(6, 8, 0, 2, forward=True)]
    assert [block.picks for block in blocks] == [4, 2, 3]


def test_held_turns_belong_to_the_run_forward() -> None:
    blocks = loop_blocks(LoopPlan(3, Fraction(25), 8, hold=1))      # 0 0 1 2 2 1 0 0
    assert [(block.first, block.last, block.forward) for block in blocks] == [(0, 4, True), (5, 5, False), (6, 7, True)]


def test_beginning_backward() -> None:
    blocks = loop_blocks(LoopPlan(4, Fraction(25), 4, start=2, forward=False))      # 2 1 0 1
    assert [(block.first_pick, block.last_pick, block.forward) for block in blocks] == [(2, 1, False), (0, 1, True)]


def test_one_pick_is_one_block() -> None:
    assert loop_blocks(LoopPlan(1, Fraction(25), 50)) == [LoopBlock(0, 49, 0, 0, forward=True)]


@given(plans)
def test_blocks_cover_every_frame_once_and_each_runs_one_way(plan: LoopPlan) -> None:
    blocks = loop_blocks(plan)
    shown = plan.indices
    assert [frame for block in blocks for frame in range(block.first, block.last + 1)] == list(range(plan.frames))
    for block in blocks:
        held = shown[block.first:block.last + 1]
        assert (held[0], held[-1]) == (block.first_pick, block.last_pick)
        steps = np.diff(held)
        assert (steps >= 0).all() if block.forward else (steps <= 0).all()
        assert len(list(groupby(held.tolist()))) == block.picks
