"""The grid of takes: only what is seen is looked at, so that 100,000 takes scroll like a hundred."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QRubberBand, QWidget

from studio.ui.review.cell_painter import CellLook, CellPainter, picture_room
from studio.ui.review.review_state import ReviewState
from studio.ui.review.thumbnail_cache import ThumbnailCache
from studio.ui.review.uniform_grid import UniformGrid
from studio.ui.theme import colors, theme

_AHEAD = 3                      # screens of thumbnails before and behind the one seen
_ASK_AFTER_MS = 8
_BAND_FROM = 24                 # pixels the mouse moves before a click becomes a band


class TakeGrid(UniformGrid):
    """Selection and current take are the state's, not the selection model's. `opened`: a take was double-clicked."""

    opened = Signal()

    def __init__(self, state: ReviewState, thumbnails: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review = state
        self.thumbnails = thumbnails
        self.setAccessibleName(self.tr("Takes"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)    # else scrolling repaints everything
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._painter = CellPainter(state.session, thumbnails, self)
        self._looks: dict[int, CellLook] = {}
        self._position = 0              # of the current take in the layout painted last
        self._pressed: QPoint | None = None
        self._band: QRubberBand | None = None
        self._before_band = np.empty(0, np.int64)
        self._ask = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._ask.timeout.connect(self._want_thumbnails)
        self.setModel(state.model)
        self._connect()
        self._follow_takes()

    def _connect(self) -> None:
        state = self.review
        state.session.takes_changed.connect(self._follow_takes)
        state.model.order_changed.connect(self._follow_order)
        state.model.shown_changed.connect(self._follow_standings)
        state.current_changed.connect(self._follow_current)
        state.selection_changed.connect(self.viewport().update)
        self.thumbnails.arrived.connect(self._thumbnails_came)
        self.verticalScrollBar().valueChanged.connect(self._ask_soon)
        theme().changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The cells that the event touches."""
        painter = QPainter(self.viewport())
        self._painter.set_ratio(self.devicePixelRatioF())
        painter.fillRect(event.rect(), colors().color("surround"))
        order, state = self.review.model.order, self.review
        region = event.region().translated(0, self.verticalOffset())
        for position in self.cells.positions_in(region.boundingRect()):
            if not region.intersects(self.cells.rect(position)):
                continue
            row = int(order[position])
            self._looks[position] = self._painter.look(row)
            self._painter.paint(painter, self.cell_rect(position), row, selected=state.is_selected(row),
                                current=row == state.current_row)
        painter.end()

    def updateGeometries(self) -> None:  # noqa: N802
        """Lay out anew; other cells may be seen then."""
        super().updateGeometries()
        if hasattr(self, "_ask"):           # Qt asks for the first layout while its own constructor still runs
            self._looks.clear()
            self._ask_soon()

    def keep_place(self, change: Callable[[], object]) -> None:
        """The current take stays where it is seen; where it is not, what is at the top."""
        seen = self._position in self.visible_positions()
        before = self.cell_rect(self._position).top()
        if not seen or self.review.current_row is None:
            super().keep_place(change)
            return
        change()
        self.verticalScrollBar().setValue(self.cells.rect(self.review.position).top() - before)

    def _follow_takes(self) -> None:
        self._painter.follow_takes()
        self._painter.follow_standings()
        session = self.review.session
        if len(session.takes):
            facts = session.store.takes.row(int(session.takes.takes[0])).facts
            self.set_aspect(facts.width / max(1, facts.height))

    def _follow_order(self) -> None:
        """Other takes in other places."""
        self._painter.follow_takes()
        self.keep_place(self.updateGeometries)
        self._follow_current(self.review.current_row)
        self.viewport().update()

    def _follow_standings(self) -> None:
        """Repaint the cells that look different now, and no others."""
        self._painter.follow_standings()
        order = self.review.model.order
        for position in self.visible_positions():
            if self._looks.get(position) != self._painter.look(int(order[position])):
                self.viewport().update(self.cell_rect(position))

    def _follow_current(self, row: object) -> None:
        position = self.review.model.position_of(row) if isinstance(row, int) else -1
        index = self.model().index(position, 0) if position >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.viewport().update(self.cell_rect(self._position))
        self._position = max(0, position)
        self.viewport().update(self.cell_rect(self._position))
        if position >= 0 and self.isVisible():
            self.ensure_visible(position)

    def _ask_soon(self) -> None:
        if not self._ask.isActive():
            self._ask.start()

    def _want_thumbnails(self) -> None:
        """Those seen, then those a few screens on, then back."""
        seen, order, keys = self.visible_positions(), self.review.model.order, self.review.session.takes.keys
        room = _AHEAD * len(seen)
        wanted = [*seen, *range(seen.stop, min(seen.stop + room, len(order))),
                  *range(seen.start - 1, max(-1, seen.start - 1 - room), -1)]
        box = picture_room(QRect(QPoint(), self.cells.cell)).size() * self.devicePixelRatioF()
        self.thumbnails.want([keys[row] for row in order[np.array(wanted, np.int64)].tolist()], box)

    def _thumbnails_came(self, came: Sequence[str]) -> None:
        order, keys, fresh = self.review.model.order, self.review.session.takes.keys, set(came)
        for position in self.visible_positions():
            if keys[int(order[position])] in fresh:
                self.viewport().update(self.cell_rect(position))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width, other columns; a current take that was seen whole still is."""
        current = self.cell_rect(self._position)
        whole = current.top() >= 0 and current.bottom() <= event.oldSize().height()
        self.keep_place(lambda: super(TakeGrid, self).resizeEvent(event))
        if whole and self.review.current_row is not None:
            self.ensure_visible(self._position)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows, Home, End and pages, with Shift selecting on; everything else is left to the commands."""
        columns, count = self.cells.columns, len(self.review.model.order)
        page = columns * max(1, self.viewport().height() // self.cells.pitch)
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns,
                 Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page, Qt.Key.Key_Home: -count, Qt.Key.Key_End: count}
        move = moves.get(Qt.Key(event.key()))
        if move is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif not self._leaves_the_column(move, event.key()):
            self.review.move(move, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _leaves_the_column(self, move: int, key: int) -> bool:
        """Up on the first line and down on the last stay where they are."""
        columns, count, position = self.cells.columns, len(self.review.model.order), self.review.position
        if key == Qt.Key.Key_Up:
            return position + move < 0
        return key == Qt.Key.Key_Down and position // columns == (count - 1) // columns

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select: alone, with Ctrl one more, with Shift up to here; the right button keeps what it is pressed on."""
        point = event.position().toPoint()
        position = self.position_at(point)
        row = int(self.review.model.order[position]) if position >= 0 else None
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = point
            self._before_band = self.review.selected_rows()
            self._select(row, event.modifiers())
        elif row is not None and not self.review.is_selected(row):
            self.review.set_current(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The band grows; beyond the edges the grid scrolls along."""
        point = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self._band is None:
            if (point - self._pressed).manhattanLength() < _BAND_FROM:
                return
            self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self._pressed -= QPoint(0, self._scroll_along(point))
        area = QRect(self._pressed, point).normalized()
        self._band.setGeometry(area)
        self._band.show()
        self._select_in(area, add=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The band's takes stay selected."""
        del event
        self._pressed = None
        if self._band is not None:
            self._band.deleteLater()
            self._band = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Look at a take closely."""
        if event.button() == Qt.MouseButton.LeftButton and self.position_at(event.position().toPoint()) >= 0:
            self.opened.emit()

    def _select(self, row: int | None, modifiers: Qt.KeyboardModifier) -> None:
        if row is None:
            if not modifiers:
                self.review.select_none()
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.review.extend_to(row)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.review.toggle(row)
        else:
            self.review.set_current(row)

    def _select_in(self, area: QRect, *, add: bool) -> None:
        positions = self.cells.positions_in(area.translated(0, self.verticalOffset()))
        rows = self.review.model.rows_at(np.array(positions, np.int64))
        self.review.select(np.union1d(rows, self._before_band) if add else rows)

    def _scroll_along(self, point: QPoint) -> int:
        """Scroll as far as the mouse is outside; by how many pixels."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        before = bar.value()
        bar.setValue(before + max(0, point.y() - room) + min(0, point.y()))
        return bar.value() - before
