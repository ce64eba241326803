"""All steps of the episode's history; a click goes back or forward to that point."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from studio.ui.episode_session import EpisodeSession
from studio.ui.localized import localized
from studio.ui.theme import INSIDE, colors, theme
from studio.ui.widgets.controls import label

_STEP = Qt.ItemDataRole.UserRole
_SHOWN = 1000


class HistoryPanel(QWidget):
    """The beginning stands at the top; undone steps are dim; the one that holds now is current."""

    def __init__(self) -> None:
        super().__init__()
        self._session: EpisodeSession | None = None
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Steps"))
        self.list.clicked.connect(self._travel)
        self.list.activated.connect(self._travel)
        self.empty = self._make_empty()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty, 1)
        column.addWidget(self.list, 1)
        theme().changed.connect(self._show)

    def show_session(self, session: EpisodeSession | None) -> None:
        """Follow this episode."""
        self._session = session
        if session is not None:
            session.history_changed.connect(self._show)
            session.takes_changed.connect(self._show)       # the command line may have decided meanwhile
        self._show()

    def showEvent(self, event: object) -> None:  # noqa: N802
        """What is not seen is not read."""
        del event
        self._show()

    def _make_empty(self) -> QLabel:
        empty = label(self.tr("Nothing has been decided yet. Every decision, threshold and edit will stand here, to go "
                              "back to with a click."), "second", wrap=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        empty.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        return empty

    def _show(self) -> None:
        if not self.isVisible():
            return
        steps = self._session.steps() if self._session is not None else []
        self.empty.setVisible(not steps)
        self.list.setVisible(bool(steps))
        self._model.clear()
        shown = steps[-_SHOWN:]
        before = steps[-_SHOWN - 1].id if len(steps) > _SHOWN else 0
        self._model.appendRow(self._item(before, self.tr("The beginning") if not before else "…", done=True))
        for step in shown:
            self._model.appendRow(self._item(step.id, localized(step.label), done=not step.undone))
        done = [step for step in shown if not step.undone]
        self.list.setCurrentIndex(self._model.index(len(done), 0))

    def _item(self, step: int, text: str, *, done: bool) -> QStandardItem:
        item = QStandardItem(text)
        item.setData(step, _STEP)
        item.setToolTip(text)
        if not done:
            item.setForeground(QBrush(colors().color("third")))
            font = QFont(self.list.font())
            font.setItalic(True)
            item.setFont(font)
        return item

    def _travel(self, index: QModelIndex | QPersistentModelIndex) -> None:
        step = index.data(_STEP)
        if self._session is not None and isinstance(step, int):
            self._session.travel_to(step)
