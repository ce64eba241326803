"""An episode as it is beside the same with another preset, number of frames or voice, and one that was made like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.episode.config import load_config
from studio.episode.errors import StudioError
from studio.episode.preset_library import PresetLibrary
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.sweep_table import CountTable, FramesThere, PassCount, SweepPreset
from studio.jobs.events import pass_over
from studio.jobs.forecast import Forecast, Wish, forecast, present_wish
from studio.jobs.measured_takes import read_measured
from studio.jobs.preset_figures import preset_figures
from studio.jobs.resolve_settings import resolve_settings, with_engine_that_runs
from studio.jobs.review_takes import frames_there
from studio.review.statistics import Interval

if TYPE_CHECKING:
    from studio.review.lab.unique_frames import SourceFrames
    from studio.review.lab.words import Language

_SUMMED = ("generate", "score")
"""Stages that may have come in parts; of the others the latest run made the video."""


@dataclass(frozen=True, slots=True)
class MadeEpisode:
    """What an episode took: seconds by stage, for so many takes. `name` is the episode's."""

    name: str
    frames: int
    seconds: Mapping[str, float]

    @property
    def whole(self) -> float:
        """All stages."""
        return sum(self.seconds.values())


@dataclass(frozen=True, slots=True)
class UniqueFrames:
    """How many source frames give so many unique ones with a preset, by its pass rate on this machine."""

    frames: SourceFrames
    rate: Interval


@dataclass(frozen=True, slots=True)
class Plan:
    """A forecast; an episode that was made with the same preset and engine, and the source frames for the unique ones
    wanted, where they are known. `there` are the frames that the episode has, None without a source."""

    forecast: Forecast
    made: MadeEpisode | None
    unique: UniqueFrames | None
    there: FramesThere | None

    def money(self, rate_per_hour: float | None) -> float | None:
        """What it will cost; None without a rate, or while its time is not known."""
        seconds = self.forecast.seconds
        return None if rate_per_hour is None or seconds is None else seconds / 3600 * rate_per_hour


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be another than in the episode as it is, None where nothing; `unique` frames are wanted, 0: not asked."""

    preset: str | None = None
    frames: int | None = None
    voice_s: float | None = None
    unique: int = 0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The episode as it is and as asked, the presets there are, and the rate per hour where one is set."""

    now: Plan
    then: Plan
    presets: tuple[str, ...]
    rate_per_hour: float | None


def what_if(folder: Path, asked: Asked) -> WhatIf:
    """Read everything; raises StudioError for an episode or a preset that cannot be read."""
    library = PresetLibrary()
    with EpisodeStore.open_to_read(folder) as store:
        now = present_wish(store)
        then = wished(store, now, asked, library)
        names = dict.fromkeys((now.preset, *library.names()))
        return WhatIf(plan(store, now, asked.unique), plan(store, then, asked.unique), tuple(names),
                      load_config()[0].rate_per_hour)


def wished(store: EpisodeStore, now: Wish, asked: Asked, library: PresetLibrary) -> Wish:
    """`now` but for what is asked."""
    wish = now
    if asked.preset not in (None, now.preset):
        preset = library.get(asked.preset or "")
        wish = replace(wish, preset=preset.name, engine=with_engine_that_runs(store, preset.settings, pass_over).engine)
    frames = wish.frames if asked.frames is None else asked.frames
    return replace(wish, frames=frames, voice_s=wish.voice_s if asked.voice_s is None else asked.voice_s)


def plan(store: EpisodeStore, wish: Wish, unique: int) -> Plan:
    """Of one wish."""
    told = forecast(store, wish)
    there = frames_there(store) if store.frames.current_source() else None
    return Plan(told, made_before(store, told), unique_frames(store, wish.preset, unique), there)


def unique_frames(store: EpisodeStore, preset: str, wanted: int) -> UniqueFrames | None:
    """None where none is wanted, or no take of the preset was scored on this machine."""
    from studio.review.lab.pass_rates import pass_rates
    from studio.review.lab.unique_frames import source_frames

    found = _preset_rate(store, preset) if wanted else None
    if found is None:
        return None
    table = CountTable((SweepPreset(preset),), (PassCount(found.passed, found.tried),))
    return UniqueFrames(source_frames(wanted, pass_rates(table)[0]), found)


def unique_text(plan: Plan, language: Language) -> str:
    """How many source frames to take and on which takes that rests; "" where it is not known."""
    from studio.review.lab.sentences import source_sentence
    from studio.review.lab.words import percent

    if plan.unique is None:
        return ""
    rate = plan.unique.rate
    share, low, high = (percent(language, value) for value in (rate.share or 0.0, rate.low, rate.high))
    needed = source_sentence(plan.unique.frames, language, plan.there)
    return f"{needed} ({rate.passed}/{rate.tried}: {share}, {low} - {high})"


def beyond_text(plan: Plan, language: Language) -> str:
    """What to do about frames of the plan that the episode does not have; "" where it has them, or no source yet."""
    from studio.review.lab.sentences import plan_sentence

    wish = plan.forecast.wish
    return "" if plan.there is None else plan_sentence(wish.preset, wish.frames, plan.there, language)


def made_before(store: EpisodeStore, told: Forecast) -> MadeEpisode | None:
    """The other episode scored last on this machine whose takes were made with that preset and engine; of its stages those
    that are forecast, so that the two can be compared."""
    own, wish = str(store.folder.absolute()), told.wish
    folders = (item.episode for item in reversed(read_measured())
               if (item.preset, item.engine) == (wish.preset, wish.engine) and item.episode != own)
    return next((made for folder in dict.fromkeys(folders) if (made := _made(Path(folder), told)) is not None), None)


def _made(folder: Path, told: Forecast) -> MadeEpisode | None:
    try:
        with EpisodeStore.open_to_read(folder) as store:
            runs, name = store.stages.all(), store.settings.name
    except StudioError:
        return None
    wish = told.wish
    takes = [run for run in runs if run.stage == "generate" and (run.preset, run.engine) == (wish.preset, wish.engine)]
    if not takes:
        return None
    seconds = {stage: _seconds(stage, takes if stage == "generate" else runs)
               for stage in dict.fromkeys(item.stage for item in told.stages)}
    return MadeEpisode(name, sum(run.items for run in takes), {name: value for name, value in seconds.items() if value})


def _seconds(stage: str, runs: Sequence[StageRun]) -> float:
    """0.0 where it never ran."""
    of_stage = [run for run in runs if run.stage == stage]
    return sum(run.seconds for run in (of_stage if stage in _SUMMED else of_stage[-1:]))


def _preset_rate(store: EpisodeStore, name: str) -> Interval | None:
    """Of the episode's own preset, which may be a file anywhere, or one of the library's."""
    own, _ = resolve_settings(store, pass_over)
    preset = own if own.name == name else PresetLibrary().get(name)
    return preset_figures(store, [preset])[preset.name].strict
