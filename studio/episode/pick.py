"""A take that may stand for a frame, and the one that does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from studio.episode.face import Scores

Decision: TypeAlias = Literal["accept", "reject"]
"""What the person said of a take; None elsewhere means nothing was said."""

Standing: TypeAlias = Literal["chosen", "accepted", "passed", "undecided", "failed", "rejected"]
"""Decision and verdict in one word. By hand: chosen (for its frame), accepted, rejected. By the thresholds:
passed, failed, undecided (a score that a threshold needs was not measured)."""

PICKABLE: tuple[Standing, ...] = ("chosen", "accepted", "passed")
"""The standings with which a take may be picked, the strongest first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One take on one frame, with what is known of it.

    `frame` is the frame's number in the source, `take` the id in the store, `key` the take's key. `scores`
    were all measured by the one scorer (analyzer, revision and identity) whose id is `scorer`; both None: not
    scored.
    """

    frame: int
    take: int
    key: str
    seed: int
    scores: Scores | None = None
    scorer: int | None = None
    decision: Decision | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """The take that stands for a frame in the loop, and by which standing."""

    frame: int
    take: int
    standing: Standing
