"""The contact sheet: a row a preset, a column a frame, as many pictures read as are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from studio.ui.review.thumbnail_cache import ThumbnailCache
from studio.ui.sweep.sheet_geometry import HEAD, SheetGeometry
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.theme import BETWEEN, INSIDE, RADIUS, SMALL, colors, text_font, theme

_ASK_AFTER_MS = 8
_AHEAD = 1                      # screens of pictures at either side of the one seen
_NAME_MOST = 96


class ContactSheet(QAbstractScrollArea):
    """Rows in the order of `set_order`. `opened`: a picture was clicked, or Return pressed on it."""

    opened = Signal()

    def __init__(self, model: SweepModel, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        self._model, self._thumbnails = model, thumbnails
        self._order: list[int] = []
        self.geometry_now = SheetGeometry.fitting(0, [], 0, QSize())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("pictures")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Contact sheet"))
        self.viewport().setMouseTracking(True)
        self._ask = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._ask.timeout.connect(self._want)
        thumbnails.arrived.connect(self._came)
        model.reading_changed.connect(self._follow)
        model.chosen_changed.connect(self._follow_chosen)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        theme().changed.connect(self.viewport().update)

    def set_order(self, arms: Sequence[int]) -> None:
        """The places of the presets from top to bottom."""
        self._order = list(arms)
        self._follow()

    def cell_of(self, arm: int, place: int) -> QRect:
        """Where a take lies in the viewport."""
        return self._shifted(self.geometry_now.cell(self._order.index(arm), place))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Larger pictures where there is room."""
        super().resizeEvent(event)
        self._follow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """What is seen."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colors().color("panel"))
        reading = self._model.reading
        if reading is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for column in self._seen():
                self._paint_number(painter, column, reading.sweep.frames[column])
                for row, arm in enumerate(self._order):
                    current = (arm, column) == (self._model.arm, self._model.place)
                    self._paint_take(painter, self._shifted(self.geometry_now.cell(row, column)), reading.keys[arm][column],
                                     current=current)
            self._paint_names(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose; a click on the picture opens it on release."""
        found = self._at(event)
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._model.choose(*found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open what was pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self._at(event) == (self._model.arm, self._model.place):
            self.opened.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A hand over what opens."""
        shape = Qt.CursorShape.ArrowCursor if self._at(event) is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The usual wheel goes along the frames, unless there are more presets than room."""
        if self.verticalScrollBar().maximum() or not event.angleDelta().y():
            super().wheelEvent(event)
        else:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go over frames and presets, Return opens."""
        arm, place, reading = self._model.arm, self._model.place, self._model.reading
        if arm is None or place is None or reading is None or arm not in self._order or event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
            return
        last, page = len(reading.sweep.frames) - 1, max(1, len(self._seen()) - 1)
        across = {Qt.Key.Key_Left: place - 1, Qt.Key.Key_Right: place + 1, Qt.Key.Key_PageUp: place - page,
                  Qt.Key.Key_PageDown: place + page, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        down, key = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}, Qt.Key(event.key())
        if key in across:
            self._model.choose(arm, max(0, min(last, across[key])))
        elif key in down:
            row = max(0, min(len(self._order) - 1, self._order.index(arm) + down[key]))
            self._model.choose(self._order[row], place)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The current picture shows that it has the keyboard."""
        super().focusInEvent(event)
        self.viewport().update()

    focusOutEvent = focusInEvent  # noqa: N815

    def _follow(self) -> None:
        reading = self._model.reading
        if reading is None:
            self.viewport().update()
            return
        if sorted(self._order) != list(range(len(reading.sweep.arms))):
            self._order = list(range(len(reading.sweep.arms)))
        metrics = QFontMetrics(text_font(bold=True))
        names = [metrics.horizontalAdvance(arm.label) for arm in reading.sweep.arms]
        side = INSIDE + min(_NAME_MOST, max(names)) + INSIDE
        aspects = [reading.aspects[arm] for arm in self._order]
        self.geometry_now = shown = SheetGeometry.fitting(len(reading.sweep.frames), aspects, side,
                                                          self.viewport().size())
        for bar, total, room, step in (
                (self.horizontalScrollBar(), shown.total_width, self.viewport().width(), shown.pitch),
                (self.verticalScrollBar(), shown.total_height, self.viewport().height(), 40)):
            bar.setPageStep(room)
            bar.setSingleStep(step)
            bar.setRange(0, max(0, total - room))
        self._scrolled()

    def _follow_chosen(self) -> None:
        arm, place = self._model.arm, self._model.place
        if arm is not None and place is not None and arm in self._order:
            cell = self.geometry_now.cell(self._order.index(arm), place)
            self._reveal(cell)
        self.viewport().update()

    def _reveal(self, cell: QRect) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        left, right = cell.left() - self.geometry_now.side, cell.right() + BETWEEN - self.viewport().width()
        across.setValue(min(max(across.value(), right), left))
        down.setValue(min(max(down.value(), cell.bottom() + BETWEEN - self.viewport().height()), cell.top() - HEAD))

    def _scrolled(self) -> None:
        self.viewport().update()
        if not self._ask.isActive():
            self._ask.start()

    def _seen(self) -> range:
        left = self.horizontalScrollBar().value()
        return self.geometry_now.columns_in(left + self.geometry_now.side, left + self.viewport().width())

    def _want(self) -> None:
        """The pictures seen, then those beside them; nothing while hidden, since the grid shares the cache."""
        reading = self._model.reading
        if reading is None or not self.isVisible():
            return
        seen, more = self._seen(), _AHEAD * len(self._seen())
        columns = [*seen, *range(seen.stop, min(self.geometry_now.columns, seen.stop + more)),
                   *range(seen.start - 1, max(-1, seen.start - 1 - more), -1)]
        keys = [reading.keys[arm][column] for column in columns for arm in self._order]
        size = QSize(self.geometry_now.width, max(self.geometry_now.heights, default=1))
        self._thumbnails.want([key for key in keys if key], size * self.devicePixelRatioF())

    def _came(self, keys: Sequence[str]) -> None:
        del keys
        if self.isVisible():
            self.viewport().update()

    def _at(self, event: QMouseEvent) -> tuple[int, int] | None:
        point = event.position().toPoint()
        found = self.geometry_now.at(point.x() + self.horizontalScrollBar().value(),
                                     point.y() + self.verticalScrollBar().value())
        if found is None or point.x() < self.geometry_now.side:
            return None
        return self._order[found[0]], found[1]

    def _shifted(self, cell: QRect) -> QRect:
        return cell.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _paint_number(self, painter: QPainter, column: int, frame: int) -> None:
        cell = self._shifted(self.geometry_now.cell(0, column))
        painter.setFont(text_font(SMALL))
        painter.setPen(colors().color("second" if column != self._model.place else "text"))
        painter.drawText(QRect(cell.left(), cell.top() - HEAD, cell.width(), HEAD - 2), Qt.AlignmentFlag.AlignCenter,
                         f"#{frame}")

    def _paint_take(self, painter: QPainter, cell: QRect, key: str, *, current: bool) -> None:
        pixmap = self._thumbnails.get(key) if key else None
        if pixmap is not None:
            painter.drawPixmap(cell, pixmap)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors().color("raised"))
            painter.drawRoundedRect(cell, RADIUS, RADIUS)
            painter.setPen(colors().color("third"))
            painter.setFont(text_font(SMALL))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, "" if key and not self._thumbnails.is_missing(key) else "–")
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors().color("accent" if self.hasFocus() else "text"), 2))
            painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), RADIUS, RADIUS)

    def _paint_names(self, painter: QPainter) -> None:
        """Over what is scrolled under them."""
        shown = self.geometry_now
        painter.fillRect(QRect(0, 0, shown.side - 2, self.viewport().height()), colors().color("panel"))
        painter.setFont(text_font(bold=True))
        metrics, reading = QFontMetrics(text_font(bold=True)), self._model.reading
        for row, arm in enumerate(self._order):
            if reading is None:
                return
            cell = self._shifted(shown.cell(row, 0))
            room = QRect(INSIDE, cell.top(), shown.side - 2 * INSIDE, cell.height())
            painter.setPen(colors().color("accent" if arm == self._model.arm else "text"))
            name = metrics.elidedText(reading.sweep.arms[arm].label, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
