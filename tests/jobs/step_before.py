"""The step before the one that is tested, its result there."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from studio.episode.picture import Picture
from studio.episode.store import EpisodeStore
from studio.finish.loop import LoopPlan
from studio.jobs.finish_step import FinishStep
from studio.jobs.stages import Stage, StageWork
from tests.finish.clips import make_loop


def loop_before(store: EpisodeStore, folder: Path, pictures: list[Picture], frames: int) -> FinishStep:
    """A loop of these pictures, `frames` frames at 25 a second; made in `folder`, and moved to its place in the episode."""
    stage = Stage("loop", {"a": 1}, ".mp4")
    path = store.path(stage.output)
    path.parent.mkdir(parents=True)
    make_loop(folder, LoopPlan(len(pictures), Fraction(25), frames), pictures).rename(path)
    return FinishStep(stage, "Loop", frames, "frames", lambda *_: StageWork(0))
