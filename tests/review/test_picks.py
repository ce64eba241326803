"""Which take stands for a frame."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.face import Scores
from studio.episode.pick import PICKABLE, Candidate, Decision, Pick, Standing
from studio.episode.thresholds import Thresholds
from studio.review.picks import choose_picks, seen_by, standing, standings
from tests.review import strategies

GOOD, BAD = Scores(det=0.9, identity=0.5), Scores(det=0.5, identity=0.5)


def take(number: int, scores: Scores | None = GOOD, *, frame: int = 1, decision: Decision | None = None,
         chosen: bool = False, seed: int = 200, key: str = "k", scorer: int = 1) -> Candidate:
    return Candidate(frame, number, key, seed, scores, None if scores is None else scorer, decision, chosen)


@pytest.mark.parametrize(("candidate", "expected"), [
    (take(1), "passed"), (take(1, BAD), "failed"), (take(1, None), "undecided"),
    (take(1, BAD, decision="accept"), "accepted"), (take(1, None, decision="accept"), "accepted"),
    (take(1, decision="reject"), "rejected"), (take(1, BAD, chosen=True), "chosen"),
    (take(1, decision="accept", chosen=True), "chosen"), (take(1, decision="reject", chosen=True), "rejected"),
])
def test_the_decision_outranks_the_verdict(candidate: Candidate, expected: Standing) -> None:
    assert standing(candidate, Thresholds()) == expected


@pytest.mark.parametrize(("candidates", "expected"), [
    ([take(1), take(2, BAD, chosen=True), take(3, decision="accept")], 2),
    ([take(1), take(2, BAD, decision="accept")], 2),
    ([take(1, BAD), take(2), take(3, None)], 2),
    ([take(1, decision="reject"), take(2, BAD), take(3, None)], None),
    ([take(1, Scores(det=0.99, identity=0.4)), take(2, Scores(det=0.86, identity=0.6))], 2),
    ([take(1, Scores(det=0.9)), take(2, Scores(det=0.86, identity=0.1))], 2),
    ([take(1, Scores(det=0.86)), take(2, Scores(det=0.9))], 2),
    ([take(1, Scores(det=0.9, sharpness=0.1)), take(2, Scores(det=0.9, sharpness=0.2))], 2),
    ([take(1, seed=201), take(2, seed=200)], 2),
    ([take(1, seed=201, key="a"), take(2, seed=200, key="b")], 2),
    ([take(1, key="b"), take(2, key="a")], 2),
    ([take(2), take(1)], 1),
    ([take(1, BAD, decision="accept"), take(2, Scores(det=0.6, identity=0.7), decision="accept")], 2),
])
def test_the_best_of_a_frame(candidates: list[Candidate], expected: int | None) -> None:
    picks = choose_picks(candidates, Thresholds())
    assert [pick.take for pick in picks] == ([] if expected is None else [expected])


@given(strategies.candidate_lists(), strategies.thresholds)
def test_many_at_once_stand_as_one_by_one(candidates: list[Candidate], thresholds: Thresholds) -> None:
    assert standings(candidates, thresholds) == [standing(candidate, thresholds) for candidate in candidates]


def test_picks_come_by_frame_and_say_why() -> None:
    candidates = [take(1, frame=9), take(2, frame=3, decision="accept"), take(3, BAD, frame=5),
                  take(4, BAD, frame=4, chosen=True)]
    assert choose_picks(candidates, Thresholds()) == [
        Pick(3, 2, "accepted"), Pick(4, 4, "chosen"), Pick(9, 1, "passed")
    ]


def test_scores_of_another_scorer_do_not_count_but_decisions_do() -> None:
    candidates = [take(1, scorer=2), take(2, scorer=2, decision="accept", frame=2), take(3, frame=3)]
    assert choose_picks(candidates, Thresholds(), scorer=1) == [Pick(2, 2, "accepted"), Pick(3, 3, "passed")]
    assert seen_by(candidates, 1)[0] == replace(candidates[0], scores=None, scorer=None)
    with pytest.raises(ValueError, match="say which one counts"):
        choose_picks(candidates, Thresholds())


@pytest.mark.parametrize("order", [1, -1])
def test_a_take_scored_twice_is_one_candidate(order: int) -> None:
    both = [take(1, BAD, scorer=2), take(1, GOOD, scorer=1)][::order]
    assert seen_by(both, 1) == [take(1, GOOD, scorer=1)]
    assert seen_by(both, 2) == [take(1, BAD, scorer=2)]
    assert seen_by(both, 3) == [take(1, None)]


@given(strategies.candidate_lists(), strategies.few_thresholds, st.randoms(use_true_random=False))
def test_picks_do_not_depend_on_the_order(
    candidates: list[Candidate], thresholds: Thresholds, shuffler: random.Random
) -> None:
    shuffled = list(candidates)
    shuffler.shuffle(shuffled)
    assert choose_picks(shuffled, thresholds) == choose_picks(candidates, thresholds)


@given(strategies.candidate_lists(), strategies.few_thresholds)
def test_a_frame_has_a_pick_exactly_when_a_take_may_stand(
    candidates: list[Candidate], thresholds: Thresholds
) -> None:
    able = {candidate.frame for candidate in candidates if standing(candidate, thresholds) in PICKABLE}
    picks = choose_picks(candidates, thresholds)
    by_take = {candidate.take: candidate for candidate in candidates}
    assert [pick.frame for pick in picks] == sorted(able)
    for pick in picks:
        assert by_take[pick.take].frame == pick.frame
        assert by_take[pick.take].decision != "reject"
        assert pick.standing == standing(by_take[pick.take], thresholds)
        rivals = [standing(c, thresholds) for c in candidates if c.frame == pick.frame]
        assert pick.standing == min((s for s in rivals if s in PICKABLE), key=PICKABLE.index)
