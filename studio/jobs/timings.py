"""What stages took on this machine, over all episodes: the ground of every forecast."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from studio.episode.settings_check import Real, Whole
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.kept_lines import keep_lines, kept_lines

_FILE, _KEPT = "timings.jsonl", 2000
_ITEMS, _SECONDS = Whole(1, 10**12), Real(0, 1e9)


@dataclass(frozen=True, slots=True)
class Timing:
    """One run of a stage: `items` frames, takes or pictures in `seconds`; `host` is where its engine ran, "" here."""

    stage: str
    engine: str
    preset: str
    device: str
    items: int
    seconds: float
    host: str = ""


def file_run(store: EpisodeStore, run: StageRun, host: str = "", pace: str = "") -> None:
    """File a finished run in the episode, and its time with this machine's timings, there under `pace` if it is given."""
    store.stages.commit(run)
    timing = Timing(run.stage, pace or run.engine, run.preset, run.device, run.items, run.seconds, host)
    keep_lines(_FILE, [asdict(timing)])


def read_timings() -> list[Timing]:
    """The latest runs on this machine, oldest first; lines that cannot be read are passed over."""
    return kept_lines(_FILE, _KEPT, _from_line)


def _from_line(given: dict[str, Any]) -> Timing:
    timing = Timing(**given)
    if not (_ITEMS.accepts(timing.items) and _SECONDS.accepts(timing.seconds)):
        raise ValueError(given)
    return timing


def seconds_per_item(timings: Iterable[Timing]) -> float | None:
    """The median over runs of seconds an item, None without a run."""
    values = [timing.seconds / timing.items for timing in timings if timing.items]
    return statistics.median(values) if values else None


def seconds_per_frame(preset: str) -> dict[str, float]:
    """Measured seconds a frame of a preset on this machine, by engine."""
    runs = [timing for timing in read_timings()
            if timing.stage == "generate" and timing.preset == preset and not timing.host]
    engines = {timing.engine for timing in runs}
    found = {engine: seconds_per_item(run for run in runs if run.engine == engine) for engine in sorted(engines)}
    return {engine: value for engine, value in found.items() if value is not None}
