"""One running job on a thread of its own: its engine works in its own process, this thread pumps what it says."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from studio.episode.errors import StudioError
from studio.jobs.events import JobControl, JobEvent
from studio.jobs.job_queue import JobQueue
from studio.jobs.job_spec import QueuedJob

if TYPE_CHECKING:
    from studio.jobs.generate_takes import GenerateOptions
from studio.jobs.run_progress import RunProgress
from studio.ui.widgets.images import as_image

_OFTEN = ("step", "preview")


class JobEvents:
    """What a job said and nobody has taken yet: of steps and previews only the latest, of everything else all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: list[tuple[JobEvent, QImage | None]] = []
        self._latest: dict[str, tuple[JobEvent, QImage | None]] = {}

    def put(self, event: JobEvent) -> None:
        """Called in the job's thread."""
        image = None if event.picture is None else as_image(event.picture)
        item = (replace(event, picture=None), image)
        with self._lock:
            if event.kind in _OFTEN:
                self._latest[event.kind] = item
                return
            self._kept.append(item)
            if event.kind in ("take", "failure"):       # a picture in the making never comes after the made one
                self._latest = {kind: held for kind, held in self._latest.items() if held[0].frame != event.frame}

    def take(self) -> list[tuple[JobEvent, QImage | None]]:
        """All that is there, in order; called in the window's thread."""
        with self._lock:
            found = [*self._kept, *self._latest.values()]
            self._kept, self._latest = [], {}
        return found


class JobThread(QThread):
    """Runs one claimed job with its own connections to the queue and the episode; `job` and `error` tell how it ended."""

    over = Signal(object)               # this thread; it has nothing more to do

    def __init__(self, job: QueuedJob, queue: Path, options: GenerateOptions | None, parent: QObject) -> None:
        super().__init__(parent)
        self.job = job
        self.control = JobControl()
        self.events = JobEvents()
        self.progress = RunProgress()
        self.error: StudioError | None = None
        self._queue = queue
        self._options = options
        self.setObjectName(f"job {job.id}")

    def run(self) -> None:
        """Called by Qt in the new thread."""
        from studio.jobs.run_job import run_queued  # all that jobs need is loaded by the first one, not by the start

        try:
            with JobQueue(self._queue) as queue:
                self.job, self.error = run_queued(queue, self.job, self.events.put, self.control, self._options)
        except StudioError as error:        # the queue itself cannot be written
            self.error = error
        self.over.emit(self)


