"""Steps are told in order, the latest when the next was queued."""

from __future__ import annotations

import torch

from studio.episode.picture import Picture
from studio.generate.flux.step_watch import Coming, StepWatch


def test_in_order_and_at_most_one_behind() -> None:
    told: list[tuple[int, int]] = []

    def on_done(step: int, picture: Picture) -> None:
        told.append((step, int(picture[0, 0, 0])))

    watch = StepWatch(on_done)
    for step in range(4):
        watch.queued(step, torch.full((2, 2, 3), 10 * step, dtype=torch.uint8))
        assert [each for each, _ in told] == list(range(step))
    watch.finish()
    assert told == [(0, 0), (1, 10), (2, 20), (3, 30)]
    watch.finish()
    assert len(told) == 4


def test_a_picture_arrives_as_it_is() -> None:
    assert Coming(torch.arange(12, dtype=torch.uint8).reshape(2, 2, 3)).arrived().tolist()[1][1] == [9, 10, 11]
