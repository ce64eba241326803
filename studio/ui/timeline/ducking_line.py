"""Paints how far a row's sound goes down under the voice."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from studio.finish.ducking import HOP
from studio.media.sound import SAMPLE_RATE
from studio.ui.theme import colors
from studio.ui.timeline.ducking_watch import DuckingWatch
from studio.ui.timeline.lane_rows import LaneRow
from studio.ui.timeline.shapes import gain_y, span_rect
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.timeline_colors import faint

_STEP = 2           # pixels between two points of the line


class DuckingLine:
    """A line over a row: at its height of 0 dB in the pauses, as far below as the sound goes under the voice."""

    def __init__(self, axis: TimeAxis, ducking: DuckingWatch) -> None:
        self._axis = axis
        self._ducking = ducking

    def paint(self, painter: QPainter, row: LaneRow, left: int, right: int) -> None:
        """Draw what lies between the pixels `left` and `right`."""
        curve = self._ducking.curve
        if curve is None:
            return
        rect = span_rect(self._axis, row, 0.0, 1.0)
        first = left - left % _STEP - _STEP
        xs = np.arange(first, right + 2 * _STEP, _STEP)
        places = (self._axis.first_s + xs / self._axis.pixels_per_s) * SAMPLE_RATE
        gains = np.interp(places, curve.first + HOP * np.arange(len(curve.gains_db)), curve.gains_db)
        line = QPolygonF([QPointF(x, gain_y(rect, gain)) for x, gain in zip(xs.tolist(), gains.tolist(), strict=True)])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(faint(colors().color("text"), 0.7), 1.5, Qt.PenStyle.SolidLine))
        painter.drawPolyline(line)
        painter.restore()
