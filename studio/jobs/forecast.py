"""What a whole episode would take, from nothing to the finished videos: by stage, for any preset, frames and voice."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.episode.errors import StudioError
from studio.episode.finish_rules import OFF
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.jobs.assemble import voice_seconds
from studio.jobs.events import pass_over
from studio.jobs.mix_sound import hears_foley, needs_mix
from studio.jobs.outputs import outputs_of
from studio.jobs.resolve_settings import resolve_settings, with_engine_that_runs
from studio.jobs.review_takes import frames_in_range
from studio.jobs.target_step import changes_picture, target_pace
from studio.jobs.timings import Timing, read_timings

FEWEST_RUNS = 5
"""Below these no range is told: a few runs do not show how far they scatter."""

_RANGE = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Wish:
    """An episode to be made: with this preset and engine, from so many source frames, `voice_s` seconds long."""

    preset: str
    engine: str
    frames: int
    voice_s: float


@dataclass(frozen=True, slots=True)
class StageForecast:
    """`items` at the pace of earlier runs on this machine: the median's `seconds`, and from `low` to `high` as the middle
    80 % of them would have it. None: nothing was measured, or too few of the `runs` for a range."""

    stage: str
    items: int
    seconds: float | None
    low: float | None
    high: float | None
    runs: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """All stages of one wish."""

    wish: Wish
    stages: tuple[StageForecast, ...]

    @property
    def seconds(self) -> float | None:
        """The whole; None while a stage was never measured here."""
        known = [stage.seconds for stage in self.stages if stage.seconds is not None]
        return sum(known) if len(known) == len(self.stages) else None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The stages that were never measured here."""
        return tuple(stage.stage for stage in self.stages if stage.seconds is None)


def present_wish(store: EpisodeStore) -> Wish:
    """The episode as it is set up now; a missing source or voice counts as nothing."""
    preset, values = resolve_settings(store, pass_over)
    frames = len(frames_in_range(store)) if store.frames.current_source() else 0
    return Wish(preset.name, values.engine, frames, episode_seconds(store))


def changed_wish(store: EpisodeStore, wish: Wish, given: str) -> Wish:
    """`wish` with what `preset=A frames=30 voice=60` (in any order, or some of them) names.

    Raises StudioError("usage") for anything else, and as `PresetLibrary.get`.
    """
    words = given.replace(",", " ").split()
    names = [word.partition("=")[0] for word in words]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise StudioError("usage", f"{twice} is given twice, and only one of them would count: write it once.")
    for word in words:
        name, _, value = word.partition("=")
        if name == "preset" and value:
            preset = PresetLibrary().get(value)
            engine = with_engine_that_runs(store, preset.settings, pass_over).engine
            wish = replace(wish, preset=preset.name, engine=engine)
        elif name == "frames" and value.isascii() and value.isdigit():
            wish = replace(wish, frames=int(value))
        elif name == "voice" and _seconds(value) is not None:
            wish = replace(wish, voice_s=_seconds(value) or 0.0)
        else:
            raise StudioError("usage", f"{word} cannot be read: write preset=A, frames=30 or voice=60 (seconds).")
    return wish


def forecast(store: EpisodeStore, wish: Wish) -> Forecast:
    """Every stage that the episode's settings ask for; nothing counts as done."""
    timings = read_timings()
    stages = tuple(_stage(stage, engine, preset, items, timings) for stage, engine, preset, items in _stages(store, wish))
    return Forecast(wish, stages)


def _stages(store: EpisodeStore, wish: Wish) -> Iterator[tuple[str, str, str, int]]:
    """Stage, engine ("" for any), preset ("" for any) and items, in the order of the work."""
    shown, seconds = round(wish.voice_s * store.settings.fps), math.ceil(wish.voice_s)
    yield "generate", wish.engine, wish.preset, wish.frames
    yield "score", "", "", wish.frames
    yield from ((stage, engine, "", items) for stage, engine, items in finishing_stages(store, shown, seconds))


def finishing_stages(store: EpisodeStore, shown: int, seconds: int) -> Iterator[tuple[str, str, int]]:
    """Stage, engine ("" for any) and items of finishing `shown` frames with `seconds` of sound, for each of its videos.

    Whether a stage is part of it is asked of the steps themselves.
    """
    settings = store.settings
    yield "loop", "", shown
    if settings.lip_sync != OFF:
        yield "lipsync", settings.lip_sync, shown
    if settings.foley != OFF and hears_foley(store.timeline()):
        yield "foley", settings.foley, seconds
    if _is_mixed(store):
        yield "mix", "", seconds
    for output in outputs_of(store):
        if changes_picture(store, output.target):
            yield "picture", target_pace(settings, output.target), shown
        yield "export", "", shown
        if settings.truth_marks:
            yield "marks", "", shown
    if settings.publish_folder:
        yield "publish", "", shown


def episode_seconds(store: EpisodeStore) -> float:
    """How long the episode as it is would be; 0.0 without a voice."""
    try:
        return float(voice_seconds(store))
    except StudioError:
        return 0.0


def _is_mixed(store: EpisodeStore) -> bool:
    """Without a voice: by what would be beside it."""
    settings, timeline = store.settings, store.timeline()
    foley = settings.foley != OFF
    if episode_seconds(store):
        return needs_mix(store, foley=foley)
    beside = any(track.kind != "voice" and track.clips for track in timeline.audible())
    return beside or settings.loudness is not None or (foley and hears_foley(timeline))


def _stage(stage: str, engine: str, preset: str, items: int, timings: Sequence[Timing]) -> StageForecast:
    alike = [timing for timing in timings if timing.stage == stage and timing.items and not timing.host
             and engine in ("", timing.engine) and preset in ("", timing.preset)]
    paces = sorted(timing.seconds / timing.items for timing in alike)
    if not paces:
        return StageForecast(stage, items, None if items else 0.0, None, None, 0)
    low, high = (items * float(np.quantile(paces, share)) for share in _RANGE) if len(paces) >= FEWEST_RUNS else (None, None)
    return StageForecast(stage, items, items * statistics.median(paces), low, high, len(paces))


def _seconds(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 < value < 24 * 3600 else None
