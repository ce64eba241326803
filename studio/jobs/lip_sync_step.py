"""Stage `lipsync`: the loop with lips that follow the voice, silent, by the built-in draft or by an engine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.episode.face import Landmarks
from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.store import EpisodeStore
from studio.episode.track import Track, samples
from studio.finish.draft_lip_sync import TITLE, draft_lip_sync
from studio.finish.loop_sequence import LoopPicture
from studio.finish.mix import mix_tracks
from studio.finish.mouth_track import mouth_track
from studio.jobs.assemble import LoopWork
from studio.jobs.engine_pieces import engine_inputs
from studio.jobs.engines.added import AddedEngine, added_engine
from studio.jobs.engines.session import EngineOptions
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.finish_step import FinishStep, step_inputs
from studio.jobs.lip_sync_engine import EngineLipSync
from studio.jobs.mix_sound import Span, episode_span, heard_tracks
from studio.jobs.refused_frames import STAGE
from studio.jobs.stages import Stage, StageWork
from studio.jobs.take_faces import TakeFaces, faces_of_takes

LIP_SYNC_REVISION = 1


def lip_sync_step(store: EpisodeStore, loop: LoopWork, picture: FinishStep,
                  options: EngineOptions | None = None) -> FinishStep | None:
    """What `settings.lip_sync` names, on the loop that the step `picture` makes; None where it is off.

    The result has the loop's size, rate and frames, and no sound: the original voice comes with the mix.
    Raises StudioError: "missing" where the engine was not added, "usage" where it is for something else.
    """
    settings = store.settings
    if settings.lip_sync == OFF:
        return None
    voice = VoiceSource(store)
    if settings.lip_sync == DRAFT:
        inputs = step_inputs(LIP_SYNC_REVISION, (picture,), engine=DRAFT, voice=voice.as_inputs())
        stage, title, work = Stage(STAGE, inputs, ".mp4", DRAFT), TITLE, _Draft(store, loop, picture, voice).work
    else:
        engine = added_engine(settings.lip_sync, "lip sync")
        inputs = step_inputs(LIP_SYNC_REVISION, (picture,), engine=engine_inputs(engine), voice=voice.as_inputs(),
                             refused=settings.lip_sync_refused)
        stage = Stage(STAGE, inputs, ".mp4", engine.name)
        title, work = f"Lip sync · {engine.adapter.facts.title}", _Engine(store, loop, engine, voice, options).work
    return FinishStep(stage, title, loop.plan.frames, "frames", work, (picture,))


class VoiceSource:
    """The voice as it is spoken in what is exported: the audible tracks of that kind, alone."""

    def __init__(self, store: EpisodeStore) -> None:
        timeline = store.timeline()
        self._store = store
        self.span: Span = episode_span(store, timeline)
        heard = heard_tracks(timeline, self.span)
        self._tracks: tuple[Track, ...] = tuple(track for track in heard if track.kind == "voice")

    def as_inputs(self) -> list[Any]:
        """All that changes a sample; sounds of an episode carry their digest in their name."""
        clips = [[clip.file, samples(clip.start_s), samples(clip.offset_s), samples(clip.length_s), samples(clip.fade_in_s),
                  samples(clip.fade_out_s), track.gain_db + clip.gain_db] for track in self._tracks for clip in track.clips]
        return [self.span.first, self.span.count, clips]

    @contextmanager
    def written(self) -> Iterator[Path]:
        """A WAV of the studio's own kind, exactly as long as what is exported, while the block runs."""
        with tempfile.TemporaryDirectory(prefix="studio-voice-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "voice.wav"
            mix_tracks(self._store.folder, self._tracks, self.span.first, self.span.count, path)
            yield path


class _Engine:
    def __init__(self, store: EpisodeStore, loop: LoopWork, engine: AddedEngine, voice: VoiceSource,
                 options: EngineOptions | None) -> None:
        self._job = EngineLipSync(store, loop, engine, options)
        self._voice = voice

    def work(self, path: Path, listen: Listener, control: JobControl) -> StageWork:
        with self._voice.written() as voice:
            return self._job.work(voice, path, listen, control)


class _Draft:
    def __init__(self, store: EpisodeStore, loop: LoopWork, picture: FinishStep, voice: VoiceSource) -> None:
        self._store = store
        self._loop = loop
        self._picture = picture
        self._voice = voice

    def work(self, path: Path, listen: Listener, control: JobControl) -> StageWork:
        loop, plan = self._loop, self._loop.plan
        found = faces_of_takes(self._store, loop.keys, listen, control, STAGE)
        faces = [_landmarks(item, loop, found) for item in loop.pictures.sequence]
        with self._voice.written() as voice:
            track = mouth_track(voice, plan.fps, plan.frames)
        made = draft_lip_sync(self._picture.result(self._store), faces, plan.indices, track, path,
                              stage_progress(listen, STAGE, control=control))
        return StageWork(plan.frames, {"without_face": made.without_face, "notices": list(made.notices)})


def _landmarks(item: LoopPicture, loop: LoopWork, found: TakeFaces) -> Landmarks | None:
    """The largest face's, in the picture's pixels; between two picks on the way from one to the other."""
    first = _largest(loop, found, item.pick)
    if not item.t or first is None:
        return first
    second = _largest(loop, found, item.pick + 1)
    return None if second is None else (first + (second - first) * item.t).astype(first.dtype)


def _largest(loop: LoopWork, found: TakeFaces, pick: int) -> Landmarks | None:
    faces = found.faces[loop.keys[pick]]
    return faces[0].landmarks if faces else None
