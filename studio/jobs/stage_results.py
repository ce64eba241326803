"""What each stage of finishing left, so that it can be looked at alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.finish_chain import finish_chain
from studio.jobs.finish_step import FinishStep
from studio.jobs.outputs import Output


@dataclass(frozen=True, slots=True)
class StageResult:
    """`path` is None where the stage is out of date; the rest is of the run that left it, empty without one.

    `name` tells it from the others; `at` is ISO 8601, UTC; `details` are what the stage found, such as its sync score.
    """

    name: str
    title: str
    stage: str
    target: str
    path: Path | None
    seconds: float | None = None
    engine: str = ""
    device: str = ""
    at: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {"name": self.name, "title": self.title, "stage": self.stage, "target": self.target,
                "path": str(self.path) if self.path else None, "seconds": self.seconds, "engine": self.engine,
                "device": self.device, "at": self.at, "details": dict(self.details)}


def stage_results(store: EpisodeStore, outputs: Sequence[Output]) -> list[StageResult]:
    """In the order of the chain that leads to `outputs`; reads only. Raises StudioError as `finish_chain`."""
    return [_result(store, step) for step in finish_chain(store, outputs).steps]


def result_named(results: Sequence[StageResult], name: str) -> Path:
    """The file of that result; StudioError("usage") for an unknown name, "nothing" where it is out of date."""
    found = next((result for result in results if result.name == name), None)
    if found is None:
        known = ", ".join(result.name for result in results)
        raise StudioError("usage", f"There is no stage {name!r}. Choose one of: {known}.")
    if found.path is None:
        raise StudioError("nothing", f"The stage {name} is out of date: export first, then look at its result.")
    return found.path


def _result(store: EpisodeStore, step: FinishStep) -> StageResult:
    run = step.filed(store)
    if run is None:
        return StageResult(step.key, step.title, step.name, step.target, None)
    return StageResult(step.key, step.title, step.name, step.target, store.path(run.output), run.seconds, step.stage.engine,
                       run.device, run.at, run.details)
