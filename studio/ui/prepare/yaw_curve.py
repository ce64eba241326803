"""How far the head turns along the source, and where no face was found."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.jobs.look_at_source import SourceLook
from studio.ui.prepare.strip_map import StripMap
from studio.ui.theme import SMALL, colors, text_font, theme

HEIGHT, MARKS_ONLY = 68, 12
MARK = 4
LEAST_DEGREES = 30.0


class YawCurve(QWidget):
    """A line over degrees, zero in the middle; a ✕ below where a frame shows no face, a tick where it does."""

    def __init__(self, strip: StripMap) -> None:
        super().__init__()
        self._strip = strip
        self._look: SourceLook | None = None
        self._places: np.ndarray[tuple[int], np.dtype[np.int64]] = np.empty(0, np.int64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(MARKS_ONLY)
        self.setAccessibleName(self.tr("Yaw of the head along the source"))
        strip.changed.connect(self.update)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Low and wide."""
        return QSize(600, HEIGHT)

    def show_look(self, look: SourceLook | None, numbers: list[int]) -> None:
        """Draw what is known; `numbers` are the source's frame numbers by place."""
        self._look = look
        self._places = np.searchsorted(np.array(numbers, np.int64), look.numbers) if look else np.empty(0, np.int64)
        self.setFixedHeight(HEIGHT if look is not None and look.yaw_range else MARKS_ONLY)
        self.update()

    def points(self) -> list[QPolygonF]:
        """The curve as drawn, a polygon for each run of frames whose yaw was measured."""
        if self._look is None:
            return []
        reach = self.reach()
        middle, half = (self.height() - 2 * MARK) / 2, (self.height() - 4 * MARK) / 2
        runs: list[QPolygonF] = [QPolygonF()]
        for place, yaw in zip(self._places.tolist(), self._look.yaw.tolist(), strict=True):
            if np.isnan(yaw):
                runs.append(QPolygonF())
            else:
                runs[-1].append(QPointF(self._strip.x_of(place + 0.5), middle - yaw / reach * half))
        return [run for run in runs if run.size()]

    def reach(self) -> float:
        """Degrees at the upper edge."""
        turn = self._look.yaw_range if self._look else None
        return max(LEAST_DEGREES, *(abs(value) for value in turn)) if turn else LEAST_DEGREES

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Zero line, curve, marks, degrees."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._look is None or not len(self._places):
            return
        lines = self.points()
        if lines:
            middle = (self.height() - 2 * MARK) / 2
            painter.setPen(QPen(colors().color("seam"), 1))
            painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
            painter.setPen(QPen(colors().color("second"), 1.5))
            for line in lines:
                painter.drawPolyline(line)
            self._paint_degrees(painter)
        self._paint_marks(painter)

    def _paint_degrees(self, painter: QPainter) -> None:
        painter.setFont(text_font(SMALL - 1))
        painter.setPen(colors().color("third"))
        reach = round(self.reach())
        box = QRectF(2, 0, self.width() - 4, self.height() - 2 * MARK)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, f"+{reach}°")
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, f"−{reach}°")

    def _paint_marks(self, painter: QPainter) -> None:
        assert self._look is not None
        below = self.height() - MARK
        for place, found in zip(self._places.tolist(), self._look.found.tolist(), strict=True):
            x = self._strip.x_of(place + 0.5)
            if found:
                painter.fillRect(QRectF(x - 0.5, below, 1, MARK), colors().color("third"))
            else:
                painter.setPen(QPen(colors().color("rejected"), 1.5))
                painter.drawLine(QPointF(x - 3, below - 3), QPointF(x + 3, below + 3))
                painter.drawLine(QPointF(x - 3, below + 3), QPointF(x + 3, below - 3))
