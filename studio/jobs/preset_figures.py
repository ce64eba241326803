"""What is known of presets on this machine: seconds a frame, and how many takes passed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.episode.preset import Preset
from studio.episode.store import EpisodeStore
from studio.episode.thresholds import STRICT_DET
from studio.jobs.measured_takes import MeasuredTakes, fingerprint, measured_in, read_measured
from studio.jobs.timings import Timing, read_timings, seconds_per_item
from studio.review.statistics import Interval, wilson


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds a frame of one engine with one preset: the median over `runs`, of `frames` in all."""

    engine: str
    seconds: float
    runs: int
    frames: int


@dataclass(frozen=True, slots=True)
class PresetFigures:
    """`paces` on this machine, the engine with most frames first; `strict` is the share of this machine's takes with
    face found >= `min_det`, made by `engine` in so many `episodes`; None where no take was scored."""

    paces: tuple[Pace, ...] = ()
    strict: Interval | None = None
    min_det: float = STRICT_DET
    engine: str = ""
    episodes: int = 0


def preset_figures(store: EpisodeStore | None, presets: Iterable[Preset]) -> dict[str, PresetFigures]:
    """By preset name. Takes count for a preset only where they were made with the values it has now, by the engine and
    analyzer that the episode in `store` used last with them, or where it has none, any episode of this machine."""
    timings = [timing for timing in read_timings() if timing.stage == "generate" and not timing.host]
    measured, det = _measured(store), store.settings.thresholds.det if store else None
    min_det = STRICT_DET if det is None else det
    return {preset.name: _figures(preset, timings, measured, min_det) for preset in presets}


def _figures(preset: Preset, timings: list[Timing], measured: list[MeasuredTakes], min_det: float) -> PresetFigures:
    paces = _paces([timing for timing in timings if timing.preset == preset.name])
    settings = fingerprint(preset.settings)
    alike = [item for item in measured if (item.preset, item.settings) == (preset.name, settings)]
    alike = [item for item in alike if (item.engine, item.analyzer) == (alike[0].engine, alike[0].analyzer)]
    dets = [det for item in alike for det in item.dets]
    if not dets:
        return PresetFigures(paces, min_det=min_det)
    strict = wilson(sum(det >= min_det for det in dets), len(dets))
    return PresetFigures(paces, strict, min_det, alike[0].engine, len(alike))


def _measured(store: EpisodeStore | None) -> list[MeasuredTakes]:
    """The latest first, this episode's as they are now; of others only those that its analyzer measured."""
    others = read_measured()[::-1]
    if store is None:
        return others
    own, scorer = measured_in(store), store.scores.current_scorer()
    analyzer = f"{scorer[1]} {scorer[2]}" if scorer else ""
    folder = str(store.folder.absolute())
    return [*own, *(item for item in others if item.episode != folder and analyzer in ("", item.analyzer))]


def _paces(timings: list[Timing]) -> tuple[Pace, ...]:
    paces = []
    for engine in {timing.engine for timing in timings}:
        runs = [timing for timing in timings if timing.engine == engine]
        seconds = seconds_per_item(runs)
        if seconds is not None:
            paces.append(Pace(engine, seconds, len(runs), sum(run.items for run in runs)))
    return tuple(sorted(paces, key=lambda pace: (-pace.frames, pace.engine)))
