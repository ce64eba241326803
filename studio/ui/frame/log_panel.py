"""What was said since the start, with its details; the whole log is a file."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from studio.episode.folders import log_folder
from studio.ui.notices import Notice, Notices
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.flow_row import FlowRow

_NOTICE = Qt.ItemDataRole.UserRole
_SIGNS = {"notice": "·", "warning": "!", "error": "✕"}
_DETAIL_PX = 160


class LogPanel(QWidget):
    """The latest stands at the bottom; the chosen one's detail below the list."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Notices"))
        self.list.selectionModel().currentChanged.connect(self._turned)
        self.empty = label(self.tr("Nothing to report since the start."), "second", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setAccessibleName(self.tr("Details"))
        self.detail.setMaximumHeight(_DETAIL_PX)
        self.detail.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.empty, self.list, self.detail):
            column.addWidget(part, 0 if part is self.detail else 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(INSIDE, BETWEEN, INSIDE, INSIDE)
        foot.addWidget(self._buttons())
        column.addLayout(foot)
        for notice in notices.kept:
            self._add(notice)
        notices.added.connect(self._add)
        self._show_empty()

    def text(self) -> str:
        """Everything listed, a line each, for a report."""
        items = [self._model.item(row) for row in range(self._model.rowCount())]
        return "\n".join(_as_line(item.data(_NOTICE)) for item in items)

    def _buttons(self) -> FlowRow:
        row = FlowRow(BETWEEN)
        row.add(button(self.tr("Copy all"), self._copy, icon_name="copy"))
        row.add(button(self.tr("Open log folder"), self._open_folder, icon_name="folder"))
        return row

    def _add(self, notice: Notice) -> None:
        item = QStandardItem(f"{notice.at:%H:%M:%S}  {_SIGNS[notice.level]}  {notice.text}")
        item.setData(notice, _NOTICE)
        self._model.appendRow(item)
        self._show_empty()
        self.list.scrollToBottom()

    def _show_empty(self) -> None:
        self.empty.setVisible(self._model.rowCount() == 0)
        self.list.setVisible(self._model.rowCount() > 0)

    def _turned(self, now: QModelIndex | QPersistentModelIndex) -> None:
        notice = now.data(_NOTICE)
        self.detail.setVisible(isinstance(notice, Notice) and bool(notice.detail))
        self.detail.setPlainText(notice.detail if isinstance(notice, Notice) else "")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))


def _as_line(notice: Notice) -> str:
    detail = f"\n    {notice.detail}" if notice.detail else ""
    return f"{notice.at:%Y-%m-%d %H:%M:%S} {notice.level}: {notice.text}{detail}"
