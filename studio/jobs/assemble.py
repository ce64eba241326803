"""Stage `loop`: the picks as a silent video, exactly as long as the voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.files import atomic_path
from studio.episode.pick import Pick
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.finish.frame_diff import loop_difference
from studio.finish.loop import LoopPlan, frame_rate, plan_loop
from studio.finish.loop_video import encode_period, join_periods
from studio.jobs.events import JobEvent, Listener
from studio.jobs.review_takes import Review, load_review, require_picks
from studio.jobs.stages import Stage, StageReport, StageWork, run_stage

LOOP_REVISION = 1
SOUND_RATE = 48000


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


def assemble(store: EpisodeStore, listen: Listener) -> tuple[Loop, StageReport]:
    """Choose the picks and make the loop under the episode's voice; cached by the picks' keys and the loop's settings.

    Raises StudioError("nothing") where no take passes, "input" without a voice.
    """
    review = load_review(store)
    picks = require_picks(store, review)
    settings = store.settings
    plan = plan_loop(len(picks), voice_seconds(store), frame_rate(settings.fps), start=settings.loop_start,
                     forward=settings.loop_forward, hold=settings.hold)
    keys = {item.take: item.key for item in review.candidates}
    paths = [store.takes.picture_path(keys[pick.take]) for pick in picks]
    stage = Stage("loop", {
        "revision": LOOP_REVISION, "picks": [keys[pick.take] for pick in picks], "fps": str(plan.fps),
        "frames": plan.frames, "start": plan.start, "forward": plan.forward, "hold": plan.hold,
    }, ".mp4", "x264", settings.preset)
    run, report = run_stage(store, stage, lambda out: _make_loop(paths, plan, out, listen), listen)
    notices = (*plan.notices, *run.details["notices"])
    for notice in notices:
        listen(JobEvent("notice", "loop", text=notice))
    return Loop(plan, store.path(run.output), run.details["frame_diff"], picks, review, run, notices), report


def voice_seconds(store: EpisodeStore) -> Fraction:
    """The voice's exact length; StudioError("input") where the episode has none."""
    settings = store.settings
    if not settings.voice:
        raise StudioError("input", f"{store.folder.name} has no voice yet. Add one with `studio import {store.folder} "
                                   "--voice FILE`.")
    run = store.stages.latest("voice", settings.voice)
    if run is None:
        raise StudioError("input", f"The voice of {store.folder.name} was not read yet. Run `studio import "
                                   f"{store.folder} --voice FILE` again.")
    return Fraction(int(run.details["samples"]), SOUND_RATE)


def _make_loop(paths: Sequence[Path], plan: LoopPlan, out: Path, listen: Listener) -> StageWork:
    period = out.with_suffix(".period.mp4")
    with atomic_path(out) as temporary:
        encoded = encode_period(paths, plan, period, _progress(listen))
        join_periods(period, plan, temporary)
    period.unlink(missing_ok=True)
    difference = asdict(loop_difference(encoded.neighbours, plan))
    return StageWork(plan.frames, {"frame_diff": difference, "notices": list(encoded.notices)})


def _progress(listen: Listener) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        listen(JobEvent("progress", "loop", done, total))

    return report
