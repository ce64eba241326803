"""Stage `lipsync`: the loop with lips that follow the voice, silent, by the built-in draft or by an engine."""

from __future__ import annotations

from pathlib import Path

from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.store import EpisodeStore
from studio.jobs.analysis import analyzer_inputs
from studio.jobs.assemble import LoopWork
from studio.jobs.draft_lip_sync_step import draft_lip_sync_step
from studio.jobs.engine_pieces import engine_inputs
from studio.jobs.engines.added import added_engine
from studio.jobs.engines.session import EngineOptions
from studio.jobs.events import JobControl, Listener
from studio.jobs.finish_step import FinishStep, step_inputs
from studio.jobs.lip_sync_engine import EngineLipSync
from studio.jobs.refused_frames import STAGE
from studio.jobs.spoken_voice import spoken_voice
from studio.jobs.stages import Stage, StageWork

LIP_SYNC_REVISION = 1


def lip_sync_step(store: EpisodeStore, loop: LoopWork, picture: FinishStep,
                  options: EngineOptions | None = None) -> FinishStep | None:
    """What `settings.lip_sync` names, on the loop that the step `picture` makes; None where it is off.

    The result has the loop's size, rate and frames, and no sound: the original voice comes with the mix. Its details:
    `engine`, `sync` (`SyncScore` as values), `pieces`, `pieces_made`, `notices`. Raises StudioError: "missing" where the
    engine was not added, "usage" where it is for something else, "input" without a voice.
    """
    settings = store.settings
    if settings.lip_sync == OFF:
        return None
    if settings.lip_sync == DRAFT:
        return draft_lip_sync_step(store, loop, picture)
    engine, voice = added_engine(settings.lip_sync, "lip sync"), spoken_voice(store)
    inputs = step_inputs(LIP_SYNC_REVISION, (picture,), engine=engine_inputs(engine), voice=voice.as_inputs(),
                         refused=settings.lip_sync_refused, analyzer=analyzer_inputs(store))

    def work(path: Path, listen: Listener, control: JobControl) -> StageWork:
        job = EngineLipSync(store, loop, engine, listen, control, options)
        with voice.written(path, lambda *_: control.obey()) as spoken:
            return job.work(picture.result(store), spoken, path)

    title = f"Lip sync · {engine.adapter.facts.title}"
    stage = Stage(STAGE, inputs, ".mp4", engine.name, settings.preset)
    return FinishStep(stage, title, loop.plan.frames, "frames", work, (picture,))
