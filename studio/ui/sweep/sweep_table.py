"""The table of presets: sorted by a click, as many columns as there is room for, the chosen preset marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.sweep.table_columns import Column, fitting, sorted_arms, sweep_columns
from studio.ui.theme import text_font
from studio.ui.window_state import WindowState

Index = QModelIndex | QPersistentModelIndex
ROW = 31
_EDGES = 24                     # pixels at both sides of a text
_REMEMBERED = "sweep.columns"


class SweepTableModel(QAbstractTableModel):
    """Row n is the preset `arms[n]`."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.columns: list[Column] = []
        self.arms: list[int] = []
        self._by, self._descending = "", False

    def show(self, columns: list[Column]) -> None:
        """Other figures; sorted as before."""
        self.beginResetModel()
        self.columns = columns
        self._sort()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a click on a head."""
        if 0 <= column < len(self.columns):
            self._by, self._descending = self.columns[column].key, order == Qt.SortOrder.DescendingOrder
            self.layoutAboutToBeChanged.emit()
            self._sort()
            self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Presets."""
        return 0 if parent.isValid() else len(self.arms)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """All columns, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Texts, figures at the right."""
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.cells[self.arms[index.row()]].text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        return text_font() if role == Qt.ItemDataRole.FontRole else None

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Titles; what they mean as a tip."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        return {Qt.ItemDataRole.DisplayRole: column.title, Qt.ItemDataRole.ToolTipRole: column.tip}.get(
            Qt.ItemDataRole(role))

    def _sort(self) -> None:
        by = next((column for column in self.columns if column.key == self._by), None)
        count = len(self.columns[0].cells) if self.columns else 0
        self.arms = list(range(count)) if by is None else sorted_arms(by, descending=self._descending)


class SweepTable(QTableView):
    """`order_changed`: the presets stand in another order. A click on the head's right button chooses columns."""

    order_changed = Signal()

    def __init__(self, model: SweepModel, state: WindowState) -> None:
        super().__init__()
        self._sweep, self._state = model, state
        self._widths: list[int] = []
        self.table = SweepTableModel(self)
        self.setModel(self.table)
        self.setAccessibleName(self.tr("Presets of the sweep"))
        self._set_up()
        model.reading_changed.connect(self._show)
        model.findings_changed.connect(self._show)
        model.chosen_changed.connect(self._show_chosen)
        self.table.layoutChanged.connect(self._ordered)
        self.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._show()

    @property
    def arms(self) -> list[int]:
        """The places of the presets from top to bottom."""
        return self.table.arms

    def sorted_by(self, key: str, *, descending: bool) -> None:
        """Sort as a click on the head of that column does."""
        place = [column.key for column in self.table.columns].index(key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(place, order)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """More or fewer columns."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and down choose; Return and the rest are left to the panel around it."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(ROW)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSortIndicatorClearable(True)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._ask_columns)
        self.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)

    def _show(self) -> None:
        reading = self._sweep.reading
        self.table.show([] if reading is None else sweep_columns(reading, self._sweep.findings))
        head, metrics = self.horizontalHeader(), self.fontMetrics()
        for place in range(len(self.table.columns)):
            self.setColumnHidden(place, False)  # noqa: FBT003      a hidden one has no size to ask for
        self._widths = [max(head.sectionSizeHint(place), *(metrics.horizontalAdvance(cell.text) + _EDGES
                                                           for cell in column.cells))
                        for place, column in enumerate(self.table.columns)]
        self.setFixedHeight(ROW * (min(8, max(2, len(self.arms))) + 1) + 12)
        self._fit()
        self._show_chosen()
        self.order_changed.emit()

    def _fit(self) -> None:
        columns = self.table.columns
        if not columns or len(self._widths) != len(columns):
            return
        kept = self._state.mapping(_REMEMBERED)
        always = {key for key, shown in kept.items() if shown}
        room = self.viewport().width()
        shown = fitting(columns, self._widths, room, always, {key for key, yes in kept.items() if not yes})
        left = max(0, room - sum(width for width, yes in zip(self._widths, shown, strict=True) if yes))
        spread = left // max(1, sum(shown))
        for place, yes in enumerate(shown):
            self.setColumnHidden(place, not yes)
            self.setColumnWidth(place, self._widths[place] + spread)

    def _show_chosen(self) -> None:
        arm = self._sweep.arm
        if arm is None or arm not in self.arms:
            return
        index = self.table.index(self.arms.index(arm), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def _row_chosen(self, current: QModelIndex) -> None:
        if current.isValid() and current.row() < len(self.arms):
            self._sweep.choose(self.arms[current.row()])

    def _ordered(self) -> None:
        self._show_chosen()
        self.order_changed.emit()

    def _ask_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, column in enumerate(self.table.columns[1:], 1):
            item = menu.addAction(column.title)
            item.setCheckable(True)
            item.setChecked(not self.isColumnHidden(place))
            item.setData(column.key)
        menu.addSeparator()
        menu.addAction(self.tr("As many as there is room for"))
        menu.triggered.connect(lambda item: self._set_column(str(item.data() or ""), shown=item.isChecked()))
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _set_column(self, key: str, *, shown: bool) -> None:
        kept = {**self._state.mapping(_REMEMBERED), key: shown} if key else {}
        self._state.put(_REMEMBERED, kept)
        self._fit()


def _aligned(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
