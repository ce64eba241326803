"""Keeps an open episode up to date with what jobs do to it, and says where a job failed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.episode.errors import StudioError
from studio.jobs.events import JobEvent
from studio.jobs.job_spec import QueuedJob
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession


class JobFollower(QObject):
    """Child of the session, and gone with it."""

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(session)
        self._session = session
        self._folder = session.folder.absolute()
        context.jobs.told.connect(self._told)
        context.jobs.job_ended.connect(self._ended)

    def _told(self, job: QueuedJob, event: JobEvent) -> None:
        changed = event.kind == "take" or (event.kind == "progress" and event.stage == "score")
        if changed and job.spec.episode == self._folder:
            self._session.reload_soon()

    def _ended(self, job: QueuedJob, error: StudioError | None) -> None:
        del error
        if job.spec.episode == self._folder:
            self._session.reload_soon()
