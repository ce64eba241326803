"""The queue of jobs as a list that is reordered by dragging."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from studio.jobs.job_spec import ENDED, QueuedJob
from studio.ui.generate.job_wording import JobWording
from studio.ui.localized import localized

JOB_ROLE = Qt.ItemDataRole.UserRole
PICTURE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class QueueModel(QAbstractListModel):
    """One row a job, as `JobCenter.jobs` orders them."""

    def __init__(self, wording: JobWording, parent: QObject) -> None:
        super().__init__(parent)
        self._wording = wording
        self._jobs: list[QueuedJob] = []
        self._pictures: dict[str, QImage] = {}

    @property
    def jobs(self) -> list[QueuedJob]:
        """The rows."""
        return self._jobs

    def show_jobs(self, jobs: list[QueuedJob]) -> bool:
        """Show these; whether the rows are others than before."""
        if [job.id for job in jobs] == [job.id for job in self._jobs]:
            self._jobs = jobs
            self.touch()
            return False
        self.beginResetModel()
        self._jobs = jobs
        self.endResetModel()
        return True

    def touch(self) -> None:
        """Paint all rows anew: they are few."""
        if self._jobs:
            self.dataChanged.emit(self.index(0), self.index(len(self._jobs) - 1))

    def set_picture(self, episode: str, picture: QImage) -> None:
        """The small picture of an episode."""
        self._pictures[episode] = picture
        self.touch()

    def has_picture(self, episode: str) -> bool:
        """Whether it was read."""
        return episode in self._pictures

    def row_of(self, job_id: int) -> int | None:
        """The row of a job."""
        return next((row for row, job in enumerate(self._jobs) if job.id == job_id), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:  # noqa: N802
        """How many jobs."""
        return 0 if parent.isValid() else len(self._jobs)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The job, its picture, or its name for screen readers."""
        if not index.isValid() or index.row() >= len(self._jobs):
            return None
        job = self._jobs[index.row()]
        if role == JOB_ROLE:
            return job
        if role == PICTURE_ROLE:
            return self._pictures.get(str(job.spec.episode))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self._wording.of(job)
            return ", ".join(part for part in (words.title, words.detail, words.state) if part)
        return localized(job.error) if role == Qt.ItemDataRole.ToolTipRole and job.error else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Jobs that have not ended can be dragged between others."""
        usual = super().flags(index)
        if not index.isValid():
            return usual | Qt.ItemFlag.ItemIsDropEnabled
        ended = self._jobs[index.row()].state in ENDED
        return usual if ended else usual | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction


def job_at(index: QModelIndex | QPersistentModelIndex) -> QueuedJob:
    """The job of a row."""
    return cast("QueuedJob", index.data(JOB_ROLE))
