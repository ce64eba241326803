"""Which take stands for each frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from studio.episode.face import Scores
from studio.episode.pick import PICKABLE, Candidate, Pick, Standing
from studio.episode.thresholds import Thresholds
from studio.review.verdict import FAILED, PASSED, UNDECIDED, measured, needed_columns, verdict, verdicts

Rank: TypeAlias = tuple[int, float, float, float, int, str, int]

_BY_CODE: Mapping[int, Standing] = {PASSED: "passed", FAILED: "failed", UNDECIDED: "undecided"}


def standing(candidate: Candidate, thresholds: Thresholds) -> Standing:
    """What decision and verdict make of a take together; the decision outranks the verdict."""
    by_hand = _by_hand(candidate)
    if by_hand is not None:
        return by_hand
    passed = verdict(candidate.scores, thresholds).passed
    return "undecided" if passed is None else "passed" if passed else "failed"


def standings(candidates: Sequence[Candidate], thresholds: Thresholds) -> list[Standing]:
    """`standing` of each, for many at once."""
    codes = verdicts(needed_columns([candidate.scores for candidate in candidates], thresholds), thresholds)
    judged = zip(candidates, codes.tolist(), strict=True)
    return [_by_hand(candidate) or _BY_CODE[code] for candidate, code in judged]


def choose_picks(
    candidates: Iterable[Candidate], thresholds: Thresholds, scorer: int | None = None
) -> list[Pick]:
    """At most one pick a frame, by frame number; frames without a take that may stand have none.

    Chosen by hand comes before accepted before passing; among equals the one most like the identity, then the
    surest face, then the sharpest; then the lowest seed, the take's key and its id, so that the same takes give
    the same picks in whatever order they were made. Scores are those of `scorer`, see `seen_by`.
    """
    seen = seen_by(candidates, scorer)
    best: dict[int, tuple[Rank, Pick]] = {}
    for candidate, found in zip(seen, standings(seen, thresholds), strict=True):
        if found in PICKABLE:
            able = _rank(found, candidate), Pick(candidate.frame, candidate.take, found)
            best[candidate.frame] = min(best.get(candidate.frame, able), able, key=lambda entry: entry[0])
    return [best[frame][1] for frame in sorted(best)]


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


def _by_hand(candidate: Candidate) -> Standing | None:
    if candidate.decision == "reject":
        return "rejected"
    if candidate.chosen:
        return "chosen"
    return "accepted" if candidate.decision == "accept" else None


def _rank(found: Standing, take: Candidate) -> Rank:
    """Smaller is better; the take's own id comes last and settles every tie."""
    scores = take.scores or Scores()
    identity, det, sharpness = (_descending(scores, name) for name in ("identity", "det", "sharpness"))
    return PICKABLE.index(found), identity, det, sharpness, take.seed, take.key, take.take


def _descending(scores: Scores, name: str) -> float:
    value = measured(scores, name)
    return math.inf if value is None else -value
