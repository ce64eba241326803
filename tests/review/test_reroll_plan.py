"""Which frames get another seed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.episode.face import Scores
from studio.episode.pick import Candidate, Decision
from studio.episode.settings_check import LARGEST_SEED
from studio.episode.thresholds import Thresholds
from studio.review.picks import choose_picks
from studio.review.reroll_plan import Reroll, RerollPlan, plan_reroll
from tests.review import strategies

GOOD, BAD = Scores(det=0.9), Scores(det=0.5)


def take(frame: int, seed: int, scores: Scores | None = BAD, decision: Decision | None = None) -> Candidate:
    number = frame * 1000 + seed % 1000
    return Candidate(frame, number, str(number), seed, scores, None if scores is None else 1, decision)


def test_frames_without_a_pick_get_the_next_seed() -> None:
    candidates = [take(1, 200, GOOD), take(2, 200), take(3, 200), take(3, 201), take(4, 200, GOOD, "reject"),
                  take(5, 200, BAD, "accept")]
    plan = plan_reroll(range(1, 6), candidates, Thresholds(), seed=200, max_seeds=4)
    assert plan == RerollPlan((Reroll(2, 201), Reroll(3, 202), Reroll(4, 201)), (), ())


def test_seeds_that_were_made_are_skipped_and_run_out() -> None:
    candidates = [take(1, seed) for seed in (200, 202)] + [take(2, seed) for seed in (200, 201, 202)]
    plan = plan_reroll([1, 2], candidates, Thresholds(), seed=200, max_seeds=2)
    assert plan == RerollPlan((Reroll(1, 201),), (), (2,))
    assert plan_reroll([2], candidates, Thresholds(), seed=200, max_seeds=3).next_round == (Reroll(2, 203),)


def test_seeds_made_with_the_same_settings_may_be_told() -> None:
    plan = plan_reroll([1], [take(1, 200)], Thresholds(), seed=200, max_seeds=4, made={1: {200, 201}})
    assert plan.next_round == (Reroll(1, 202),)


def test_a_frame_that_was_never_made_starts_with_the_seed_itself() -> None:
    assert plan_reroll([7], [], Thresholds(), seed=200, max_seeds=4).next_round == (Reroll(7, 200),)


def test_what_is_not_scored_waits() -> None:
    candidates = [take(1, 200, None), take(2, 200), take(2, 201, Scores())]
    assert plan_reroll([1, 2], candidates, Thresholds(), seed=200, max_seeds=4) == RerollPlan((), (1, 2), ())
    done = [*candidates, take(1, 201, GOOD)]
    assert plan_reroll([1], done, Thresholds(), seed=200, max_seeds=4) == RerollPlan((), (), ())


def test_only_the_frames_asked_for() -> None:
    candidates = [take(1, 200), take(2, 200)]
    assert plan_reroll([2], candidates, Thresholds(), seed=200, max_seeds=1).next_round == (Reroll(2, 201),)


def test_the_active_scorer_counts() -> None:
    other = Candidate(1, 1, "a", 200, GOOD, scorer=2)
    assert plan_reroll([1], [other], Thresholds(), seed=200, max_seeds=1, scorer=1).undecided == (1,)
    assert plan_reroll([1], [other], Thresholds(), seed=200, max_seeds=1, scorer=2) == RerollPlan((), (), ())


def test_seeds_go_on_at_zero() -> None:
    plan = plan_reroll([1], [take(1, LARGEST_SEED)], Thresholds(), seed=LARGEST_SEED, max_seeds=1)
    assert plan.next_round == (Reroll(1, 0),)


@given(strategies.candidate_lists(), strategies.few_thresholds, st.integers(0, 3))
def test_every_frame_is_somewhere_once(candidates: list[Candidate], thresholds: Thresholds, most: int) -> None:
    plan = plan_reroll(range(6), candidates, thresholds, seed=200, max_seeds=most)
    picked = [pick.frame for pick in choose_picks(candidates, thresholds)]
    rerolled = [reroll.frame for reroll in plan.next_round]
    assert sorted([*picked, *rerolled, *plan.undecided, *plan.exhausted]) == list(range(6))
    made = {(candidate.frame, candidate.seed) for candidate in candidates}
    assert all((reroll.frame, reroll.seed) not in made for reroll in plan.next_round)
    assert all(200 <= reroll.seed <= 200 + most for reroll in plan.next_round)


@given(st.integers(0, 4))
def test_planning_and_making_ends(most: int) -> None:
    candidates: list[Candidate] = []
    rounds = 0
    while plan := plan_reroll([1, 2], candidates, Thresholds(), seed=5, max_seeds=most).next_round:
        candidates += [take(reroll.frame, reroll.seed) for reroll in plan]
        rounds += 1
    assert rounds == most + 1
    assert len(candidates) == 2 * rounds
