"""The built-in lip sync, a draft, as a step of finishing."""

from __future__ import annotations

from pathlib import Path

from studio.episode.finish_rules import DRAFT
from studio.episode.store import EpisodeStore
from studio.finish.draft_lip_sync import TITLE, draft_lip_sync
from studio.finish.mouth_track import mouth_track
from studio.jobs.analysis import analyzer_inputs
from studio.jobs.assemble import SHOWN_CRF, LoopWork
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.finish_step import FinishStep, step_inputs
from studio.jobs.loop_faces import faces_of_loop
from studio.jobs.spoken_voice import spoken_voice
from studio.jobs.stages import Stage, StageWork

STAGE = "lipsync"
DRAFT_REVISION = 1


def draft_lip_sync_step(store: EpisodeStore, loop: LoopWork, picture: FinishStep) -> FinishStep:
    """Move the mouth of the video of `picture`, which is the loop, to the voice.

    Its details: `engine`, `sync` (`SyncScore` as values), `frames_without_face`, `notices`. The work raises StudioError
    as `faces_of_loop`, `draft_lip_sync` and `sync_score`; StudioError("input") without a voice.
    """
    settings = store.settings
    voice = spoken_voice(store)
    inputs = step_inputs(DRAFT_REVISION, (picture,), engine=DRAFT, voice=voice.as_inputs(),
                         analyzer=analyzer_inputs(store))

    def work(path: Path, listen: Listener, control: JobControl) -> StageWork:
        plan, loop_video = loop.plan, picture.result(store)
        faces = faces_of_loop(store, loop, loop_video, listen, control, STAGE)
        with voice.written(path, lambda *_: control.obey()) as spoken:
            track = mouth_track(spoken, plan.fps, plan.frames, control.obey)
            made = draft_lip_sync(loop_video, faces.landmarks, faces.shown, track, path,
                                  stage_progress(listen, STAGE, control=control), crf=SHOWN_CRF)
            score = faces.score(path, spoken, lambda *_: control.obey())
        return StageWork(plan.frames, {"engine": DRAFT, "sync": score.details(),
                                       "frames_without_face": made.without_face, "notices": list(made.notices)})

    return FinishStep(Stage(STAGE, inputs, ".mp4", DRAFT, settings.preset), TITLE, loop.plan.frames, "frames", work,
                      (picture,))
