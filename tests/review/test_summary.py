"""A review in numbers."""

from __future__ import annotations

from hypothesis import given

from studio.episode.face import Scores
from studio.episode.pick import Candidate
from studio.episode.thresholds import Thresholds
from studio.review.picks import choose_picks
from studio.review.statistics import wilson
from studio.review.summary import ReviewSummary, strict_pass, summarize
from tests.review import strategies


def summary(candidates: list[Candidate], thresholds: Thresholds) -> ReviewSummary:
    return summarize(candidates, thresholds, choose_picks(candidates, thresholds, 1), 1)


def test_everything_is_counted_once() -> None:
    good, bad = Scores(det=0.9, identity=0.7, faces=1), Scores(det=0.6, identity=0.7, faces=1)
    weak = Scores(det=0.95, identity=0.2, faces=1)
    candidates = [
        Candidate(1, 1, "a", 200, good, 1),
        Candidate(2, 1, "a", 200, good, 1),                             # an equal frame shares the take
        Candidate(3, 2, "b", 200, bad, 1),
        Candidate(3, 3, "c", 201, bad, 1, decision="accept"),
        Candidate(4, 4, "d", 200, good, 1, decision="reject"),
        Candidate(5, 5, "e", 200, weak, 1),
        Candidate(6, 6, "f", 200, Scores(det=0.9, faces=1), 1),         # identity is missing
        Candidate(7, 7, "g", 200, Scores(faces=0), 1),                  # no face
        Candidate(8, 8, "h", 200, None, None, chosen=True),
        Candidate(9, 9, "i", 200, good, 2),                             # scored by another analyzer
    ]
    found = summary(candidates, Thresholds(identity=0.5))
    assert (found.frames, found.takes) == (9, 9)
    assert (found.accepted, found.rejected, found.undecided, found.by_hand) == (3, 4, 2, 3)
    assert (found.picks, found.without_pick) == (4, (4, 5, 6, 7, 9))
    assert (found.strict.min_det, found.strict.unmeasured) == (0.85, 2)
    assert found.strict.interval == wilson(4, 7)
    assert found.ranges["det"].count == 6


def test_the_strict_pass_is_det_alone_at_the_limit_in_force() -> None:
    takes = [Candidate(n, n, str(n), 200, Scores(det=det), 1) for n, det in enumerate((0.75, 0.82, 0.9))]
    assert strict_pass(takes, Thresholds(identity=0.9)).interval.passed == 1
    assert strict_pass(takes, Thresholds(det=0.8)).interval.passed == 2
    assert strict_pass(takes, Thresholds(det=None)).min_det == 0.85


def test_nothing_is_a_summary_too() -> None:
    found = summary([], Thresholds())
    assert (found.frames, found.takes, found.picks, found.without_pick) == (0, 0, 0, ())
    assert found.strict.interval.tried == 0


def test_chosen_for_one_of_its_frames_is_chosen() -> None:
    candidates = [Candidate(1, 1, "a", 200), Candidate(2, 1, "a", 200, chosen=True), Candidate(3, 1, "a", 200)]
    found = summary(candidates, Thresholds())
    assert (found.takes, found.accepted, found.undecided, found.by_hand) == (1, 1, 0, 1)


@given(strategies.candidate_lists(), strategies.thresholds)
def test_the_parts_make_the_whole(candidates: list[Candidate], thresholds: Thresholds) -> None:
    found = summary(candidates, thresholds)
    assert found.accepted + found.rejected + found.undecided == found.takes
    assert found.picks + len(found.without_pick) == found.frames
    assert found.strict.interval.tried + found.strict.unmeasured == found.takes
    assert found.by_hand <= found.takes
