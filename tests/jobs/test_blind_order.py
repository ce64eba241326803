"""What is shown in a blind comparison: everything once, sides balanced, the same when it goes on."""

from __future__ import annotations

import numpy as np

from studio.episode.sweep_records import Sweep, SweepArm
from studio.jobs.blind_order import blind_order
from studio.jobs.sweep_takes import SweepTakes


def sweep_takes(arms: int, frames: int) -> SweepTakes:
    shape = arms, frames
    sweep = Sweep(1, tuple(SweepArm(str(arm), str(arm), None) for arm in range(arms)), tuple(range(frames)), "", "")
    takes = np.arange(1, arms * frames + 1, dtype=np.int64).reshape(shape)
    return SweepTakes(sweep, "", takes, np.zeros(shape, np.bool_), np.zeros(shape), {}, {})


def test_every_pair_once_each_preset_as_often_at_either_side() -> None:
    pairs = blind_order(sweep_takes(3, 20), [])
    assert len(pairs) == len({pair.same for pair in pairs}) == 60
    for first, second in ((0, 1), (0, 2), (1, 2)):
        assert sum((pair.left, pair.right) == (first, second) for pair in pairs) == 10
    frames = [pair.frame for pair in pairs]
    assert frames != sorted(frames)


def test_it_goes_on_with_what_is_left() -> None:
    takes = sweep_takes(2, 12)
    pairs = blind_order(takes, [])
    assert blind_order(takes, [pair.voted(1) for pair in pairs[:5]]) == pairs[5:]


def test_what_was_not_made_or_is_one_take_is_not_shown() -> None:
    takes = sweep_takes(2, 4)
    takes.takes[0, 1] = 0
    takes.takes[1, 2] = takes.takes[0, 2]
    assert sorted(pair.frame for pair in blind_order(takes, [])) == [0, 3]
