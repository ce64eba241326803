"""Scores, thresholds and candidates as hypothesis draws them: many ties, many gaps."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from studio.episode.face import Scores
from studio.episode.pick import Candidate
from studio.episode.thresholds import RULE_OF, RULES, ThresholdRule, Thresholds

_SPANS = {"identity": (-1.0, 1.0), "landmarks": (0.0, 3.0), "yaw": (-90.0, 90.0), "pitch": (-90.0, 90.0),
          "roll": (-180.0, 180.0), "pixel_std": (0.0, 127.0)}


def values(name: str) -> st.SearchStrategy[float | None]:
    """A value in the score's span, on a coarse grid half of the time, and sometimes missing."""
    low, high = _SPANS.get(name, (0.0, 1.0))
    coarse = st.integers(0, 4).map(lambda n: low + (high - low) * n / 4)
    return st.one_of(coarse, st.floats(low, high), st.sampled_from([low, high, None, math.nan]))


scores = st.builds(
    Scores,
    **{rule.score: values(rule.score) for rule in RULES if rule.score != "faces"},
    faces=st.none() | st.integers(0, 3),
)


def limits(rule: ThresholdRule) -> st.SearchStrategy[float]:
    """A limit in its range, on a coarse grid half of the time."""
    low, high = (1.0, 3.0) if rule.score == "faces" else (rule.low, min(rule.high, 127.0))
    return st.integers(0, 4).map(lambda n: low + (high - low) * n / 4) | st.floats(low, high)


@st.composite
def thresholds_on(draw: st.DrawFn, names: tuple[str, ...]) -> Thresholds:
    """Up to three limits, on scores of these names."""
    active = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    return Thresholds(**{"det": None, **{name: draw(limits(RULE_OF[name])) for name in active}})


thresholds = thresholds_on(tuple(RULE_OF))
few_thresholds = thresholds_on(("det", "identity"))


@st.composite
def candidate_lists(draw: st.DrawFn, scorer: int | None = 1) -> list[Candidate]:
    """Up to 8 takes on few frames, each once, in any order."""
    count = draw(st.integers(0, 8))
    return [
        Candidate(
            frame=draw(st.integers(0, 4)),
            take=take,
            key=f"{draw(st.integers(0, 2))}{take:02}",
            seed=draw(st.integers(200, 202)),
            scores=(found := draw(st.none() | scores)),
            scorer=None if found is None else scorer,
            decision=draw(st.sampled_from([None, None, None, "accept", "reject"])),
            chosen=draw(st.sampled_from([False, False, False, False, True])),
        )
        for take in draw(st.permutations(range(count)))
    ]
