"""What steps of finishing will take, from earlier runs on this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from studio.episode.store import EpisodeStore
from studio.jobs.finish_step import FinishStep, Unit
from studio.jobs.timings import Timing, read_timings, seconds_per_item


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """One stage: `items` still to work on (0: up to date), seconds forecast (None: nothing was measured here yet), the
    number of runs that the forecast rests on, and what the filed run took (None where it is not up to date).

    `target` is the video that it is for, "" where all share it; `items` are counted in `unit`. `output` is the result's
    file inside the episode and `details` what its run found out, where it is up to date.
    """

    stage: str
    items: int
    forecast_s: float | None
    runs: int
    measured_s: float | None = None
    title: str = ""
    target: str = ""
    unit: Unit = "frames"
    engine: str = ""
    output: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def up_to_date(self) -> bool:
        """Whether an earlier result is taken."""
        return not self.items


def planned_stages(store: EpisodeStore, steps: Sequence[FinishStep]) -> tuple[PlannedStage, ...]:
    """What each step has to do and how long that takes."""
    timings = read_timings()
    return tuple(_planned(store, step, timings) for step in steps)


def forecast_of(stages: Sequence[PlannedStage]) -> float | None:
    """Seconds of all stages together; None while one cannot be forecast."""
    values = [item.forecast_s for item in stages]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _planned(store: EpisodeStore, step: FinishStep, timings: Sequence[Timing]) -> PlannedStage:
    stage, run = step.stage, step.filed(store)
    alike = [timing for timing in timings if (timing.stage, timing.engine) == (stage.name, stage.paced_by)]
    each = seconds_per_item(alike)
    forecast = 0.0 if run else None if each is None else each * step.items
    return PlannedStage(stage.name, 0 if run else step.items, forecast, len(alike), run.seconds if run else None,
                        step.title, step.target, step.unit, stage.engine, run.output if run else "",
                        run.details if run else {})
