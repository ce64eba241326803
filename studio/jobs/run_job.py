"""Runs a job of the queue: the one way for window and command line."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.episode.errors import StudioError, own_fault
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.jobs.events import JobControl, JobEvent, Listener, StopRequested
from studio.jobs.export_episode import Render
from studio.jobs.finish_episode import finish_episode
from studio.jobs.generate_takes import GenerateOptions, WantedTakes, generate_takes, same_seed
from studio.jobs.job_queue import JobQueue
from studio.jobs.job_spec import JobKind, JobSpec, QueuedJob
from studio.jobs.open_episode import open_episode
from studio.jobs.outputs import outputs_of
from studio.jobs.reroll import reroll
from studio.jobs.score_takes import score_takes
from studio.jobs.sweep import run_sweep

MAX_SEEDS = 4
_NOTE_EVERY_S = 1.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What a job did: takes made, found or scored, the frames that failed, the files an export wrote."""

    made: int = 0
    found: int = 0
    scored: int = 0
    failed: tuple[int, ...] = ()
    renders: tuple[Render, ...] = ()


def run_job(spec: JobSpec, listen: Listener, control: JobControl, options: GenerateOptions | None = None) -> JobOutcome:
    """Open the episode and do what the job says.

    Raises StudioError where it failed, StopRequested where the person stopped it; what was finished stays.
    """
    with open_episode(spec.episode, listen) as store:
        return _RUNS[spec.kind](store, spec, listen, control, options or GenerateOptions())


def run_queued(queue: JobQueue, job: QueuedJob, listen: Listener, control: JobControl,
               options: GenerateOptions | None = None) -> tuple[QueuedJob, StudioError | None]:
    """Run a claimed job and file in the queue how it went on and ended; what it failed with."""
    heard = _ProgressNotes(queue, job.id, listen)
    try:
        outcome = run_job(job.spec, heard, control, options)
    except StopRequested:
        return queue.finish(job.id, "paused" if control.goes_on_later else "stopped"), None
    except StudioError as error:
        return queue.finish(job.id, "failed", error.message), error
    except Exception as error:
        log.exception("job %s failed", job.id)
        failure = own_fault(error)
        return queue.finish(job.id, "failed", failure.message), failure
    except BaseException:
        queue.finish(job.id, "waiting")
        raise
    finally:
        heard.keep()
    return queue.finish(job.id, "done", _what_failed(outcome)), None


class _ProgressNotes:
    """Hands events on, and keeps in the queue how far the job is, once a second."""

    def __init__(self, queue: JobQueue, job_id: int, listen: Listener) -> None:
        self._queue = queue
        self._job_id = job_id
        self._listen = listen
        self._stage = ""
        self._latest = (0, 0)
        self._noted = (0, 0)
        self._noted_at = 0.0

    def __call__(self, event: JobEvent) -> None:
        self._listen(event)
        if event.whole is not None:
            self._heard(round(100 * event.whole), 100)
        elif event.total and (event.kind in ("take", "failure") or (event.kind == "progress" and self._counts(event))):
            self._stage = event.stage
            self._heard(event.done, event.total)

    def _heard(self, done: int, total: int) -> None:
        self._latest = (done, total)
        if time.monotonic() - self._noted_at > _NOTE_EVERY_S:
            self.keep()

    def keep(self) -> None:
        """Note now."""
        if self._latest != self._noted:
            self._queue.note_progress(self._job_id, *self._latest)
            self._noted = self._latest
        self._noted_at = time.monotonic()

    def _counts(self, event: JobEvent) -> bool:
        """Scores that come beside the takes are not the job's own progress."""
        return event.stage != "score" or self._stage in ("", "score")


def _generate(store: EpisodeStore, spec: JobSpec, listen: Listener, control: JobControl,
              options: GenerateOptions) -> JobOutcome:
    frames = spec.options.get("frames")
    report = generate_takes(store, listen, control, same_seed if frames is None else _only(frames), options).report
    return JobOutcome(report.made, report.found, report.scored, tuple(number for number, _ in report.failed))


def _reroll(store: EpisodeStore, spec: JobSpec, listen: Listener, control: JobControl,
            options: GenerateOptions) -> JobOutcome:
    report = reroll(store, int(spec.options.get("max_seeds", MAX_SEEDS)), listen, control,
                    until_pass=bool(spec.options.get("until_pass")), options=options, frames=spec.options.get("frames"))
    return JobOutcome(made=report.made)


def _score(store: EpisodeStore, spec: JobSpec, listen: Listener, control: JobControl,
           options: GenerateOptions) -> JobOutcome:
    del spec
    return JobOutcome(scored=score_takes(store, listen, control, options))


def _sweep(store: EpisodeStore, spec: JobSpec, listen: Listener, control: JobControl,
           options: GenerateOptions) -> JobOutcome:
    try:
        sweep = store.sweeps.get(int(spec.options["sweep"]))
    except KeyError as error:
        raise StudioError("input", "The sweep of this job is not in the episode any more. Begin it anew.") from error
    report = run_sweep(store, sweep, listen, control, options, spec.options.get("match", "name"))
    return JobOutcome(report.made, report.found, report.scored, tuple(sorted({frame for _, frame, _ in report.failed})))


def _export(store: EpisodeStore, spec: JobSpec, listen: Listener, control: JobControl,
            options: GenerateOptions) -> JobOutcome:
    del options
    out = spec.options.get("out")
    outputs = outputs_of(store, spec.options.get("targets", ""), Path(out) if out else None)
    return JobOutcome(renders=finish_episode(store, outputs, listen, control).renders)


_RUNS: dict[JobKind, Callable[[EpisodeStore, JobSpec, Listener, JobControl, GenerateOptions], JobOutcome]] = {
    "generate": _generate, "reroll": _reroll, "score": _score, "sweep": _sweep, "export": _export,
}


def _only(frames: Sequence[int]) -> WantedTakes:
    def wanted(numbers: Sequence[int], settings: TakeSettings) -> Sequence[tuple[int, int]]:
        named = set(frames)
        return [(number, settings.seed) for number in numbers if number in named]

    return wanted


def _what_failed(outcome: JobOutcome) -> str:
    if not outcome.failed:
        return ""
    first = f"frame {outcome.failed[0]}" if len(outcome.failed) == 1 else f"{len(outcome.failed)} frames"
    return f"{first} could not be made; run it again to try once more."
