"""The source as a strip of pictures: only what is seen is decoded; the range is dragged, its edges too."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.prepare.frame_pictures import FramePictures, nearest_first
from studio.ui.prepare.strip_map import StripMap
from studio.ui.theme import RADIUS, colors, theme
from studio.ui.widgets.rounded_ground import painter_on_ground

HEIGHT = 92
EDGE = 6                # pixels within which an edge of the range is taken hold of
CLICK = 4               # pixels moved before a press is a drag
ZOOM_STEP = 1.25


class Filmstrip(QWidget):
    """Frames are given by place (0..count-1). A click shows a frame, a drag takes a range, a drag of an edge moves it;
    the wheel scrolls, with Ctrl it zooms; the middle button drags the strip."""

    hovered = Signal(object)            # place, or None when the mouse is gone
    current_changed = Signal(int)
    range_dragged = Signal(int, int)    # first and last place, while dragging
    range_chosen = Signal(int, int)     # when the button is let go

    def __init__(self, strip: StripMap, pictures: FramePictures) -> None:
        super().__init__()
        self.strip = strip
        self._pictures = pictures
        self._numbers: list[int] = []
        self._aspect = 1.0
        self._spans: list[tuple[int, int]] = []
        self.current = 0
        self._pressed: QPoint | None = None
        self._dragging = ""             # first, last, new, strip
        self._anchor = 0
        self._grabbed_offset = 0.0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Filmstrip"))
        self.setToolTip(self.tr("Drag over frames to choose a range; drag its edges. Wheel: scroll, Ctrl+wheel: zoom."))
        strip.changed.connect(self._moved)
        pictures.thumbnail_came.connect(self._thumbnail_came)
        theme().changed.connect(self.update)

    def _thumbnail_came(self, number: int) -> None:
        del number
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A row of pictures."""
        return QSize(600, HEIGHT)

    def set_frames(self, numbers: list[int], aspect: float) -> None:
        """Show a source: its frame numbers, and width over height of its pictures."""
        self._numbers, self._aspect = numbers, aspect
        self.current = min(self.current, max(0, len(numbers) - 1))
        self.strip.set_count(len(numbers))

    def set_spans(self, spans: list[tuple[int, int]]) -> None:
        """Which places are in the range: first and last of each part."""
        self._spans = spans
        self.update()

    def set_current(self, place: int) -> None:
        """Mark a frame as the one shown."""
        place = min(max(0, place), max(0, len(self._numbers) - 1))
        if self._numbers and place != self.current:
            self.current = place
            self.strip.show_place(place)
            self.current_changed.emit(place)
            self.update()

    @property
    def thumbnail_width(self) -> float:
        """Pixels of one picture."""
        return max(24.0, self.height() * self._aspect)

    def visible(self) -> list[tuple[int, QRectF]]:
        """The places whose pictures are seen, with where each is drawn."""
        if not self._numbers:
            return []
        wide = max(self.thumbnail_width, self.strip.scale)
        first = max(0, math.floor(self.strip.offset / wide))
        last = min(math.ceil(self.strip.length / wide), math.ceil((self.strip.offset + self.width()) / wide))
        found = []
        for slot in range(first, last):
            place = min(len(self._numbers) - 1, round((slot + 0.5) * wide / self.strip.scale - 0.5))
            found.append((max(0, place), QRectF(slot * wide - self.strip.offset, 0, wide, self.height())))
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep what is shown."""
        del event
        self.strip.set_width(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Pictures, what is outside the range dimmed, the range's frame, the current frame."""
        del event
        painter = painter_on_ground(self)
        for place, rect in self.visible():
            self._paint_picture(painter, place, rect)
        self._paint_range(painter)
        self._paint_current(painter)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors().color("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of an edge, of the strip, or begin a range."""
        if not self._numbers:
            return
        x = event.position().x()
        self._pressed = event.position().toPoint()
        self._anchor = self.strip.frame_at(x)
        self._grabbed_offset = self.strip.offset
        self._dragging = "strip" if event.button() == Qt.MouseButton.MiddleButton else self._edge_at(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag, or say which frame is under the mouse."""
        if not self._numbers:
            return
        x = event.position().x()
        if self._pressed is None:
            self.setCursor(Qt.CursorShape.SizeHorCursor if self._edge_at(x) else Qt.CursorShape.ArrowCursor)
            self.hovered.emit(self.strip.frame_at(x))
            return
        moved = abs(x - self._pressed.x()) >= CLICK
        if self._dragging == "strip":
            self.strip.scroll_to(self._grabbed_offset - (x - self._pressed.x()))
        elif self._dragging or moved:
            self._dragging = self._dragging or "new"
            first, last = self._dragged_range(x)
            self.set_spans([(first, last)])
            self.hovered.emit(self.strip.frame_at(x))
            self.range_dragged.emit(first, last)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the range dragged, or show the frame clicked."""
        if self._pressed is None:
            return
        x, dragging = event.position().x(), self._dragging
        moved = abs(x - self._pressed.x()) >= CLICK
        self._pressed, self._dragging = None, ""
        if dragging in ("first", "last", "new") and moved:
            self.range_chosen.emit(*self._range_for(dragging, x))
        elif dragging != "strip":
            self.set_current(self.strip.frame_at(x))

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        """Nothing is under the mouse."""
        del event
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll, or zoom with Ctrl."""
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.strip.zoom(ZOOM_STEP ** (delta.y() / 120), event.position().x())
        else:
            self.strip.scroll_to(self.strip.offset - (delta.y() or delta.x()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and Right go from frame to frame (Shift: ten), Home and End to the ends, + and - zoom."""
        by = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        steps = {Qt.Key.Key_Left: -by, Qt.Key.Key_Right: by, Qt.Key.Key_Home: -len(self._numbers),
                 Qt.Key.Key_End: len(self._numbers)}
        zooms = {Qt.Key.Key_Plus: ZOOM_STEP, Qt.Key.Key_Equal: ZOOM_STEP, Qt.Key.Key_Minus: 1 / ZOOM_STEP}
        key = Qt.Key(event.key())
        if key in steps:
            self.set_current(self.current + steps[key])
        elif key in zooms:
            self.strip.zoom(zooms[key], self.strip.x_of(self.current))
        else:
            super().keyPressEvent(event)

    def _moved(self) -> None:
        """Ask for what is seen now, the middle first."""
        wanted = [self._numbers[place] for place, _ in self.visible()]
        middle = wanted[len(wanted) // 2] if wanted else 0
        self._pictures.want(nearest_first(dict.fromkeys(wanted), middle))
        self.update()

    def _edge_at(self, x: float) -> str:
        if len(self._spans) != 1:
            return ""
        first, last = self._spans[0]
        edges = {"first": self.strip.x_of(first), "last": self.strip.x_of(last + 1)}
        near = {name: abs(x - at) for name, at in edges.items() if abs(x - at) <= EDGE}
        return min(near, key=lambda name: near[name], default="")

    def _dragged_range(self, x: float) -> tuple[int, int]:
        return self._range_for(self._dragging, x)

    def _range_for(self, dragging: str, x: float) -> tuple[int, int]:
        at = self.strip.frame_at(x)
        if dragging == "new":
            return min(self._anchor, at), max(self._anchor, at)
        first, last = self._spans[0]
        if dragging == "first":
            edge = min(max(round(self.strip.place_at(x)), 0), len(self._numbers) - 1)
            return min(edge, last), last
        edge = min(max(round(self.strip.place_at(x)) - 1, 0), len(self._numbers) - 1)
        return first, max(first, edge)

    def _paint_picture(self, painter: QPainter, place: int, rect: QRectF) -> None:
        number = self._numbers[place]
        image = self._pictures.thumbnail(number)
        inner = rect.adjusted(0, 0, -1, 0)
        if image is None:
            painter.fillRect(inner, colors().color("raised"))
            if self._pictures.error(number) is not None:
                painter.setPen(colors().color("rejected"))
                painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, "✕")
            return
        scale = max(inner.width() / image.width(), inner.height() / image.height())
        wide, high = inner.width() / scale, inner.height() / scale
        shown = QRectF((image.width() - wide) / 2, (image.height() - high) / 2, wide, high)
        painter.drawImage(inner, image, shown)

    def _paint_range(self, painter: QPainter) -> None:
        whole = QRectF(self.rect())
        outside = QPainterPath()
        outside.addRect(whole)
        inside = QPainterPath()
        for first, last in self._spans:
            left, right = self.strip.x_of(first), self.strip.x_of(last + 1)
            inside.addRect(QRectF(left, 0, max(2.0, right - left), self.height()))
        dim = QColor(colors().surround)
        dim.setAlphaF(0.72)
        painter.fillPath(outside.subtracted(inside), dim)
        painter.setPen(QPen(colors().color("accent"), 2))
        for first, last in self._spans:
            left, right = self.strip.x_of(first), self.strip.x_of(last + 1)
            painter.drawRoundedRect(QRectF(left + 1, 1, max(2.0, right - left - 2), self.height() - 2), 3, 3)

    def _paint_current(self, painter: QPainter) -> None:
        if not self._numbers:
            return
        x = self.strip.x_of(self.current + 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors().color("text"))
        painter.drawPolygon([QPointF(x - 5, 0), QPointF(x + 5, 0), QPointF(x, 6)])
        painter.drawRect(QRectF(x - 0.5, 0, 1, self.height()))
