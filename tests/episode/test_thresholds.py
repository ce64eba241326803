"""Limits: their ranges, names, and what they say of a value."""

from __future__ import annotations

import math
from dataclasses import fields

import pytest

from studio.episode.errors import StudioError
from studio.episode.face import SCORE_NAMES
from studio.episode.thresholds import RULE_OF, RULES, Thresholds, thresholds_from


def test_every_threshold_has_a_rule_and_a_score() -> None:
    assert [field.name for field in fields(Thresholds)] == [rule.score for rule in RULES]
    assert set(RULE_OF) <= set(SCORE_NAMES)
    assert len({rule.option for rule in RULES}) == len(RULES)


def test_only_the_recipes_filter_is_on_by_default() -> None:
    assert [(rule.score, limit) for rule, limit in Thresholds().active()] == [("det", 0.85)]


@pytest.mark.parametrize(("score", "passing", "failing"), [
    ("det", [0.5, 0.51], [0.49]), ("landmarks", [0.5, 0.49], [0.51]), ("yaw", [0.5, -0.5, 0.1], [0.51, -0.51]),
])
def test_the_limit_itself_passes(score: str, passing: list[float], failing: list[float]) -> None:
    rule = RULE_OF[score]
    assert all(rule.passes(value, 0.5) for value in passing)
    assert not any(rule.passes(value, 0.5) for value in failing)


@pytest.mark.parametrize(("score", "option", "words"), [
    ("det", "--min-det", "face found >= 0.85"), ("landmarks", "--max-landmarks", "landmark distance <= 0.85"),
    ("face_size", "--min-face-size", "face size >= 0.85"), ("yaw", "--max-yaw", "yaw within +-0.85"),
])
def test_a_limit_in_words(score: str, option: str, words: str) -> None:
    assert RULE_OF[score].option == option
    assert RULE_OF[score].describe(0.85) == words


@pytest.mark.parametrize(("score", "limit"), [
    ("det", -0.01), ("det", 1.01), ("identity", -1.1), ("yaw", -1), ("faces", 0), ("sharpness", math.nan),
    ("landmarks", math.inf),
])
def test_a_limit_out_of_range_is_refused(score: str, limit: float) -> None:
    with pytest.raises(StudioError, match=f"threshold of {score} must lie from"):
        Thresholds(**{score: limit})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.score)
def test_both_ends_of_a_range_are_allowed(rule: object) -> None:
    for found in RULES:
        if found is rule:
            assert Thresholds(**{found.score: found.low}).as_dict()[found.score] == found.low
            assert Thresholds(**{found.score: found.high}).as_dict()[found.score] == found.high


def test_thresholds_from_a_file_mean_what_is_written() -> None:
    assert thresholds_from({"identity": 0.5, "faces": 1}, "x") == Thresholds(det=None, identity=0.5, faces=1.0)
    assert thresholds_from({}, "x") == Thresholds(det=None)
    assert thresholds_from(Thresholds(yaw=30).as_dict(), "x") == Thresholds(yaw=30)


def test_every_problem_of_a_file_is_named() -> None:
    with pytest.raises(StudioError) as caught:
        thresholds_from({"det": 2, "identty": 0.3, "yaw": "a", "roll": True}, "episode.toml")
    assert caught.value.message == (
        'episode.toml: "identty" has no threshold (did you mean "identity"?); the threshold of yaw must be a '
        "number; the threshold of roll must be a number; the threshold of det must lie from 0 to 1, and is 2."
    )
