"""A review in numbers: what the command line prints and the window shows beside the grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.episode.pick import PICKABLE, Candidate, Pick, Standing
from studio.episode.thresholds import STRICT_DET, Thresholds
from studio.review.picks import seen_by, standings
from studio.review.statistics import Interval, ScoreRange, score_ranges, wilson
from studio.review.verdict import FAILED, PASSED, UNDECIDED, needed_columns, verdicts

BY_HAND: tuple[Standing, ...] = ("chosen", "accepted", "rejected")


@dataclass(frozen=True, slots=True)
class StrictPass:
    """The recipe's measure: face found alone, whatever other limits and decisions say.

    `unmeasured` takes have no verdict on it and are in neither number of the interval.
    """

    min_det: float
    interval: Interval
    unmeasured: int


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """Counts of takes unless said otherwise; a take that stands for several equal frames counts once."""

    frames: int                             # frames that have a take
    takes: int
    accepted: int                           # by hand or by the thresholds: takes that may be picked
    rejected: int                           # by hand or by the thresholds
    undecided: int                          # a score that a threshold needs is missing
    by_hand: int                            # of the above, decided by the person
    picks: int                              # frames that have a pick
    without_pick: tuple[int, ...]           # numbers of the frames that have none
    strict: StrictPass
    ranges: dict[str, ScoreRange]           # of each measured score


def summarize(
    candidates: Iterable[Candidate], thresholds: Thresholds, picks: Sequence[Pick], scorer: int | None = None
) -> ReviewSummary:
    """Sum up a review; `picks` are what `choose_picks` made of the same candidates, thresholds and scorer."""
    seen = seen_by(candidates, scorer)
    frames = {candidate.frame for candidate in seen}
    takes = _one_each(seen)
    counts = Counter(standings(takes, thresholds))
    return ReviewSummary(
        frames=len(frames),
        takes=len(takes),
        accepted=sum(counts[word] for word in PICKABLE),
        rejected=counts["rejected"] + counts["failed"],
        undecided=counts["undecided"],
        by_hand=sum(counts[word] for word in BY_HAND),
        picks=len(picks),
        without_pick=tuple(sorted(frames - {pick.frame for pick in picks})),
        strict=strict_pass(takes, thresholds),
        ranges=score_ranges([take.scores for take in takes]),
    )


def strict_pass(takes: Sequence[Candidate], thresholds: Thresholds) -> StrictPass:
    """How many takes keep the limit on `det` alone (`STRICT_DET` where it is off), with Wilson's interval."""
    min_det = STRICT_DET if thresholds.det is None else thresholds.det
    alone = Thresholds(det=min_det)
    counts = Counter(verdicts(needed_columns([take.scores for take in takes], alone), alone).tolist())
    passed, failed = counts[PASSED], counts[FAILED]
    return StrictPass(min_det, wilson(passed, passed + failed), counts[UNDECIDED])


def _one_each(seen: Iterable[Candidate]) -> list[Candidate]:
    """Each take once; chosen for one of its frames is chosen."""
    found: dict[int, Candidate] = {}
    for candidate in seen:
        if candidate.take not in found or candidate.chosen:
            found[candidate.take] = candidate
    return list(found.values())
