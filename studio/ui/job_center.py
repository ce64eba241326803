"""The window's side of the job queue: runs jobs on worker threads and tells of them in the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.jobs.job_spec import JobSpec


class JobCenter(QObject):
    """The queue and the pool of threads that work it off."""

    told = Signal(object, object)       # QueuedJob, JobEvent; steps and previews latest-wins at most 30 a second
    queue_changed = Signal()
    job_ended = Signal(object, object)  # QueuedJob, StudioError or None

    def submit(self, spec: JobSpec) -> None:
        """Put a job at the end of the queue and start it when it is its turn."""
        raise NotImplementedError(spec)

    @property
    def is_working(self) -> bool:
        """Whether a job is running now."""
        return False

    def close(self) -> None:
        """Stop what runs; everything finished is kept, the rest waits for the next start."""
