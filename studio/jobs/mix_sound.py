"""Stage `mix`: what is heard in the finished video, one file exactly as long as the loop."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.track import SOUND_RATE, Clip, Timeline, Track, samples
from studio.finish.mix import mix_tracks
from studio.jobs.events import JobEvent, Listener, stage_progress
from studio.jobs.stages import Stage, StageReport, StageWork, run_stage

MIX_REVISION = 1


@dataclass(frozen=True, slots=True)
class Span:
    """The samples of the timeline that are exported: from `first` on, `count` of them."""

    first: int
    count: int

    @property
    def seconds(self) -> Fraction:
        """Its exact length."""
        return Fraction(self.count, SOUND_RATE)

    def frames_before(self, fps: Fraction) -> int:
        """How many frames of a video from the timeline's beginning lie before it."""
        return math.floor(Fraction(self.first, SOUND_RATE) * fps + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Sound:
    """The file that is heard: the voice as it was recorded, or a mix (`mixed`)."""

    path: Path
    mixed: bool


def episode_span(store: EpisodeStore, timeline: Timeline) -> Span:
    """What is exported: the voice, or as much of it as in and out leave.

    Raises StudioError("input") without a voice, or where in and out leave nothing of it.
    """
    _require_voice(store, timeline)
    start_s, end_s = timeline.span_s
    first = samples(start_s)
    count = samples(end_s) - first
    if count < 1:
        raise StudioError("input", "The range to export lies behind the end of the voice: set in and out again.")
    return Span(first, count)


@dataclass(frozen=True, slots=True)
class MixWork:
    """What the stage would work on; `items` are seconds of sound."""

    span: Span
    tracks: tuple[Track, ...]
    stage: Stage

    @property
    def items(self) -> int:
        """Seconds of sound, the last one whole."""
        return math.ceil(self.span.seconds)


def mix_work(store: EpisodeStore) -> MixWork | None:
    """What has to be mixed for the timeline as it is; None where the voice's file is heard as it is.

    Raises StudioError as `episode_span`.
    """
    timeline = store.timeline()
    span = episode_span(store, timeline)
    if is_plain_voice(timeline, span, voice_samples(store)):
        return None
    tracks = heard_tracks(timeline, span)
    stage = Stage("mix", {"revision": MIX_REVISION, "first": span.first, "samples": span.count,
                          "clips": _heard_as_values(tracks)}, ".wav", "studio")
    return MixWork(span, tracks, stage)


def sound_of(store: EpisodeStore, listen: Listener) -> tuple[Sound, StageReport | None]:
    """The voice's own file where nothing else is heard and nothing was done to it; else the mix, cached by its inputs.

    Raises StudioError as `episode_span` and `mix_tracks`.
    """
    wanted = mix_work(store)
    if wanted is None:
        return Sound(store.path(store.settings.voice), mixed=False), None

    def work(path: Path) -> StageWork:
        span = wanted.span
        result = mix_tracks(store.folder, wanted.tracks, span.first, span.count, path,
                            stage_progress(listen, "mix", SOUND_RATE))
        return StageWork(wanted.items, {"peak": result.peak, "lowered_db": result.lowered_db,
                                        "channels": result.channels})

    run, report = run_stage(store, wanted.stage, work, listen)
    for notice in mix_notices(run.details):
        listen(JobEvent("notice", "mix", text=notice))
    return Sound(store.path(run.output), mixed=True), report


def voice_samples(store: EpisodeStore) -> int:
    """How long the voice's file is; 0 without one."""
    run = store.stages.latest("voice", store.settings.voice)
    return int(run.details["samples"]) if run else 0


def is_plain_voice(timeline: Timeline, span: Span, file_samples: int) -> bool:
    """Whether exactly the voice's file, all of it, is heard, so that it can be taken as it is."""
    heard = heard_tracks(timeline, span)
    if len(heard) != 1 or heard[0].kind != "voice" or heard[0].gain_db or len(heard[0].clips) != 1:
        return False
    clip = heard[0].clips[0]
    from_the_start = not samples(clip.start_s) and not samples(clip.offset_s) and not span.first
    to_the_end = samples(clip.length_s) == span.count == file_samples
    return from_the_start and to_the_end and not (clip.gain_db or clip.fade_in_s or clip.fade_out_s)


def heard_tracks(timeline: Timeline, span: Span) -> tuple[Track, ...]:
    """The audible tracks with the clips that reach into the span; tracks without such a clip are left out."""
    found = []
    for track in timeline.audible():
        clips = tuple(clip for clip in track.clips if _reaches(clip, span))
        if clips:
            found.append(Track(track.id, track.kind, track.name, clips, track.gain_db))
    return tuple(found)


def mix_notices(details: Mapping[str, Any]) -> list[str]:
    """What a person should know of a mix, from what its stage run keeps."""
    if details["lowered_db"] <= 0:
        return []
    return [f"Together the tracks reach {details['lowered_db']:.1f} dB above full scale and would clip: the whole mix was "
            f"lowered by {details['lowered_db']:.1f} dB. Lower a track's gain to choose for yourself."]


def _require_voice(store: EpisodeStore, timeline: Timeline) -> None:
    settings = store.settings
    if not settings.voice:
        raise StudioError("input", f"{store.folder.name} has no voice yet. Add one with `studio import {store.folder} "
                                   "--voice FILE`.")
    if timeline.duration_s <= 0:
        raise StudioError("input", f"The voice of {store.folder.name} was not read yet. Run `studio import "
                                   f"{store.folder} --voice FILE` again.")


def _reaches(clip: Clip, span: Span) -> bool:
    begin = samples(clip.start_s)
    return begin < span.first + span.count and begin + samples(clip.length_s) > span.first


def _heard_as_values(tracks: Sequence[Track]) -> list[list[Any]]:
    """Everything that changes a sample. Sounds of an episode carry their digest in their name and never change."""
    return [[clip.file, samples(clip.start_s), samples(clip.offset_s), samples(clip.length_s), samples(clip.fade_in_s),
             samples(clip.fade_out_s), track.gain_db + clip.gain_db] for track in tracks for clip in track.clips]
