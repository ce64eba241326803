"""A step of finishing: a stage, the work that makes its result, and the steps whose results it reads.

A step's inputs name the digests of the steps before it, not their bytes: so the whole chain is known, and can be
planned, before anything has run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.stages import Stage, StageReport, StageWork, filed_run, run_stage

Unit: TypeAlias = Literal["frames", "seconds"]


@dataclass(frozen=True, slots=True)
class FinishStep:
    """`items`, counted in `unit`, are what its pace is measured by; `work` writes the result to the path it is given.

    `work` obeys the control between items and tells the listener its progress; nothing is left behind when it raises.
    `title` is what a person reads, such as "Lip sync · draft"; `target` is the video it is for, where each has its own.
    Notices that its details keep under "notices" are told each time, also of a result that was there already.
    """

    stage: Stage
    title: str
    items: int
    unit: Unit
    work: Callable[[Path, Listener, JobControl], StageWork]
    needs: tuple[FinishStep, ...] = ()
    target: str = ""

    @property
    def name(self) -> str:
        """The stage's name, by which its progress is told."""
        return self.stage.name

    @property
    def key(self) -> str:
        """Tells it from the other steps of a chain, such as "loop" or "export-web"."""
        name = self.stage.name.replace(" ", "-")
        return f"{name}-{self.target}" if self.target else name

    def filed(self, store: EpisodeStore) -> StageRun | None:
        """The run that left its result, None where it has to run."""
        return filed_run(store, self.stage)

    def result(self, store: EpisodeStore) -> Path:
        """Where its result lies, or will."""
        return store.path(self.stage.output)


def step_inputs(revision: int, needs: Sequence[FinishStep], **values: Any) -> dict[str, Any]:  # noqa: ANN401
    """A stage's inputs: its own revision, raised when its results change, the steps before it, and JSON values."""
    return {"revision": revision, "needs": [need.stage.digest for need in needs], **values}


def run_step(store: EpisodeStore, step: FinishStep, listen: Listener,
             control: JobControl) -> tuple[StageRun, StageReport]:
    """Run the step, or find its result; the steps that it needs have run.

    Raises StopRequested where the person stopped it, StudioError where it failed; what was there before stays.
    """
    def heard(event: JobEvent) -> None:
        listen(replace(event, target=step.target))

    control.obey()
    run, report = run_stage(store, step.stage, lambda path: step.work(path, heard, control), heard)
    for notice in run.details.get("notices", ()):
        heard(JobEvent("notice", step.name, text=notice))
    return run, replace(report, target=step.target, details=run.details)


def steps_behind(steps: Iterable[FinishStep]) -> list[FinishStep]:
    """These steps and all that they need, each once, in the order in which they run."""
    found: dict[str, FinishStep] = {}
    for step in steps:
        found |= {item.stage.digest: item for item in (*steps_behind(step.needs), step) if item.stage.digest not in found}
    return list(found.values())
