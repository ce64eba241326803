"""The videos exported so far, the latest first: name, when, size."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from studio.episode.export_table import ExportedFile
from studio.ui.export.export_model import ExportModel
from studio.ui.export.export_texts import when_text
from studio.ui.sizes import size_text

_ROWS_SHOWN = 4
_PATH = Qt.ItemDataRole.UserRole


class ExportsList(QTreeWidget):
    """`chosen` tells which one is to be played: clicked, or Enter pressed on it."""

    chosen = Signal(object)             # Path

    def __init__(self, model: ExportModel) -> None:
        super().__init__()
        self._model = model
        self.setAccessibleName(self.tr("Exports"))
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        model.exports_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """List them anew; the one that was current stays current."""
        current = self.path()
        self.clear()
        now = datetime.now(UTC)
        for item in self._model.exports:
            self.addTopLevelItem(_row(item, now))
        if current is not None:
            self.show_path(current)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a few of them."""
        rows = min(_ROWS_SHOWN, self.topLevelItemCount())
        self.setFixedHeight(rows * max(1, self.sizeHintForRow(0)) + 2)

    def path(self) -> Path | None:
        """The current one."""
        item = self.currentItem()
        return Path(item.data(0, _PATH)) if item else None

    def show_path(self, path: Path) -> None:
        """Make a file the current one."""
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None and Path(item.data(0, _PATH)) == path:
                self.setCurrentItem(item)

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(Path(item.data(0, _PATH)))


def _row(file: ExportedFile, now: datetime) -> QTreeWidgetItem:
    row = QTreeWidgetItem([file.path.name, when_text(file.at, now), size_text(file.size)])
    row.setData(0, _PATH, str(file.path))
    row.setToolTip(0, str(file.path))
    for column in (1, 2):
        row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return row
