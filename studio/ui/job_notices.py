"""Says in the window's notices what jobs have to say, whatever workspace is shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from studio.episode.errors import StudioError
from studio.jobs.events import JobEvent
from studio.jobs.job_spec import QueuedJob
from studio.ui.job_center import JobCenter
from studio.ui.notices import Notices


class JobNotices(QObject):
    """Tells each notice of a job once, and of a failed job with the button that tries it again."""

    def __init__(self, jobs: JobCenter, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._notices = notices
        self._said: set[str] = set()
        jobs.told.connect(self._told)
        jobs.job_ended.connect(self._ended)
        jobs.said.connect(notices.warn)

    def _told(self, job: QueuedJob, event: JobEvent) -> None:
        del job
        if event.kind == "notice" and event.text not in self._said:
            self._said.add(event.text)
            self._notices.say(event.text)

    def _ended(self, job: QueuedJob, error: StudioError | None) -> None:
        if error is not None:
            self._notices.fail(error, self.tr("Try again"), partial(self._jobs.retry, job.id))
