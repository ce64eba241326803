"""The built-in Foley, a draft, as a step of finishing."""

from __future__ import annotations

import math
from pathlib import Path

from studio.episode.finish_rules import DRAFT
from studio.episode.store import EpisodeStore
from studio.episode.track import SOUND_RATE
from studio.finish.draft_foley import TITLE, draft_foley
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.finish_step import FinishStep, step_inputs
from studio.jobs.mix_sound import episode_span
from studio.jobs.stages import Stage, StageWork

STAGE = "foley"
DRAFT_REVISION = 1


def draft_foley_step(store: EpisodeStore, picture: FinishStep) -> FinishStep:
    """A sound exactly as long as what is exported, from the motion in the video of `picture`.

    Its details: `engine`, `strongest` (movement, 0-1). StudioError("input") without a voice.
    """
    settings = store.settings
    span = episode_span(store, store.timeline())
    inputs = step_inputs(DRAFT_REVISION, (picture,), engine=DRAFT, samples=span.count, seed=settings.foley_seed)

    def work(path: Path, listen: Listener, control: JobControl) -> StageWork:
        made = draft_foley(picture.result(store), span.count, settings.foley_seed, path,
                           stage_progress(listen, STAGE, SOUND_RATE, control))
        return StageWork(math.ceil(span.seconds), {"engine": DRAFT, "strongest": round(made.strongest, 3)})

    return FinishStep(Stage(STAGE, inputs, ".wav", DRAFT, settings.preset), TITLE, math.ceil(span.seconds), "seconds",
                      work, (picture,))
