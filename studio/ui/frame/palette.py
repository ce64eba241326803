"""The command palette: a few letters find any command of any workspace, or an episode opened lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.frame.fuzzy import fit
from studio.ui.frame.overlay import Overlay
from studio.ui.theme import BETWEEN, GRID, INSIDE, RADIUS, SMALL, TEXT, colors, text_font

_ROW = 32
_SIZE = (620, 480)
_PAGE = 10
_ONLY_BY_PLACE, _DISABLED = 100.0, 50.0
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to run. `words` is what typed letters are compared with, beside the text: its English name, say."""

    text: str
    where: str
    key: str
    run: Callable[[], object]
    words: str = ""
    enabled: bool = True


def ranked(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Those that fit what was typed, the best first; all, in their own order, while nothing is typed."""
    if not typed.strip():
        return list(entries)
    fits = [(found, place) for place, entry in enumerate(entries) if (found := _fit(typed, entry)) is not None]
    return [entries[place] for _, place in sorted(fits, key=lambda item: (-item[0], item[1]))]


def _fit(typed: str, entry: Entry) -> float | None:
    """By the name, in either language; by workspace and name only where the name alone does not do."""
    by_name = [score for text in (entry.text, entry.words) if text and (score := fit(typed, text)) is not None]
    by_place = None if by_name else fit(typed, f"{entry.where} {entry.text}")
    best = max(by_name) if by_name else None if by_place is None else by_place - _ONLY_BY_PLACE
    return None if best is None else best - (0.0 if entry.enabled else _DISABLED)


class _Found(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Replace all."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """How many were found."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry itself for the delegate, its words for a screen reader."""
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(part for part in (entry.text, entry.where, entry.key) if part)
        return None


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Every row is as high as the next."""
        del option, index
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Text, where it belongs, key at the right."""
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect.adjusted(GRID, 0, -GRID, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_row(painter, rect, entry, chosen=_is_selected(option))
        painter.restore()


def _is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _draw_row(painter: QPainter, rect: QRect, entry: Entry, *, chosen: bool) -> None:
    shown = colors()
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.color("selection"))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
    line = rect.adjusted(INSIDE - GRID, 0, -(INSIDE - GRID), 0)
    painter.setFont(text_font(TEXT))
    painter.setPen(shown.color("text" if entry.enabled else "third"))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, entry.text)
    after = line.adjusted(painter.fontMetrics().horizontalAdvance(entry.text) + BETWEEN, 0, 0, 0)
    painter.setFont(text_font(SMALL))
    painter.setPen(shown.color("second"))
    painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, entry.where)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.key)


class CommandPalette(Overlay):
    """Typing narrows the list, arrows move in it, Enter runs."""

    def __init__(self, window: QWidget, entries: Sequence[Entry]) -> None:
        super().__init__(window, QCoreApplication.translate("CommandPalette", "Command palette"), _SIZE)
        self._entries = entries
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText(self.tr("Type a command or an episode"))
        self.search.setAccessibleName(self.tr("Command"))
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self._found = _Found(self)
        self.list = QListView()
        self.list.setModel(self._found)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Commands found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)
        self._narrow("")
        self.open(self.search)

    def found(self) -> list[Entry]:
        """What is shown now."""
        return list(self._found.entries)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The keys that move in the list while letters go on into the line."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._steer(event)
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex().row())
        elif key in _MOVES:
            self._choose(self.list.currentIndex().row() + _MOVES[key])
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        self._found.show_entries(ranked(self._entries, typed))
        self._choose(0)

    def _choose(self, row: int) -> None:
        last = self._found.rowCount() - 1
        self.list.setCurrentIndex(self._found.index(max(0, min(row, last))))

    def _run(self, row: int) -> None:
        if 0 <= row < self._found.rowCount() and self._found.entries[row].enabled:
            entry = self._found.entries[row]
            self.dismiss()
            entry.run()
