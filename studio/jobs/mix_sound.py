"""Stage `mix`: what is heard in the finished video, one file exactly as long as the loop.

Voice, the person's tracks and the stage `foley`, ducked under the voice and brought to a loudness where that is wished.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.files import passing_file
from studio.episode.store import EpisodeStore
from studio.episode.track import SOUND_RATE, Clip, Timeline, Track, samples
from studio.finish.mix import mix_tracks
from studio.finish.progress import Progress
from studio.finish.reach_loudness import LoudnessResult, reach_loudness
from studio.jobs.ducking_shown import voices_heard
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.finish_step import FinishStep, step_inputs
from studio.jobs.stages import Stage, StageWork

MIX_REVISION = 2



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


def episode_span(store: EpisodeStore, timeline: Timeline) -> Span:
    """What is exported: the voice, or as much of it as in and out leave.

    Raises StudioError("input") without a voice, or where in and out leave nothing of it.
    """
    _require_voice(store, timeline)
    span = timeline_span(timeline)
    if span.count < 1:
        raise StudioError("input", "The range to export lies behind the end of the voice: set in and out again.")
    return span


def timeline_span(timeline: Timeline) -> Span:
    """As `episode_span`; of no samples where there is nothing to export."""
    start_s, end_s = timeline.span_s
    return Span(samples(start_s), samples(end_s) - samples(start_s))


def mix_step(store: EpisodeStore, foley: FinishStep | None) -> FinishStep | None:
    """What has to be mixed for the timeline and the settings as they are; None where the voice's file is heard as it is.

    `foley` makes a 48 kHz float WAV that begins where the export begins; it is one more track, silent while another track
    is solo. Raises StudioError as `episode_span`.
    """
    if not needs_mix(store, foley=foley is not None):
        return None
    timeline, settings = store.timeline(), store.settings
    span = episode_span(store, timeline)
    made = foley if hears_foley(timeline) else None
    tracks = _mixed_tracks(timeline, span, settings.duck_db)
    needs = (made,) if made else ()
    inputs = step_inputs(MIX_REVISION, needs, first=span.first, samples=span.count, clips=_heard_as_values(tracks),
                         duck_db=settings.duck_db, loudness=settings.loudness,
                         **({"foley_gain_db": settings.foley_gain_db} if made else {}))
    added = (foley_track(made.stage.output, span, settings.foley_gain_db),) if made else ()
    job = _Mixing(store.folder, (*tracks, *added), span, settings.duck_db, settings.loudness)
    return FinishStep(Stage("mix", inputs, ".wav", "studio"), "Mix", math.ceil(span.seconds), "seconds", job.work, needs)


def needs_mix(store: EpisodeStore, *, foley: bool) -> bool:
    """Whether something else is heard than the voice's file as it is; `foley` says whether there is such a stage.

    Raises StudioError as `episode_span`.
    """
    timeline = store.timeline()
    span = episode_span(store, timeline)
    beside = (foley and hears_foley(timeline)) or store.settings.loudness is not None
    return beside or not is_plain_voice(timeline, span, voice_samples(store))


@dataclass(frozen=True, slots=True)
class _Mixing:
    folder: Path
    tracks: tuple[Track, ...]
    span: Span
    duck_db: float
    loudness: float | None

    def work(self, path: Path, listen: Listener, control: JobControl) -> StageWork:
        """The work of the step."""
        tell = stage_progress(listen, "mix", SOUND_RATE)

        def report(done: int, total: int) -> None:
            control.obey()
            tell(done * self.span.count // total, self.span.count)

        details = self._as_recorded(path, report) if self.loudness is None else self._loud(path, self.loudness, report)
        return StageWork(math.ceil(self.span.seconds), {**details, "notices": mix_notices(details)})

    def _as_recorded(self, path: Path, report: Progress) -> dict[str, Any]:
        result = mix_tracks(self.folder, self.tracks, self.span.first, self.span.count, path, report,
                            duck_db=self.duck_db)
        return {"peak": result.peak, "lowered_db": result.lowered_db, "channels": result.channels}

    def _loud(self, path: Path, target: float, report: Progress) -> dict[str, Any]:
        with passing_file(path, ".wav") as summed:
            mixed = mix_tracks(self.folder, self.tracks, self.span.first, self.span.count, summed, report,
                               duck_db=self.duck_db, lower=False)
            result = reach_loudness(summed, path, target, report)
        return {"peak": mixed.peak, "lowered_db": 0.0, "channels": mixed.channels, "loudness": loudness_facts(result)}


def loudness_facts(result: LoudnessResult) -> dict[str, Any]:
    """What a stage run keeps of it; LUFS, LU, dBTP and dB, None where there is none."""
    before, after = result.before, result.after
    return {
        "wanted": result.wanted, "before": before.integrated, "after": after.integrated, "range_lu": after.range_lu,
        "true_peak_before": before.true_peak_db, "true_peak": after.true_peak_db, "gain_db": result.gain_db,
        "limited_db": result.limited_db, "reached": result.reached,
    }


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


def hears_foley(timeline: Timeline) -> bool:
    """Whether the sound that the stage `foley` makes is heard: as any other track, not while one is solo."""
    return not any(track.solo for track in timeline.tracks)


def foley_track(file: str, span: Span, gain_db: float) -> Track:
    """The sound that the stage `foley` left, as one more track from where the export begins."""
    return Track("foley stage", "foley", "Foley", (Clip(file, span.first / SOUND_RATE, 0.0, span.count / SOUND_RATE),),
                 gain_db)


def mix_notices(details: Mapping[str, Any]) -> list[str]:
    """What a person should know of a mix, from what its stage run keeps."""
    if details.get("loudness"):
        return _loudness_notices(details["loudness"])
    if details["lowered_db"] <= 0:
        return []
    return [f"Together the tracks reach {details['lowered_db']:.1f} dB above full scale and would clip: the whole mix was "
            f"lowered by {details['lowered_db']:.1f} dB. Lower a track's gain to choose for yourself."]


def _loudness_notices(facts: Mapping[str, Any]) -> list[str]:
    if facts["wanted"] is None or facts["after"] is None:
        return ["Nothing in the sound can be measured (it stays below -70 LUFS, or lasts less than 0.4 s): it was left as "
                "it is. Record the voice louder, or unmute its track."]
    said = [f"The sound was at {facts['before']:.1f} LUFS and is at {facts['after']:.1f} LUFS now, true peak "
            f"{facts['true_peak']:.1f} dBTP: gain {facts['gain_db']:+.1f} dB, peaks lowered by up to "
            f"{facts['limited_db']:.1f} dB."]
    if not facts["reached"]:
        said.append(f"The loudness of {facts['wanted']:.1f} LUFS was not reached: the sound is too quiet or too uneven for "
                    "it. Record the voice louder, or choose a lower loudness.")
    return said


def _require_voice(store: EpisodeStore, timeline: Timeline) -> None:
    settings = store.settings
    if not settings.voice:
        raise StudioError("input", f"{store.folder.name} has no voice yet. Add one with `studio import {store.folder} "
                                   "--voice FILE`.")
    if timeline.duration_s <= 0:
        raise StudioError("input", f"The voice of {store.folder.name} was not read yet. Run `studio import "
                                   f"{store.folder} --voice FILE` again.")


def _mixed_tracks(timeline: Timeline, span: Span, duck_db: float) -> tuple[Track, ...]:
    """The tracks that are heard in the span, and what else decides their sound: others go down under the whole voice, so
    that they do as before in whatever part of it is exported."""
    heard = heard_tracks(timeline, span)
    if not duck_db:
        return heard
    return (*voices_heard(timeline), *(track for track in heard if track.kind != "voice"))


def _reaches(clip: Clip, span: Span) -> bool:
    begin = samples(clip.start_s)
    return begin < span.first + span.count and begin + samples(clip.length_s) > span.first


def _heard_as_values(tracks: Sequence[Track]) -> list[list[Any]]:
    """Everything that changes a sample. Sounds of an episode carry their digest in their name and never change."""
    return [[clip.file, samples(clip.start_s), samples(clip.offset_s), samples(clip.length_s), samples(clip.fade_in_s),
             samples(clip.fade_out_s), track.gain_db + clip.gain_db, track.kind] for track in tracks for clip in track.clips]
