"""Which take stands for each frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from studio.episode.face import Scores
from studio.episode.pick import PICKABLE, Candidate, Pick, Standing
from studio.episode.thresholds import Thresholds
from studio.review.verdict import measured, verdict

Rank: TypeAlias = tuple[int, float, float, float, int, str, int]


def standing(candidate: Candidate, thresholds: Thresholds) -> Standing:
    """What decision and verdict make of a take together; the decision outranks the verdict."""
    if candidate.decision == "reject":
        return "rejected"
    if candidate.chosen:
        return "chosen"
    if candidate.decision == "accept":
        return "accepted"
    passed = verdict(candidate.scores, thresholds).passed
    return "undecided" if passed is None else "passed" if passed else "failed"


def choose_picks(
    candidates: Iterable[Candidate], thresholds: Thresholds, scorer: int | None = None
) -> list[Pick]:
    """At most one pick a frame, by frame number; frames without a take that may stand have none.

    Chosen by hand comes before accepted before passing; among equals the one most like the identity, then the
    surest face, then the sharpest; then the lowest seed, the take's key and its id, so that the same takes give
    the same picks in whatever order they were made. Scores are those of `scorer`, see `seen_by`.
    """
    seen = sorted(seen_by(candidates, scorer), key=lambda candidate: candidate.frame)
    picks = (_best(list(takes), thresholds) for _, takes in groupby(seen, key=lambda candidate: candidate.frame))
    return [pick for pick in picks if pick is not None]


def seen_by(candidates: Iterable[Candidate], scorer: int | None = None) -> list[Candidate]:
    """Each take of each frame once, with no scores but those of `scorer`.

    Numbers of two analyzers cannot be compared, so a take that only another one has seen counts as not scored.
    Without `scorer`, all scores must come from one; raises ValueError otherwise.
    """
    candidates = list(candidates)
    active = scorer if scorer is not None else _only_scorer(candidates)
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in candidates:
        place = candidate.frame, candidate.take
        if candidate.scorer == active:
            found[place] = candidate
        else:
            found.setdefault(place, replace(candidate, scores=None, scorer=None))
    return list(found.values())


def _only_scorer(candidates: Sequence[Candidate]) -> int | None:
    scorers = {candidate.scorer for candidate in candidates} - {None}
    if len(scorers) > 1:
        raise ValueError(f"scores of several scorers ({sorted(map(str, scorers))}): say which one counts")
    return next(iter(scorers), None)


def _best(takes: Sequence[Candidate], thresholds: Thresholds) -> Pick | None:
    standings = [(standing(take, thresholds), take) for take in takes]
    able = [(_rank(found, take), take, found) for found, take in standings if found in PICKABLE]
    if not able:
        return None
    _, take, found = min(able, key=lambda entry: entry[0])
    return Pick(take.frame, take.take, found)


def _rank(found: Standing, take: Candidate) -> Rank:
    """Smaller is better; the take's own id comes last and settles every tie."""
    scores = take.scores or Scores()
    identity, det, sharpness = (_descending(scores, name) for name in ("identity", "det", "sharpness"))
    return PICKABLE.index(found), identity, det, sharpness, take.seed, take.key, take.take


def _descending(scores: Scores, name: str) -> float:
    value = measured(scores, name)
    return math.inf if value is None else -value
