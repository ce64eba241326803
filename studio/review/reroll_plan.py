"""Which frames need another seed, and which seed comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from studio.episode.pick import Candidate
from studio.episode.settings_check import LARGEST_SEED
from studio.episode.thresholds import Thresholds
from studio.review.picks import choose_picks, seen_by, standings


@dataclass(frozen=True, slots=True)
class Reroll:
    """One take to make."""

    frame: int
    seed: int


@dataclass(frozen=True, slots=True)
class RerollPlan:
    """One round of re-rolling; after it, score and plan again until `next_round` is empty.

    `undecided` frames wait for a score or a decision, which no seed brings; `exhausted` ones have every seed
    that was allowed and no take that passes.
    """

    next_round: tuple[Reroll, ...]
    undecided: tuple[int, ...]
    exhausted: tuple[int, ...]


def plan_reroll(
    frames: Iterable[int],
    candidates: Iterable[Candidate],
    thresholds: Thresholds,
    *,
    seed: int,
    max_seeds: int,
    made: Mapping[int, Collection[int]] | None = None,
    scorer: int | None = None,
) -> RerollPlan:
    """The next seed for each of `frames` that has no pick: the first of `seed`, `seed`+1 .. `seed`+`max_seeds`
    that was not made.

    `made` gives the seeds made so far by frame number, of takes with the same settings otherwise; without it,
    they are those of the candidates. Past the largest seed counting goes on at 0.
    """
    candidates = seen_by(candidates, scorer)
    made = _seeds_by_frame(candidates) if made is None else made
    picked = {pick.frame for pick in choose_picks(candidates, thresholds)}
    judged = zip(candidates, standings(candidates, thresholds), strict=True)
    waiting = {take.frame for take, found in judged if found == "undecided"}
    needy = sorted(set(frames) - picked)
    seeds = {frame: _next_seed(made.get(frame, ()), seed, max_seeds) for frame in needy if frame not in waiting}
    return RerollPlan(
        next_round=tuple(Reroll(frame, found) for frame, found in seeds.items() if found is not None),
        undecided=tuple(frame for frame in needy if frame in waiting),
        exhausted=tuple(frame for frame, found in seeds.items() if found is None),
    )


def plan_further(frames: Iterable[int], candidates: Iterable[Candidate], seed: int) -> RerollPlan:
    """One further take for each of `frames`, whatever stands for it: the first seed from `seed` on that was not made."""
    made = _seeds_by_frame(candidates)
    seeds = {frame: _next_seed(made.get(frame, ()), seed, len(made.get(frame, ()))) for frame in sorted(set(frames))}
    return RerollPlan(tuple(Reroll(frame, found) for frame, found in seeds.items() if found is not None), (), ())


def _seeds_by_frame(candidates: Iterable[Candidate]) -> Mapping[int, Collection[int]]:
    seeds: dict[int, set[int]] = {}
    for candidate in candidates:
        seeds.setdefault(candidate.frame, set()).add(candidate.seed)
    return seeds


def _next_seed(made: Collection[int], seed: int, max_seeds: int) -> int | None:
    candidates = ((seed + turn) % (LARGEST_SEED + 1) for turn in range(max_seeds + 1))
    return next((candidate for candidate in candidates if candidate not in made), None)
