"""A step of finishing: a stage, the work that makes its result, and the steps whose results it reads.

A step's inputs name the digests of the steps before it, not their bytes: so the whole chain is known, and can be
planned, before anything has run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, Listener
from studio.jobs.stages import Stage, StageWork

Unit: TypeAlias = Literal["frames", "seconds"]


@dataclass(frozen=True, slots=True)
class FinishStep:
    """`items`, counted in `unit`, are what its pace is measured by; `work` writes the result to the path it is given.

    `work` obeys the control between items and tells the listener its progress; nothing is left behind when it raises.
    `title` is what a person reads, such as "Lip sync · draft".
    """

    stage: Stage
    title: str
    items: int
    unit: Unit
    work: Callable[[Path, Listener, JobControl], StageWork]
    needs: tuple[FinishStep, ...] = ()

    def result(self, store: EpisodeStore) -> Path:
        """Where its result lies, or will."""
        return store.path(self.stage.output)


def step_inputs(revision: int, needs: Sequence[FinishStep], **values: Any) -> dict[str, Any]:  # noqa: ANN401
    """A stage's inputs: its own revision, raised when its results change, the steps before it, and JSON values."""
    return {"revision": revision, "needs": [need.stage.digest for need in needs], **values}
