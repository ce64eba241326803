"""Why nothing passes, and advice that works when followed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

from studio.episode.face import Scores
from studio.episode.pick import Candidate, Decision
from studio.episode.thresholds import RULES, Thresholds
from studio.review.explain import explain_nothing_passes, loosened
from studio.review.picks import choose_picks
from studio.review.verdict import verdict
from tests.review import strategies


def take(frame: int, scores: Scores | None = None, decision: Decision | None = None) -> Candidate:
    return Candidate(frame, frame, str(frame), 200, scores, None if scores is None else 1, decision)


DET = [take(50 + n, Scores(det=det, faces=1)) for n, det in enumerate((0.7, 0.75, 0.81, 0.8))]


def test_one_threshold() -> None:
    assert explain_nothing_passes(DET, Thresholds()) == (
        "No take passes face found >= 0.85: the best of 4 has 0.81 (frame 52). Lower it with --min-det 0.80, "
        "re-roll with `studio reroll EPISODE`, or accept frames by hand with "
        "`studio review EPISODE --accept 50-53`."
    )


def test_several_thresholds() -> None:
    candidates = [take(1, Scores(det=0.9, identity=0.4)), take(2, Scores(det=0.84, identity=0.62)),
                  take(3, Scores(det=0.6, identity=0.66))]
    assert explain_nothing_passes(candidates, Thresholds(identity=0.6), episode="e.episode") == (
        "No take passes face found >= 0.85 and identity >= 0.6 together: of 3, 1 passes face found (best 0.90, "
        "frame 1) and 2 pass identity (best 0.66, frame 3); frame 2 comes nearest and misses with face found "
        "0.84. Lower the limit on face found with --min-det 0.80, re-roll with `studio reroll e.episode`, or "
        "accept frames by hand with `studio review e.episode --accept 1-3`."
    )


@pytest.mark.parametrize(("candidates", "thresholds", "parts"), [
    ([take(1, Scores(det=0.8496))], Thresholds(), ["has 0.8496 (frame 1)", "--accept 1`"]),
    ([take(1, Scores(det=0.7))], Thresholds(), ["Lower it with --min-det 0.70"]),
    ([take(1, Scores(det=0.02))], Thresholds(), ["--min-det 0.02"]),
    ([take(1, Scores(det=0.0042))], Thresholds(), ["--min-det 0.004,"]),
    ([take(1, Scores(landmarks=0.31))], Thresholds(det=None, landmarks=0.2), ["Raise it with --max-landmarks 0.35"]),
    ([take(1, Scores(yaw=-31.0)), take(2, Scores(yaw=50.0)), take(3, Scores(yaw=-60.0))],
     Thresholds(det=None, yaw=30),
     ["yaw within +-30", "the best of 3 has -31 (frame 1)", "--max-yaw 35"]),
    ([take(1, Scores(det=0.5, identity=0.1))], Thresholds(identity=0.5),
     ["Loosen them with --min-det 0.50 --min-identity 0.10"]),
    ([take(1, Scores(faces=0)), take(2, Scores(faces=0))], Thresholds(),
     ["no face was found in any of 2.", "Re-roll with"]),
    ([*DET, take(9, None), take(8, Scores(det=0.9), "reject")], Thresholds(),
     ["the best of 5 has 0.81", "(1 take could not be judged.) (1 take rejected by hand.)"]),
    ([take(1), take(2)], Thresholds(), ["none of 2 is scored yet", "`studio score EPISODE`"]),
    ([take(1, Scores(det=0.9)), take(2)], Thresholds(identity=0.5),
     ["identity could not be measured on any of 2", "--analyzer", "--accept 1-2"]),
    ([take(1, Scores(det=0.9), "reject")], Thresholds(), ["all of 1 rejected by hand", "--clear 1`"]),
    ([], Thresholds(), ["There are no takes yet", "`studio generate EPISODE`"]),
])
def test_each_way_to_have_nothing(
    candidates: list[Candidate], thresholds: Thresholds, parts: list[str]
) -> None:
    text = explain_nothing_passes(candidates, thresholds)
    assert all(part in text for part in parts), text
    assert "\n" not in text


def test_only_the_active_scorer_is_quoted() -> None:
    other = Candidate(9, 9, "9", 200, Scores(det=0.99), scorer=2)
    assert "the best of 5 has 0.81" in explain_nothing_passes([*DET, other], Thresholds(), scorer=1)


def test_a_take_that_passes_needs_no_explanation() -> None:
    with pytest.raises(ValueError, match="passes"):
        explain_nothing_passes([take(1, Scores(det=0.9))], Thresholds())


def typed_after(text: str) -> dict[str, float]:
    """Score to limit, from the options that `text` advises."""
    names = {rule.option: rule.score for rule in RULES}
    return {names[option]: float(value) for option, value in re.findall(r"(--m\S+) ([^\s,]+)", text)}


@given(strategies.candidate_lists(), strategies.thresholds)
def test_the_advice_lets_a_take_pass_when_it_is_typed(
    candidates: list[Candidate], thresholds: Thresholds
) -> None:
    candidates = [replace(candidate, decision=None, chosen=False) for candidate in candidates]
    if choose_picks(candidates, thresholds):
        return
    typed = typed_after(explain_nothing_passes(candidates, thresholds))
    easier = loosened(candidates, thresholds)
    judged = [verdict(candidate.scores, thresholds) for candidate in candidates]
    able = [found for found in judged if not found.missing and all(f.value is not None for f in found.failures)]
    assert (easier is not None) == bool(able)
    assert bool(typed) == bool(able)
    if easier is not None:
        assert choose_picks(candidates, easier)
        assert choose_picks(candidates, replace(thresholds, **typed))
        for rule, limit in thresholds.active():
            now = getattr(easier, rule.score)
            assert now <= limit if rule.sense == "at least" else now >= limit
