"""The queue of all episodes: order it, hold it, run it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QImage, QImageReader
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QMenu, QStackedWidget

from studio.episode.errors import StudioError
from studio.jobs.episode_picture import episode_picture
from studio.jobs.events import JobEvent
from studio.jobs.job_spec import ENDED, QueuedJob
from studio.ui.context import WindowContext
from studio.ui.generate.job_wording import JobWording
from studio.ui.generate.queue_delegate import QueueDelegate
from studio.ui.generate.queue_model import QueueModel, job_at
from studio.ui.theme import GRID, INSIDE
from studio.ui.widgets.controls import FLAT_EDGE, button, label
from studio.ui.widgets.panel import Panel

_PICTURE_HEIGHT = 96
_COUNTED = ("take", "progress", "failure")


class QueuePanel(Panel):
    """Its commands act on the selected job."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__("queue", "", margins=False)
        self.title = self.tr("Queue")
        self.setAccessibleName(self.title)
        self.head.set_title(self.title)
        self._context = context
        self._center = context.jobs
        self._note = self.head.add_note()
        self.wording = JobWording(self._center, self)
        self.model = QueueModel(self.wording, self)
        self.list = QueueList(self._menu)
        self.list.setModel(self.model)
        self.list.setItemDelegate(QueueDelegate(self.wording, self.list))
        self.list.setAccessibleName(self.title)
        self.list.dropped.connect(self._dropped)
        self._empty = label(self.tr("No jobs. Takes, re-rolls and exports of all your episodes line up here."), "second",
                            wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self.body.setSpacing(0)
        self.body.addWidget(self._stack, 1)
        self._add_buttons()
        self._center.queue_changed.connect(self.refresh)
        self._center.told.connect(self._heard)
        self.refresh()

    @property
    def notice(self) -> str:
        """What the head says beside the title."""
        return self._note.text()

    def selected(self) -> QueuedJob | None:
        """The job that commands act on."""
        index = self.list.currentIndex()
        return job_at(index) if index.isValid() else None

    def select(self, job_id: int) -> None:
        """Let commands act on this job."""
        row = self.model.row_of(job_id)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))

    def refresh(self) -> None:
        """Show the queue as it is now."""
        chosen = self.selected()
        jobs = self._center.jobs()
        if self.model.show_jobs(jobs) and chosen is not None:
            self.select(chosen.id)
        self._stack.setCurrentIndex(bool(jobs))
        paused = sum(job.state == "paused" for job in jobs)
        left_over = {job.id for job in self._center.left_over}
        interrupted = any(job.state == "paused" and job.id in left_over for job in jobs)
        self._note.setText(self.tr("paused since the last end") if interrupted else "")
        self.resume_all.setVisible(paused > 0)
        self.clear.setVisible(any(job.state in ENDED for job in jobs))
        for episode in {job.spec.episode for job in jobs}:
            self._want_picture(episode)

    def move_selected(self, by: int) -> None:
        """Let the selected job be done earlier (-1) or later (1)."""
        job = self.selected()
        row = None if job is None else self.model.row_of(job.id)
        if job is not None and row is not None and job.state not in ENDED:
            self._center.move(job.id, max(0, row + by))
            self.select(job.id)

    def hold_selected(self) -> None:
        """Hold the selected job back, or let it go on."""
        job = self.selected()
        if job is not None:
            held = job.state == "paused" or self._center.is_paused(job.id)
            (self._center.resume if held else self._center.pause)(job.id)

    def retry_selected(self) -> None:
        """Run the selected job once more."""
        job = self.selected()
        if job is not None:
            self._center.retry(job.id)

    def remove_selected(self) -> None:
        """Forget the selected job; one that runs is stopped first."""
        job = self.selected()
        if job is None:
            return
        if self._center.progress(job.id) is not None:
            self._center.stop(job.id)
            return
        try:
            self._center.remove(job.id)
        except StudioError as error:
            self._context.notices.fail(error)

    def _dropped(self, row: int, before: int) -> None:
        job = self.model.jobs[row]
        self._center.move(job.id, before - 1 if before > row else before)
        self.select(job.id)

    def _heard(self, job: QueuedJob, event: JobEvent) -> None:
        del job
        if event.kind in _COUNTED:
            self.model.touch()

    def _add_buttons(self) -> None:
        self.resume_all = button(self.tr("Resume all"), self._context.actions.action("generate.queue_resume_all").trigger)
        self.clear = button(self.tr("Clear finished"), self._context.actions.action("generate.queue_clear").trigger,
                            style="flat")
        row = QHBoxLayout()
        row.setContentsMargins(INSIDE, GRID, INSIDE - FLAT_EDGE, 2 * GRID)
        row.addWidget(self.resume_all)
        row.addStretch(1)
        row.addWidget(self.clear)
        self.body.addLayout(row)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for name in ("queue_hold", "queue_up", "queue_down", "queue_retry", "queue_remove"):
            menu.addAction(self._context.actions.action(f"generate.{name}"))
        return menu

    def _want_picture(self, episode: Path) -> None:
        if not self.model.has_picture(str(episode)):
            self.model.set_picture(str(episode), QImage())
            self._context.background.read(self, lambda: _read_picture(episode),
                                          lambda image: self.model.set_picture(str(episode), image))


class QueueList(QListView):
    """Rows are dragged to reorder them; the menu is made when it is asked for.

    `dropped` tells which row was dragged and before which one it was dropped.
    """

    dropped = Signal(int, int)

    def __init__(self, menu: Callable[[], QMenu]) -> None:
        super().__init__()
        self._make_menu = menu
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """A row of ours comes down; the queue is asked when the drag is over."""
        if event.source() is self:
            row, before = self.currentIndex().row(), self.row_before(event.position().toPoint())
            QTimer.singleShot(0, self, lambda: self.dropped.emit(row, before))
            event.accept()

    def row_before(self, point: QPoint) -> int:
        """The row that something dropped at a point of the list comes before."""
        index = self.indexAt(point)
        if not index.isValid():
            return self.model().rowCount()
        return index.row() + (point.y() > self.visualRect(index).center().y())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """What can be done with the job under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(QModelIndex(index))
            self._make_menu().popup(event.globalPos())


def _read_picture(episode: Path) -> QImage:
    path = episode_picture(episode)
    if path is None:
        return QImage()
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.height() > _PICTURE_HEIGHT:
        reader.setScaledSize(QSize(round(size.width() * _PICTURE_HEIGHT / size.height()), _PICTURE_HEIGHT))
    return reader.read()
