"""A grid of cells of one size over a list model, laid out by arithmetic whatever the number of items."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QRegion, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from studio.ui.review.grid_geometry import NARROWEST, USUAL, WIDEST, GridGeometry
from studio.ui.theme import INSIDE

Index = QModelIndex | QPersistentModelIndex
_STEP = 1.15                    # of the cell's width, a key or a notch of the wheel
_USUAL_ASPECT = 2 / 3
_STRANGEST = 2.5                # pictures wider or taller than this get empty room instead of strange cells


class UniformGrid(QAbstractItemView):
    """Scrolls, finds and measures cells; subclasses paint and select. QListView lays out every item for that.

    `width_changed`: the wanted width of a cell in pixels.
    """

    width_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell_width = USUAL
        self.cells = GridGeometry.fitting(0, INSIDE, USUAL, _USUAL_ASPECT)
        self._aspect = _USUAL_ASPECT
        self.setObjectName("pictures")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAutoScroll(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(NARROWEST + 2 * INSIDE)

    def keep_place(self, change: Callable[[], object]) -> None:
        """Carry out a change of layout and let what is at the top stay there; subclasses may know better."""
        top = self.visible_positions().start
        scrolled = self.verticalScrollBar().value() > 0
        change()
        if scrolled:
            self.verticalScrollBar().setValue(self.cells.rect(min(top, max(0, self.cells.count - 1))).top() - INSIDE)

    def set_aspect(self, aspect: float) -> None:
        """Width over height of the pictures."""
        self._aspect = max(1 / _STRANGEST, min(aspect, _STRANGEST))
        self.updateGeometries()
        self.viewport().update()

    def set_cell_width(self, width: int) -> None:
        """How wide a cell is at least."""
        width = max(NARROWEST, min(width, WIDEST))
        if width == self.cell_width:
            return
        self.cell_width = width
        self.keep_place(self.updateGeometries)
        self.viewport().update()
        self.width_changed.emit(width)

    def larger(self) -> None:
        """Larger pictures by one step."""
        self.set_cell_width(round(self.cell_width * _STEP))

    def smaller(self) -> None:
        """Smaller pictures by one step."""
        self.set_cell_width(round(self.cell_width / _STEP))

    def visible_positions(self) -> range:
        """The positions of the cells seen, also in part."""
        top = self.verticalScrollBar().value()
        return self.cells.lines_between(top, top + self.viewport().height() - 1)

    def ensure_visible(self, position: int) -> None:
        """Scroll as little as needed."""
        cell, bar = self.cells.rect(position), self.verticalScrollBar()
        top, bottom = cell.top() - INSIDE, cell.bottom() + INSIDE - self.viewport().height()
        bar.setValue(min(top, max(bar.value(), bottom)))

    def cell_rect(self, position: int) -> QRect:
        """A cell in the viewport's pixels."""
        return self.cells.rect(position).translated(0, -self.verticalScrollBar().value())

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        """The cell of an index in the viewport."""
        return self.cell_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """The index under a point of the viewport."""
        position = self.position_at(point)
        return self.model().index(position, 0) if position >= 0 else QModelIndex()

    def position_at(self, point: QPoint) -> int:
        """The position under a point of the viewport, -1 for none."""
        return self.cells.position_at(point + QPoint(0, self.verticalScrollBar().value()))

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,  # noqa: N802
                 ) -> None:
        """Bring an index into view."""
        if not index.isValid():
            return
        if hint == QAbstractItemView.ScrollHint.EnsureVisible:
            self.ensure_visible(index.row())
            return
        cell, room = self.cells.rect(index.row()), self.viewport().height()
        tops = {QAbstractItemView.ScrollHint.PositionAtTop: cell.top() - INSIDE,
                QAbstractItemView.ScrollHint.PositionAtBottom: cell.bottom() + INSIDE - room}
        self.verticalScrollBar().setValue(tops.get(hint, cell.center().y() - room // 2))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Where a cursor key would lead; the keys themselves are handled by `keyPressEvent`."""
        del action, modifiers
        return self.currentIndex()

    def horizontalOffset(self) -> int:  # noqa: N802
        """Nothing lies aside."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802
        """Pixels scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802
        """What is filtered away is not in the model."""
        del index
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802
        """Selection is the state's."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """Nothing is selected in the selection model."""
        del selection
        return QRegion()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Move what is painted; only the lines that come into view are painted anew."""
        self.viewport().scroll(dx, dy)

    def updateGeometries(self) -> None:  # noqa: N802
        """Lay out anew: a division, whatever the number of takes."""
        super().updateGeometries()
        count = self.model().rowCount() if self.model() is not None else 0
        self.cells = GridGeometry.fitting(count, self.viewport().width(), self.cell_width, self._aspect)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setSingleStep(max(20, self.cells.pitch // 4))
        bar.setRange(0, max(0, self.cells.height - room))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl the pictures' size."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y():
            (self.larger if event.angleDelta().y() > 0 else self.smaller)()
