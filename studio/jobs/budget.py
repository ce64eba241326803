"""What an episode will take and what it took, by stage, from runs measured on this machine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from studio.episode.errors import StudioError
from studio.episode.preset_library import PresetLibrary
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobEvent
from studio.jobs.export_plan import plan_export
from studio.jobs.forecast import episode_seconds, finishing_stages
from studio.jobs.outputs import outputs_of
from studio.jobs.recipe_check import frames_made
from studio.jobs.resolve_settings import resolve_settings
from studio.jobs.review_takes import frames_in_range, load_review
from studio.jobs.timings import Timing, read_timings, seconds_per_item

STAGES = ("source", "identity", "voice", "generate", "score", "loop", "lipsync", "foley", "mix", "picture", "export",
          "marks", "publish")
CHOSEN = frozenset({"lipsync", "foley", "picture", "marks", "publish"})
"""Stages that are told of only where the episode has them."""


@dataclass(frozen=True, slots=True)
class StageBudget:
    """Seconds forecast for what is still to do, None where nothing was measured to go by, and measured so far.

    `items` are still to do; the forecast rests on `runs` earlier runs of the same engine and preset on this machine.
    """

    stage: str
    items: int
    forecast_s: float | None
    measured_s: float
    runs: int


@dataclass(frozen=True, slots=True)
class Budget:
    """By stage and in all; money where a rate per hour is set."""

    stages: tuple[StageBudget, ...]
    rate_per_hour: float | None

    @property
    def forecast_s(self) -> float | None:
        """The whole forecast, None while a stage cannot be forecast."""
        values = [item.forecast_s for item in self.stages]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    @property
    def measured_s(self) -> float:
        """All that was measured."""
        return sum(item.measured_s for item in self.stages)

    def money(self, seconds: float | None) -> float | None:
        """What so many seconds cost, None without a rate."""
        return None if seconds is None or self.rate_per_hour is None else seconds / 3600 * self.rate_per_hour


def episode_budget(store: EpisodeStore, rate_per_hour: float | None) -> Budget:
    """Forecast from this machine's earlier runs of the same stage, and engine, host and preset; measured as filed."""
    runs = store.stages.all()
    missing = _missing_items(store)
    preset, engine = _preset_and_engine(store)
    host = store.settings.host
    timings = [timing for timing in read_timings()
               if timing.stage != "generate" or (timing.preset, timing.engine, timing.host) == (preset, engine, host)]
    told = [name for name in STAGES if name in missing or name not in CHOSEN]
    return Budget(tuple(_stage(name, runs, timings, missing[name]) for name in told), rate_per_hour)


def _stage(name: str, runs: Sequence[StageRun], timings: Sequence[Timing], missing: int) -> StageBudget:
    measured = sum(run.seconds for run in runs if run.stage == name)
    comparable = [timing for timing in timings if timing.stage == name]
    each = seconds_per_item(comparable)
    forecast = 0.0 if not missing else None if each is None else each * missing
    return StageBudget(name, missing, forecast, measured, len(comparable))


def _preset_and_engine(store: EpisodeStore) -> tuple[str, str]:
    def pass_over(event: JobEvent) -> None:
        del event

    try:
        preset, values = resolve_settings(store, pass_over)
    except StudioError:
        return PresetLibrary().default_name(), ""
    return preset.name, values.engine


def _missing_items(store: EpisodeStore) -> dict[str, int]:
    """How many items each stage still has to work on."""
    settings = store.settings
    source = store.frames.current_source()
    frames = len(frames_in_range(store)) if source else 0
    candidates = load_review(store).candidates if source else []
    to_make = frames - len(frames_made(store)) if source else 0
    unscored = sum(item.scores is None for item in candidates)
    return {
        "source": int(source is None), "identity": len(settings.references) * (not store.stages.count("identity")),
        "voice": int(not settings.voice), "generate": to_make, "score": to_make + unscored,
        **_missing_of_export(store, takes_missing=bool(to_make)),
    }


def _missing_of_export(store: EpisodeStore, *, takes_missing: bool) -> dict[str, int]:
    """Of finishing; takes that are still to come make all of it new."""
    plan = plan_export(store, outputs_of(store))
    if plan.hindrance is None and not takes_missing:
        names = {"loop", "mix", "export"} | {item.stage for item in plan.stages}
        return {name: sum(item.items for item in plan.stages if item.stage == name) for name in names}
    seconds = episode_seconds(store)
    items = {"loop": 0, "mix": 0, "export": 0}
    for stage, _, count in finishing_stages(store, round(seconds * store.settings.fps), math.ceil(seconds)):
        items[stage] = items.get(stage, 0) + count
    return {stage: count for stage, count in items.items() if count or stage not in CHOSEN}
