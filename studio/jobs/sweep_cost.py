"""What a sweep would take before it is begun: takes to make, those that are there, and the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import SweepArm
from studio.jobs.events import pass_over
from studio.jobs.recipe_check import recipes_like
from studio.jobs.resolve_settings import with_engine_that_runs
from studio.jobs.sweep_reading import SweepReading
from studio.jobs.timings import read_timings, seconds_per_item


@dataclass(frozen=True, slots=True)
class SweepCost:
    """`missing` of the `takes` that are made here have to be; `imported` folders are only read. `seconds` at the pace of
    earlier runs, None where a preset was never timed with its engine."""

    arms: tuple[SweepArm, ...]
    frames: tuple[int, ...]
    takes: int
    missing: int
    imported: int
    seconds: float | None


def sweep_cost(store: EpisodeStore, arms: Sequence[SweepArm], frames: Sequence[int]) -> SweepCost:
    """Count takes by recipe, and time what is missing. Raises StudioError where an engine cannot run."""
    wanted, missing, times = set(frames), 0, []
    made_here = [arm for arm in arms if not arm.imported and arm.settings is not None]
    for arm in made_here:
        assert arm.settings is not None
        values = with_engine_that_runs(store, arm.settings, pass_over)
        there = {row[1] for recipe in recipes_like(store, values) for row in store.scores.of_recipe(recipe, None)
                 if row[4] == values.seed}
        lacking = len(wanted - there)
        missing += lacking
        times.append(0.0 if not lacking else _seconds_of(arm.preset, values.engine, store.settings.host, lacking))
    known = [seconds for seconds in times if seconds is not None]
    return SweepCost(tuple(arms), tuple(frames), len(made_here) * len(frames), missing, len(arms) - len(made_here),
                     sum(known) if len(known) == len(times) else None)


def seconds_a_frame(reading: SweepReading) -> float | None:
    """What one more frame of every preset would take by the times of this sweep; None where one has none."""
    seconds = [row[~np.isnan(row)] for arm, row in zip(reading.sweep.arms, reading.table.seconds, strict=True)
               if not arm.imported]
    if not seconds or not all(row.size for row in seconds):
        return None
    return float(sum(row.mean() for row in seconds))


def more_frames(reading: SweepReading, count: int) -> tuple[int, ...]:
    """The frames of the sweep and `count` more of the episode's range, spread evenly over what is left of it; fewer where
    fewer are left."""
    left = reading.left
    places = np.unique(np.linspace(0, len(left) - 1, min(count, len(left))).round().astype(np.int64)) if left else ()
    return tuple(sorted((*reading.sweep.frames, *(left[int(place)] for place in places))))


def _seconds_of(preset: str, engine: str, host: str, count: int) -> float | None:
    each = seconds_per_item(timing for timing in read_timings() if timing.stage == "generate" and timing.host == host
                            and timing.engine == engine and timing.preset == preset)
    return None if each is None else each * count
