"""What the window shows while no episode is open: a new one from three dropped things, and those opened lately."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.episode.folders import cache_folder, episodes_folder
from studio.episode.store import EPISODE_SUFFIX
from studio.jobs.events import JobControl, Listener
from studio.ui.context import WindowContext
from studio.ui.frame.long_task import LongTask, Work
from studio.ui.frame.new_episode_form import NewEpisodeForm
from studio.ui.frame.recent_list import SCROLL_BAR, RecentList
from studio.ui.frame.task_card import TaskCard
from studio.ui.theme import BETWEEN, INSIDE, theme
from studio.ui.widgets.controls import button, label, seam

if TYPE_CHECKING:
    from studio.jobs.make_episode import EpisodeChanges

_NARROW, _SHARE = 1120, 0.7     # pixels, and the share of a wide window that is used
_SAMPLE = "sample"


class StartPage(QWidget):
    """`open_requested` carries an episode's folder."""

    open_requested = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._task: LongTask | None = None
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Start page"))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.form = NewEpisodeForm(context)
        self.form.create_requested.connect(self._create)
        self.form.open_requested.connect(self.open_requested)
        self.task_card = TaskCard()
        self.task_card.stop_requested.connect(self._stop)
        self.recent = RecentList(context)
        self.recent.open_requested.connect(self.open_requested)
        self.recent.like_requested.connect(self.begin)
        self.recent.forget_requested.connect(self._forget)
        self.recent.sample_requested.connect(self.make_sample)
        self._arrange()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste,
                  context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        theme().changed.connect(self.recent.viewport().update)
        self.refresh()

    def refresh(self) -> None:
        """Look at the episodes again."""
        self.recent.show_folders(self._context.state.recent(), self._sample_folder())

    def begin(self, like: Path | None) -> None:
        """Start over; `like`: an episode to take identity, source and settings from."""
        self.form.begin(like)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.name.selectAll()

    def stop(self) -> None:
        """End what is being made and wait for it: the window closes."""
        if self._task is not None:
            self._task.end()
            self._task = None

    def make_sample(self) -> None:
        """Make the sample episode where episodes go, and open it; open it at once where it is there."""
        folder = self._sample_folder()
        if (folder / "episode.toml").is_file() and any((folder / "takes").glob("*/*.png")):
            self.open_requested.emit(folder)
            return
        self._begin(self.tr("Sample episode"), partial(_make_sample, folder.with_suffix(".mp4")))

    def paste(self) -> None:
        """Files or a picture from the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A large screen gives its room to the pictures."""
        super().resizeEvent(event)
        self._middle.setMaximumWidth(max(_NARROW, round(_SHARE * self.width())))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files and pictures are welcome."""
        if self._task is None and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Everywhere on the page."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Put what was dropped where it belongs."""
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def _take(self, data: QMimeData) -> bool:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        image = data.imageData() if data.hasImage() and not paths else None
        if isinstance(image, QImage) and not image.isNull():
            paths = [self._keep_pasted(image)]
        if paths:
            self.form.take(paths)
        return bool(paths)

    def _keep_pasted(self, image: QImage) -> Path:
        folder = cache_folder() / "pasted"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"pasted-{image.cacheKey():x}.png"
        image.save(str(path))
        return path

    def _create(self, folder: Path, like: Path | None, changes: EpisodeChanges) -> None:
        self._begin(folder.name.removesuffix(EPISODE_SUFFIX), partial(_create_episode, folder, like, changes))

    def _begin(self, title: str, work: Work) -> None:
        if self._task is not None:
            return
        self.form.set_busy(busy=True)
        self.recent.setEnabled(False)
        self.task_card.begin(title)
        task = LongTask(work, self)
        self._task = task
        task.told.connect(self.task_card.hear)
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.stopped.connect(self._over)
        task.start()

    def _stop(self) -> None:
        if self._task is not None:
            self.task_card.stopping()
            self._task.control.stop()

    def _done(self, folder: Path) -> None:
        self._over()
        self.form.begin(None)
        self.open_requested.emit(folder)

    def _failed(self, error: StudioError) -> None:
        self._over()
        self._context.notices.fail(error)

    def _over(self) -> None:
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
            self._task = None
        self.task_card.hide()
        self.form.set_busy(busy=False)
        self.recent.setEnabled(True)
        self.refresh()

    def _sample_folder(self) -> Path:
        return Path(self._context.state.text("place") or episodes_folder()) / f"{_SAMPLE}{EPISODE_SUFFIX}"

    def _forget(self, folder: Path) -> None:
        self._context.state.forget_recent(folder)
        self.refresh()

    def _arrange(self) -> None:
        actions = self._context.actions
        open_action = actions.action("window.open")
        head = QHBoxLayout()
        head.setSpacing(BETWEEN)
        head.addWidget(label(self.tr("Recent episodes"), "large"), 1)
        head.addWidget(button(open_action.text(), open_action.trigger, icon_name="open"))
        self._middle = middle = QWidget()
        column = QVBoxLayout(middle)
        beside_cards = BETWEEN + SCROLL_BAR         # what is free at the right of each row's last card
        column.setContentsMargins(2 * INSIDE, 2 * INSIDE, 2 * INSIDE - beside_cards, INSIDE)
        column.setSpacing(INSIDE)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, beside_cards, 0)
        above.setSpacing(INSIDE)
        for item in (self.form, self.task_card, seam()):
            above.addWidget(item)
        above.addLayout(head)
        column.addLayout(above)
        column.addWidget(self.recent, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)


def _make_sample(out: Path, listen: Listener, control: JobControl) -> Path:
    from studio.jobs.sample import make_sample

    out.parent.mkdir(parents=True, exist_ok=True)
    return make_sample(out, listen, control).episode


def _create_episode(folder: Path, like: Path | None, changes: EpisodeChanges, listen: Listener,
                    control: JobControl) -> Path:
    from studio.jobs.new_episode import create_episode

    del control
    return create_episode(folder, like, changes, listen)
