"""What is known of presets here: seconds a frame on this machine, and how many of this episode's takes passed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from studio.episode.face import SCORE_NAMES
from studio.episode.preset import Preset
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.episode.thresholds import STRICT_DET
from studio.jobs.timings import Timing, read_timings, seconds_per_item
from studio.review.statistics import Interval, wilson

_DET = 8 + SCORE_NAMES.index("det")
_FACES = 8 + SCORE_NAMES.index("faces")
_SCORED, _TAKE = 7, 2
_FREE = ("seed", "engine")
"""Settings in which a take may differ from its preset and still speak for it: a re-roll, a stand-in engine."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds a frame of one engine with one preset: the median over `runs`, of `frames` in all."""

    engine: str
    seconds: float
    runs: int
    frames: int


@dataclass(frozen=True, slots=True)
class PresetFigures:
    """`paces` on this machine, the engine with most frames first; `strict` is the share of this episode's takes with
    face found >= `min_det`, made by `engine`; None where no take was scored."""

    paces: tuple[Pace, ...] = ()
    strict: Interval | None = None
    min_det: float = STRICT_DET
    engine: str = ""


def preset_figures(store: EpisodeStore | None, presets: Iterable[Preset]) -> dict[str, PresetFigures]:
    """By preset name. Takes count for a preset only where they were made with the values it has now."""
    timings = [timing for timing in read_timings() if timing.stage == "generate"]
    return {preset.name: _figures(store, preset, timings) for preset in presets}


def settings_of(recipe: str) -> dict[str, Any]:
    """The settings in a recipe's content."""
    found: dict[str, Any] = json.loads(recipe)["settings"]
    return found


def _figures(store: EpisodeStore | None, preset: Preset, timings: list[Timing]) -> PresetFigures:
    paces = _paces([timing for timing in timings if timing.preset == preset.name])
    if store is None:
        return PresetFigures(paces)
    det = store.settings.thresholds.det
    min_det = STRICT_DET if det is None else det
    engine, dets = _dets(store, preset)
    strict = wilson(sum(value >= min_det for value in dets.values()), len(dets)) if dets else None
    return PresetFigures(paces, strict, min_det, engine)


def _paces(timings: list[Timing]) -> tuple[Pace, ...]:
    paces = []
    for engine in {timing.engine for timing in timings}:
        runs = [timing for timing in timings if timing.engine == engine]
        seconds = seconds_per_item(runs)
        if seconds is not None:
            paces.append(Pace(engine, seconds, len(runs), sum(run.items for run in runs)))
    return tuple(sorted(paces, key=lambda pace: (-pace.frames, pace.engine)))


def _dets(store: EpisodeStore, preset: Preset) -> tuple[str, dict[int, float]]:
    """The engine of the latest recipe with these values, and det by take: 0 where no face was found."""
    scorer = store.scores.current_scorer()
    latest, dets = "", {}
    for recipe, name, engine, content in store.takes.recipes() if scorer else ():
        if name != preset.name or latest not in ("", engine) or not _same(settings_of(content), preset.settings):
            continue
        latest = engine
        for row in store.scores.of_recipe(recipe, scorer[0] if scorer else None):
            det = 0.0 if row[_FACES] == 0 else row[_DET]
            if row[_SCORED] is not None and det is not None:
                dets[int(str(row[_TAKE]))] = float(str(det))
    return latest, dets


def _same(found: Mapping[str, Any], settings: TakeSettings) -> bool:
    wanted: dict[str, Any] = json.loads(json.dumps(asdict(settings)))       # tuples as the recipe has them
    return all(found.get(name) == value for name, value in wanted.items() if name not in _FREE)
