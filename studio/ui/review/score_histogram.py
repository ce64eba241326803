"""The spread of one score, with the threshold as a line that is dragged; dragging elsewhere brushes a range."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.episode.thresholds import ThresholdRule
from studio.review.histogram import Histogram
from studio.review.take_filter import ScoreSpan
from studio.ui.numbers import fixed_text, plain_text
from studio.ui.theme import SMALL, colors, text_font, theme

Drag: TypeAlias = Literal["limit", "brush"]

BARS_HEIGHT, BUBBLE = 56, 18
_GRIP = 6                       # pixels around the line that take hold of it
_FINE = 0.2                     # of the rule's step, for a key
_TYPING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_SIDE = 20                      # room at both ends, so that the bubble is never cut


class ScoreHistogram(QWidget):
    """`limit_moved` while the line is dragged or stepped by keys, `limit_set` when it is let go; `brushed` a range."""

    limit_moved = Signal(float)
    limit_set = Signal()
    brushed = Signal(object)            # ScoreSpan, open where nothing is brushed any more
    edit_asked = Signal()               # a value is to be typed

    def __init__(self, score: str, rule: ThresholdRule | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score = score
        self._rule = rule
        self._data = Histogram(0.0, 1.0, np.zeros(1, np.int64), 0)
        self.limit: float | None = None
        self.brush = ScoreSpan()
        self._drag: Drag | None = None
        self._brush_from = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme().changed.connect(self.update)

    def set_data(self, data: Histogram) -> None:
        """Other takes."""
        self._data = data
        self.update()

    def set_limit(self, limit: float | None) -> None:
        """Where the line stands; None: the threshold is off."""
        if limit != self.limit:
            self.limit = limit
            self.update()

    def set_brush(self, span: ScoreSpan) -> None:
        """Mark a range."""
        if span != self.brush:
            self.brush = span
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Bars, and the bubble under them where the score can have a threshold."""
        return QSize(160, BARS_HEIGHT + (BUBBLE + 4 if self._rule else 2))

    def x_of(self, value: float) -> float:
        """Where a value stands, in pixels."""
        share = (value - self._data.low) / (self._data.high - self._data.low)
        return _SIDE + min(max(share, 0.0), 1.0) * (self.width() - 2 * _SIDE)

    def value_at(self, x: float) -> float:
        """The value at so many pixels, within the span."""
        share = (x - _SIDE) / max(1, self.width() - 2 * _SIDE)
        return self._data.low + min(max(share, 0.0), 1.0) * (self._data.high - self._data.low)

    def bubble(self) -> QRectF:
        """Where the threshold's value is written; empty while it is off."""
        if self.limit is None:
            return QRectF()
        width = QFontMetrics(text_font(SMALL)).horizontalAdvance(self._limit_text()) + 12
        left = min(max(0.0, self.x_of(self.limit) - width / 2), self.width() - width)
        return QRectF(left, BARS_HEIGHT + 3, width, BUBBLE)

    def usual_limit(self) -> float:
        """A first threshold that most takes keep: a tenth of them do not."""
        assert self._rule is not None
        counts, edges = self._data.counts, np.abs(self._data.edges())
        share = np.cumsum(counts) / max(1, int(counts.sum()))
        place = int(np.searchsorted(share, 0.1 if self._rule.sense == "at least" else 0.9))
        value = float(edges[min(place + (self._rule.sense != "at least"), len(edges) - 1)])
        return round(min(max(value, self._rule.low), self._rule.high), _digits(self._rule))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Bars, brushed range, line and bubble."""
        del event
        painter = QPainter(self)
        self._paint_brush(painter)
        self._paint_bars(painter)
        if self.limit is not None:
            self._paint_limit(painter)
        if self.hasFocus():
            painter.fillRect(QRectF(0, BARS_HEIGHT, self.width(), 1), colors().color("accent"))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the line, or begin to brush."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._drag = "limit" if self._over_limit(event.position()) else "brush"
        self._brush_from = self.value_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the line, or brush on."""
        if self._drag is None:
            over = self._over_limit(event.position())
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.CrossCursor)
        elif self._drag == "limit":
            self._move_limit(self.value_at(event.position().x()))
        else:
            low, high = sorted((self._brush_from, self.value_at(event.position().x())))
            self.set_brush(ScoreSpan(low, high))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """What was dragged counts now; a click on the bars takes a brushed range away."""
        drag, self._drag = self._drag, None
        if event.button() != Qt.MouseButton.LeftButton or drag is None:
            return
        if drag == "limit":
            self.limit_set.emit()
            return
        if abs(self.x_of(self._brush_from) - event.position().x()) < 3:
            self.set_brush(ScoreSpan())
        self.brushed.emit(self.brush)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Type the value."""
        if self._over_limit(event.position()):
            self.edit_asked.emit()

    def event(self, event: QEvent) -> bool:
        """Return is ours before it is the workspace's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _TYPING:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and right move the threshold, Return lets it be typed."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if event.key() in _TYPING and self._rule:
            self.edit_asked.emit()
        elif step is not None and self.limit is not None and self._rule is not None:
            self._move_limit(self.limit + step * self._rule.step * _FINE)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The key let go sets the threshold, so that holding it down is one step."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.isAutoRepeat() and self.limit is not None:
            self.limit_set.emit()
        else:
            super().keyReleaseEvent(event)

    def _move_limit(self, value: float) -> None:
        assert self._rule is not None
        value = abs(value) if self._rule.sense == "within" else value
        value = round(min(max(value, self._rule.low), self._rule.high), _digits(self._rule))
        if value != self.limit:
            self.set_limit(value)
            self.limit_moved.emit(value)

    def _over_limit(self, point: QPointF) -> bool:
        if self.limit is None or self._rule is None:
            return False
        near = any(abs(point.x() - self.x_of(value)) <= _GRIP for value in self._lines())
        return (near and point.y() <= BARS_HEIGHT) or self.bubble().contains(point)

    def _lines(self) -> tuple[float, ...]:
        if self.limit is None:
            return ()
        both = self._rule is not None and self._rule.sense == "within" and self._data.low < 0
        return (-self.limit, self.limit) if both else (self.limit,)

    def _paint_brush(self, painter: QPainter) -> None:
        if self.brush.low is not None and self.brush.high is not None:
            left, right = self.x_of(self.brush.low), self.x_of(self.brush.high)
            painter.fillRect(QRectF(left, 0, max(1.0, right - left), BARS_HEIGHT), colors().color("selection"))

    def _paint_bars(self, painter: QPainter) -> None:
        counts, edges = self._data.counts, self._data.edges()
        most = max(1, int(counts.max()))
        for count, low, high in zip(counts.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            if not count:
                continue
            left, right = round(self.x_of(low)), round(self.x_of(high))
            tall = max(2, round((BARS_HEIGHT - 6) * count / most))
            painter.fillRect(left, BARS_HEIGHT - tall, max(1, right - left - 1), tall, self._bar_color((low + high) / 2))
        painter.fillRect(QRectF(_SIDE, BARS_HEIGHT, self.width() - 2 * _SIDE, 1), colors().color("seam"))

    def _bar_color(self, middle: float) -> QColor:
        if self._rule is None or self.limit is None:
            return colors().color("third")
        passes = self._rule.passes(middle, self.limit)
        color = colors().color("accepted" if passes else "rejected")
        color.setAlphaF(0.9 if passes else 0.45)
        return color

    def _paint_limit(self, painter: QPainter) -> None:
        assert self.limit is not None
        for value in self._lines():
            painter.fillRect(QRectF(self.x_of(value) - 1, 0, 2, BARS_HEIGHT + 3), colors().color("text"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors().color("text"))
        painter.drawRoundedRect(self.bubble(), 4, 4)
        painter.setPen(colors().color("panel"))
        painter.setFont(text_font(SMALL))
        painter.drawText(self.bubble(), Qt.AlignmentFlag.AlignCenter, self._limit_text())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _limit_text(self) -> str:
        assert self.limit is not None
        if self._rule is not None and self._rule.sense == "within":
            return f"±{plain_text(self.limit)}°"
        digits = _digits(self._rule)
        return fixed_text(self.limit, digits) if round(self.limit, digits) == self.limit else plain_text(self.limit)


def _digits(rule: ThresholdRule | None) -> int:
    """Of a threshold that is dragged: hundredths, or whole degrees, levels and faces."""
    return 0 if rule is not None and rule.step >= 1 else 2
