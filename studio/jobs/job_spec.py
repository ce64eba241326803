"""One piece of work for the queue, and what has become of it: the same for window and command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

JobKind: TypeAlias = Literal["generate", "reroll", "score", "sweep", "export"]
ENGINE_KINDS: tuple[JobKind, ...] = ("generate", "reroll", "score", "sweep")
"""Kinds that need the device; one of them at a time on a device, and on an episode."""
FINISH_KINDS: tuple[JobKind, ...] = ("export",)
"""Kinds that run beside those."""

JobState: TypeAlias = Literal["waiting", "running", "paused", "done", "failed", "stopped"]
"""`paused`: interrupted or held back, goes on when resumed. `stopped`: the person ended it; it can be retried."""
UNFINISHED: tuple[JobState, ...] = ("running", "waiting", "paused")
ENDED: tuple[JobState, ...] = ("done", "failed", "stopped")


@dataclass(frozen=True, slots=True)
class JobSpec:
    """What to do with which episode. `options` by kind:

    generate: `frames` (list of frame numbers, or absent for all in range). reroll: `max_seeds` (int), `until_pass`
    (bool), `frames` (list of frame numbers that get a further take each, or absent for all without a pick). score:
    none. sweep: `sweep` (the id of a sweep that was filed), `match` (how pictures made elsewhere are paired with
    frames; by name unless given). export: `targets` (such as "web,archive"; those of the episode's settings unless
    given), `out` (path of the first video; inside the episode unless given).
    """

    kind: JobKind
    episode: Path
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A job in the queue: `done` of `total` items when last noted; times are ISO 8601, UTC; `error` a sentence."""

    id: int
    spec: JobSpec
    state: JobState
    position: int
    created_at: str
    finished_at: str = ""
    error: str = ""
    done: int = 0
    total: int = 0

    @property
    def name(self) -> str:
        """The episode's name, as its folder has it."""
        return self.spec.episode.name.removesuffix(".episode")
