"""The window's side of the job queue: runs jobs on worker threads and tells of them in the window's thread."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.errors import StudioError
from studio.jobs.job_queue import JobQueue, queue_path
from studio.jobs.job_spec import ENGINE_KINDS, FINISH_KINDS, JobKind, JobSpec, QueuedJob
from studio.jobs.run_progress import RunProgress
from studio.ui.job_thread import JobThread

if TYPE_CHECKING:
    from studio.jobs.generate_takes import GenerateOptions

DELIVER_EVERY_MS = 33
LOOK_EVERY_MS = 2000
CLOSE_MS = 15000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lane:
    """Jobs of `kinds` run on at most `threads` threads at once: one for each device, and one beside them."""

    kinds: tuple[JobKind, ...]
    threads: int = 1


LANES = (Lane(ENGINE_KINDS), Lane(FINISH_KINDS))


class JobCenter(QObject):
    """The queue and the pool of threads that work it off. All of it is called in the window's thread.

    Jobs left over from an earlier run start paused. A job that fails does not stop the next; one of an engine that
    the person stops pauses those behind it. `options` say how engines are started and how long they may be silent.
    """

    told = Signal(object, object)               # QueuedJob, JobEvent; steps and previews latest-wins, 30 a second
    pictured = Signal(object, object, object)   # QueuedJob, JobEvent ("frame" or "preview"), QImage
    queue_changed = Signal()
    job_ended = Signal(object, object)          # QueuedJob, StudioError or None
    said = Signal(str)                          # what the person should know of the queue itself

    def __init__(self, options: GenerateOptions | None = None, path: Path | None = None) -> None:
        super().__init__()
        self.left_over: list[QueuedJob] = []
        self.options = options
        self._path = path
        self._queue: JobQueue | None = None
        self._jobs: list[QueuedJob] = []
        self._threads: dict[int, JobThread] = {}
        self._closed = False
        self._seen_version = 0
        self._deliver_timer = QTimer(self, interval=DELIVER_EVERY_MS)
        self._deliver_timer.timeout.connect(self._deliver)
        self._look_timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._look_timer.timeout.connect(self._look)
        QTimer.singleShot(0, self, self.open)

    def open(self) -> None:
        """Read the queue, once; what is left over from an earlier run is paused."""
        if self._queue is not None or self._closed:
            return
        self._queue = self._open_queue()
        self.left_over = self._queue.recover()
        self._seen_version = self._queue.version()
        self._look_timer.start()
        for notice in self._queue.notices:
            self.said.emit(notice)
        self._refresh()

    @property
    def running(self) -> list[QueuedJob]:
        """The jobs that threads of this window run, the earliest first."""
        return [thread.job for thread in self._threads.values()]

    @property
    def is_working(self) -> bool:
        """Whether a job is running now."""
        return bool(self._threads)

    def jobs(self) -> list[QueuedJob]:
        """The whole queue: running, waiting and paused ones in their order, then those that ended."""
        return list(self._jobs)

    def running_on(self, episode: Path, kinds: Iterable[JobKind] = ENGINE_KINDS) -> QueuedJob | None:
        """The job of such a kind that runs on an episode in this window."""
        wanted, folder = set(kinds), episode.absolute()
        return next((job for job in self.running if job.spec.episode == folder and job.spec.kind in wanted), None)

    def progress(self, job_id: int) -> RunProgress | None:
        """How far a running job of this window is, from its first event on."""
        thread = self._threads.get(job_id)
        return thread.progress if thread else None

    def is_paused(self, job_id: int) -> bool:
        """Whether a running job holds back new frames."""
        thread = self._threads.get(job_id)
        return thread is not None and thread.control.wish == "pause"

    def is_stopping(self, job_id: int) -> bool:
        """Whether a running job was asked to end and has not yet."""
        thread = self._threads.get(job_id)
        return thread is not None and thread.control.wish in ("finish", "stop")

    def submit(self, spec: JobSpec) -> QueuedJob:
        """Put a job at the end of the queue and start it when it is its turn; raises StudioError where that fails."""
        job = self._kept.add(spec)
        self._refresh()
        return job

    def pause(self, job_id: int | None = None) -> None:
        """Hold back new frames of what runs, or hold back a job that waits."""
        for thread in self._chosen(job_id):
            thread.control.wish = "pause"
            thread.progress.pace.wait()
        if job_id is not None and job_id not in self._threads:
            self._kept.pause(job_id)
        self._refresh()

    def resume(self, job_id: int | None = None) -> None:
        """Go on with what was paused: that job, or everything."""
        for thread in self._chosen(job_id):
            if thread.control.wish == "pause":
                thread.control.wish = "run"
        if job_id not in self._threads:
            self._kept.resume(job_id)
        self._refresh()

    def finish(self, job_id: int | None = None, *, goes_on_later: bool = False) -> None:
        """Stop after the frames in the making: that job, or all that run; `goes_on_later` as for the window's end."""
        for thread in self._chosen(job_id):
            thread.control.goes_on_later = goes_on_later
            thread.control.wish = "finish"
        self.queue_changed.emit()

    def stop(self, job_id: int | None = None) -> None:
        """Stop at once, dropping what is in the making: that job, or all that run."""
        for thread in self._chosen(job_id):
            thread.control.stop()
        self.queue_changed.emit()

    def move(self, job_id: int, place: int) -> None:
        """Let a job be the one at `place`, from 0, among those not ended."""
        self._kept.move(job_id, place)
        self._refresh()

    def remove(self, job_id: int) -> None:
        """Forget a job; raises StudioError("busy") for one that runs."""
        self._kept.remove(job_id)
        self._refresh()

    def retry(self, job_id: int) -> None:
        """Run a job that ended once more, at the end of the queue."""
        self._kept.retry(job_id)
        self._refresh()

    def clear_finished(self) -> None:
        """Forget the jobs that ended."""
        self._kept.clear_finished()
        self._refresh()

    def close(self) -> None:
        """Stop what runs at once and wait for its end; it stays in the queue as paused, the rest as it is."""
        self._closed = True
        self._look_timer.stop()
        for thread in self._threads.values():
            thread.control.stop(goes_on_later=True)
        for thread in list(self._threads.values()):
            if not thread.wait(CLOSE_MS):
                log.error("job %s did not end in time", thread.job.id)
            self._ended(thread)
        if self._queue is not None:
            self._queue.close()
            self._queue = None

    @property
    def _kept(self) -> JobQueue:
        self.open()
        if self._queue is None:
            raise StudioError("internal", "The job queue is closed already.")
        return self._queue

    def _chosen(self, job_id: int | None) -> list[JobThread]:
        return [thread for number, thread in self._threads.items() if job_id in (None, number)]

    def _open_queue(self) -> JobQueue:
        try:
            return JobQueue(self._path)
        except StudioError as error:
            self.said.emit(f"{error.message} Until then the queue lasts only as long as this window.")
            return JobQueue(Path(tempfile.mkdtemp(prefix="studio-queue-")) / queue_path().name)

    def _look(self) -> None:
        """Notice what another process did to the queue, also that it died with a job in its hands."""
        if self._queue is None:
            return
        elsewhere = any(job.state == "running" and job.id not in self._threads for job in self._jobs)
        if elsewhere:
            self._queue.pause_orphans()
        if elsewhere or self._queue.version() != self._seen_version:
            self._seen_version = self._queue.version()
            self._refresh()

    def _refresh(self) -> None:
        self._pump()
        if self._queue is not None:
            self._jobs = self._queue.jobs()
        self.queue_changed.emit()

    def _pump(self) -> None:
        """Start waiting jobs where a thread is free."""
        for lane in LANES if self._queue is not None and not self._closed else ():
            while sum(job.spec.kind in lane.kinds for job in self.running) < lane.threads:
                job = self._kept.claim(lane.kinds)
                if job is None:
                    break
                self._start(job)

    def _start(self, job: QueuedJob) -> None:
        thread = JobThread(job, self._kept.path, self.options, self)
        self._threads[job.id] = thread
        thread.over.connect(self._ended)
        thread.start()
        self._deliver_timer.start()

    def _deliver(self) -> None:
        for thread in list(self._threads.values()):
            self._deliver_from(thread)

    def _deliver_from(self, thread: JobThread) -> None:
        for event, image in thread.events.take():
            thread.progress.hear(event, time.monotonic())
            self.told.emit(thread.job, event)
            if image is not None:
                self.pictured.emit(thread.job, event, image)

    def _ended(self, thread: JobThread) -> None:
        if self._threads.get(thread.job.id) is not thread:      # it was ended by `close` meanwhile
            return
        thread.wait()
        self._deliver_from(thread)
        job = thread.job
        del self._threads[job.id]
        if not self._threads:
            self._deliver_timer.stop()
        if job.state == "stopped" and job.spec.kind in ENGINE_KINDS and self._queue is not None:
            self._queue.pause_kinds(ENGINE_KINDS)
        thread.deleteLater()
        self._refresh()
        self.job_ended.emit(job, thread.error)
