"""Stage `loop`: the picks as a silent video, exactly as long as the voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio.episode.files import atomic_path
from studio.episode.pick import Pick
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.finish.frame_diff import loop_difference
from studio.finish.loop import LoopPlan
from studio.finish.loop_video import encode_period, join_periods
from studio.jobs.events import JobEvent, Listener, stage_progress
from studio.jobs.loop_plan import plan_of
from studio.jobs.mix_sound import episode_span
from studio.jobs.review_takes import Review, load_review, require_picks
from studio.jobs.stages import Stage, StageReport, StageWork, run_stage

LOOP_REVISION = 1


@dataclass(frozen=True, slots=True)
class Loop:
    """The assembled loop: its plan, the silent video, how much it moves, and what went into it."""

    plan: LoopPlan
    video: Path
    frame_diff: dict[str, Any]
    picks: Sequence[Pick]
    review: Review
    run: StageRun
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoopWork:
    """What the stage would work on: the plan, the picks with their pictures' keys, and the stage itself."""

    plan: LoopPlan
    picks: Sequence[Pick]
    keys: Sequence[str]
    review: Review
    stage: Stage

    def found(self, store: EpisodeStore, run: StageRun) -> Loop:
        """The loop that a run of the stage left."""
        notices = (*self.plan.notices, *run.details["notices"])
        return Loop(self.plan, store.path(run.output), run.details["frame_diff"], self.picks, self.review, run, notices)


def loop_work(store: EpisodeStore) -> LoopWork:
    """The picks and the plan for the episode as it is now.

    Raises StudioError("nothing") where no take passes, "input" without a voice.
    """
    review = load_review(store)
    picks = require_picks(store, review)
    settings = store.settings
    span = episode_span(store, store.timeline())
    plan = plan_of(settings, len(picks), span.seconds)
    plan = replace(plan, skip=span.frames_before(plan.fps))
    keys_of = {item.take: item.key for item in review.candidates}
    keys = [keys_of[pick.take] for pick in picks]
    return LoopWork(plan, picks, keys, review, Stage("loop", loop_inputs(plan, keys), ".mp4", "x264", settings.preset))


def assemble(store: EpisodeStore, listen: Listener) -> tuple[Loop, StageReport]:
    """Choose the picks and make the loop under the episode's voice; cached by the picks' keys and the loop's settings.

    Raises StudioError("nothing") where no take passes, "input" without a voice.
    """
    work = loop_work(store)
    paths = [store.takes.picture_path(key) for key in work.keys]
    run, report = run_stage(store, work.stage, lambda out: _make_loop(paths, work.plan, out, listen), listen)
    loop = work.found(store, run)
    for notice in loop.notices:
        listen(JobEvent("notice", "loop", text=notice))
    return loop, report


def loop_inputs(plan: LoopPlan, keys: Sequence[str]) -> dict[str, Any]:
    """All that the stage's result depends on; `keys` are those of the picks' takes."""
    skipped = {"skip": plan.skip} if plan.skip else {}
    return {"revision": LOOP_REVISION, "picks": list(keys), "fps": str(plan.fps), "frames": plan.frames,
            "start": plan.start, "forward": plan.forward, "hold": plan.hold, **skipped}


def voice_seconds(store: EpisodeStore) -> Fraction:
    """The exact length of what is exported, the voice's unless in and out are set; StudioError("input") without one."""
    return episode_span(store, store.timeline()).seconds


def _make_loop(paths: Sequence[Path], plan: LoopPlan, out: Path, listen: Listener) -> StageWork:
    period = out.with_suffix(".period.mp4")
    with atomic_path(out) as temporary:
        encoded = encode_period(paths, plan, period, stage_progress(listen, "loop"))
        join_periods(period, plan, temporary)
    period.unlink(missing_ok=True)
    difference = asdict(loop_difference(encoded.neighbours, plan))
    return StageWork(plan.frames, {"frame_diff": difference, "notices": list(encoded.notices)})
