"""Stage `loop`: the picks as a silent video, exactly as long as the voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio.episode.files import atomic_path, passing_file
from studio.episode.finish_rules import OFF
from studio.episode.pick import Pick
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.finish.frame_diff import loop_difference
from studio.finish.loop import LoopPlan
from studio.finish.loop_measures import measure_loop
from studio.finish.loop_sequence import SequenceReader, loop_sequence, sequence_notices
from studio.finish.loop_video import encode_period, join_periods
from studio.finish.progress import Progress
from studio.jobs.events import JobControl, JobEvent, Listener, stage_progress
from studio.jobs.finish_step import FinishStep, run_step
from studio.jobs.loop_pictures import LoopPictures, loop_pictures
from studio.jobs.loop_plan import plan_of
from studio.jobs.mix_sound import episode_span
from studio.jobs.review_takes import Review, frames_in_range, load_review, require_picks
from studio.jobs.stages import Stage, StageReport, StageWork

LOOP_REVISION = 2
SHOWN_CRF, ENCODED_AGAIN_CRF = 18, 12
"""x264's quality of a loop whose packets reach the audience, and of one that lip sync encodes again."""


@dataclass(frozen=True, slots=True)
class Loop:
    """The assembled loop: its plan, the silent video, how much it moves, and what went into it."""

    plan: LoopPlan
    video: Path
    frame_diff: dict[str, Any]
    motion: dict[str, Any]              # `LoopMeasures` as values: after, and before where something was done to it
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
    crf: int
    pictures: LoopPictures

    def filed(self, store: EpisodeStore) -> Loop:
        """The loop that the stage left; it has run."""
        run = store.stages.find(self.stage.name, self.stage.digest)
        assert run is not None
        notices = (*self.plan.notices, *run.details["notices"])
        return Loop(self.plan, store.path(run.output), run.details["frame_diff"], run.details["motion"], self.picks,
                    self.review, run, notices)


def loop_work(store: EpisodeStore) -> LoopWork:
    """The picks and the plan for the episode as it is now.

    Raises StudioError("nothing") where no take passes, "input" without a voice.
    """
    review = load_review(store)
    picks = require_picks(store, review)
    settings = store.settings
    span = episode_span(store, store.timeline())
    pictures = loop_pictures(settings, picks, [row.number for row in frames_in_range(store)])
    plan = plan_of(settings, len(pictures.sequence), span.seconds, pictures.position_of(settings.loop_start))
    notices = (*plan.notices, *sequence_notices(pictures.sequence, pictures.gaps))
    plan = replace(plan, skip=span.frames_before(plan.fps), notices=notices)
    keys_of = {item.take: item.key for item in review.candidates}
    keys = [keys_of[pick.take] for pick in picks]
    crf = SHOWN_CRF if settings.lip_sync == OFF else ENCODED_AGAIN_CRF
    inputs = loop_inputs(plan, keys, crf) | pictures.as_inputs()
    return LoopWork(plan, picks, keys, review, Stage("loop", inputs, ".mp4", "x264", settings.preset), crf, pictures)


def loop_step(store: EpisodeStore, work: LoopWork) -> FinishStep:
    """The first step of finishing."""
    paths = [store.takes.picture_path(key) for key in work.keys]

    def run(path: Path, listen: Listener, control: JobControl) -> StageWork:
        return _make_loop(work, paths, path, stage_progress(listen, "loop", control=control), control.obey)

    return FinishStep(work.stage, "Loop", work.plan.frames, "frames", run)


def assemble(store: EpisodeStore, listen: Listener, control: JobControl) -> tuple[Loop, StageReport]:
    """Choose the picks and make the loop under the episode's voice; cached by the picks' keys and the loop's settings.

    Raises StudioError("nothing") where no take passes, "input" without a voice.
    """
    work = loop_work(store)
    for notice in work.plan.notices:
        listen(JobEvent("notice", "loop", text=notice))
    _, report = run_step(store, loop_step(store, work), listen, control)
    return work.filed(store), report


def loop_inputs(plan: LoopPlan, keys: Sequence[str], crf: int = SHOWN_CRF) -> dict[str, Any]:
    """All that the stage's result depends on; `keys` are those of the picks' takes."""
    skipped = ({"skip": plan.skip} if plan.skip else {}) | ({"crf": crf} if crf != SHOWN_CRF else {})
    return {"revision": LOOP_REVISION, "picks": list(keys), "fps": str(plan.fps), "frames": plan.frames,
            "start": plan.start, "forward": plan.forward, "hold": plan.hold, **skipped}


def voice_seconds(store: EpisodeStore) -> Fraction:
    """The exact length of what is exported, the voice's unless in and out are set; StudioError("input") without one."""
    return episode_span(store, store.timeline()).seconds


def _make_loop(work: LoopWork, paths: Sequence[Path], out: Path, on_progress: Progress,
               obey: Callable[[], None]) -> StageWork:
    plan, reader = work.plan, work.pictures.reader(paths, obey)
    with passing_file(out, ".mp4") as period, atomic_path(out) as temporary:
        encoded = encode_period(reader, plan, period, on_progress, crf=work.crf)
        join_periods(period, plan, temporary)
    difference = asdict(loop_difference(encoded.neighbours, plan))
    notices = [*encoded.notices, *reader.notices()]
    return StageWork(plan.frames, {"frame_diff": difference, "motion": _motion(work, paths, reader), "notices": notices})


def _motion(work: LoopWork, paths: Sequence[Path], reader: SequenceReader) -> dict[str, Any]:
    """How the loop looks in motion, and `before` gaps were filled and flicker was taken out, where that was done."""
    after = measure_loop(work.pictures.sequence, work.plan, reader).as_dict()
    if work.pictures.is_plain:
        return {"before": None, "after": after}
    plain = replace(work.pictures, sequence=loop_sequence(work.pictures.frames, (), "skip"), deflicker=False)
    plan = replace(work.plan, picks=len(plain.frames), start=0)
    return {"before": measure_loop(plain.sequence, plan, plain.reader(paths)).as_dict(), "after": after}
