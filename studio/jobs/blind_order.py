"""Which two takes are shown next in a blind comparison, and on which sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from studio.episode.sweep_records import BlindVote
from studio.jobs.sweep_takes import SweepTakes

_SEED = 200


@dataclass(frozen=True, slots=True)
class BlindPair:
    """Two takes of a frame; `left` and `right` are the places of their presets."""

    frame: int
    left: int
    right: int

    @property
    def same(self) -> tuple[int, int, int]:
        """What it shares with the pair seen the other way round."""
        return self.frame, min(self.left, self.right), max(self.left, self.right)

    def voted(self, choice: int) -> BlindVote:
        """The vote on it: 1 the left one, -1 the right one, 0 neither."""
        return BlindVote(self.frame, self.left, self.right, choice)


def blind_order(takes: SweepTakes, votes: Sequence[BlindVote]) -> list[BlindPair]:
    """Every frame with every pair of presets that both have a take of it, once, less what was voted on: in an order and
    with sides that chance gave once for the sweep, so that going on later goes on with the same. Of a pair each preset
    stands as often at the left as at the right, give or take one."""
    rng = np.random.default_rng((_SEED, takes.sweep.id))
    sided: list[BlindPair] = []
    for first, second in combinations(range(len(takes.sweep.arms)), 2):
        ours, theirs = takes.takes[first], takes.takes[second]
        both = np.flatnonzero((ours != 0) & (theirs != 0) & (ours != theirs)).tolist()
        turned = rng.permutation((np.arange(len(both)) + rng.integers(2)) % 2).tolist()
        sided += [BlindPair(takes.sweep.frames[place], *((second, first) if turn else (first, second)))
                  for place, turn in zip(both, turned, strict=True)]
    done = {BlindPair(vote.frame, vote.left, vote.right).same for vote in votes}
    return [pair for pair in (sided[place] for place in rng.permutation(len(sided)).tolist()) if pair.same not in done]
