"""The ruler above the lanes: time code, range, markers, and the playhead's handle."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.ui.theme import GRID, colors, text_font, theme
from studio.ui.timeline.lane_rows import RULER_HEIGHT
from studio.ui.timeline.selection import Selection
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.time_code import ruler_label, ruler_step
from studio.ui.timeline.timeline_colors import faint
from studio.ui.timeline.timeline_model import TimelineModel

_LABEL = 84                 # pixels that a label needs
_PARTS = 5                  # between two labels
_FLAG = 5
_NEAR = 6


class Ruler(QWidget):
    """Pressing and dragging moves the playhead; a marker's flag is selected by a click."""

    def __init__(self, model: TimelineModel, axis: TimeAxis) -> None:
        super().__init__()
        self._model = model
        self._axis = axis
        self.setFixedHeight(RULER_HEIGHT)
        self.setAccessibleName(self.tr("Time"))
        for signal in (axis.changed, model.timeline_changed, model.loop_changed, model.selection_changed, theme().changed):
            signal.connect(self.update)
        model.playhead_changed.connect(self._playhead_moved)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Labels, range, markers, playhead."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors().color("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colors().color("seam"))
        self._paint_range(painter)
        self._paint_labels(painter, event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, marker in enumerate(self._model.timeline.markers):
            chosen = self._model.selection == Selection("marker", "", index)
            self._paint_flag(painter, self._axis.x(marker), chosen=chosen)
        self._paint_playhead(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take a marker, or the playhead."""
        if event.button() == Qt.MouseButton.LeftButton:
            index = self._marker_at(event.position())
            if index is not None:
                self._model.select(Selection("marker", "", index))
                self._model.seek(self._model.timeline.markers[index])
            else:
                self._model.seek(self._axis.time(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the playhead."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._model.seek(self._axis.time(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the cursor."""
        self._axis.zoom(1.25 ** (event.angleDelta().y() / 120), event.position().x())
        event.accept()

    def _playhead_moved(self, before: float) -> None:
        for seconds in (before, self._model.playhead_s):
            x = self._axis.x(seconds)
            if -_NEAR <= x <= self.width() + _NEAR:
                self.update(int(x) - _NEAR, 0, 2 * _NEAR + 1, self.height())

    def _marker_at(self, point: QPointF) -> int | None:
        near = [(abs(self._axis.x(marker) - point.x()), index) for index, marker in enumerate(self._model.timeline.markers)]
        nearest = min(near, default=(_NEAR + 1.0, -1))
        return nearest[1] if nearest[0] <= _NEAR and point.y() <= RULER_HEIGHT / 2 else None

    def _paint_labels(self, painter: QPainter, exposed: QRect) -> None:
        fps = self._model.fps
        step = ruler_step(_LABEL / self._axis.pixels_per_s, fps)
        painter.setFont(text_font(11))
        first = math.floor(self._axis.time(exposed.left() - _LABEL) / step)
        for place in range(max(0, first), math.ceil(self._axis.time(exposed.right()) / step) + 1):
            x = round(self._axis.x(place * step))
            painter.setPen(colors().color("third"))
            painter.drawLine(x, self.height() - 14, x, self.height() - 2)
            for part in range(1, _PARTS):
                fine = round(self._axis.x((place + part / _PARTS) * step))
                painter.drawLine(fine, self.height() - 5, fine, self.height() - 2)
            painter.setPen(colors().color("second"))
            painter.drawText(QPointF(x + GRID, self.height() - 6), ruler_label(place * step, step, fps))

    def _paint_range(self, painter: QPainter) -> None:
        timeline = self._model.timeline
        if timeline.in_s is None and timeline.out_s is None:
            return
        left = self._axis.x(timeline.in_s or 0.0)
        right = self._axis.x(self._model.duration_s if timeline.out_s is None else timeline.out_s)
        painter.fillRect(QRectF(left, 0, right - left, self.height() - 1), faint(colors().color("accent"), 0.18))
        painter.fillRect(QRectF(left, 0, right - left, 3), colors().color("accent"))

    def _paint_flag(self, painter: QPainter, x: float, *, chosen: bool) -> None:
        painter.setPen(QPen(colors().color("panel"), 1))
        painter.setBrush(colors().color("accent" if chosen else "second"))
        painter.drawPolygon(QPolygonF([QPointF(x - _FLAG, 2), QPointF(x + _FLAG, 2), QPointF(x + _FLAG, 8),
                                       QPointF(x, 13), QPointF(x - _FLAG, 8)]))

    def _paint_playhead(self, painter: QPainter) -> None:
        x = self._axis.x(self._model.playhead_s)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors().color("text"))
        low = float(self.height())
        painter.drawPolygon(QPolygonF([QPointF(x - 5, low - 12), QPointF(x + 5, low - 12), QPointF(x + 5, low - 6),
                                       QPointF(x, low), QPointF(x - 5, low - 6)]))
