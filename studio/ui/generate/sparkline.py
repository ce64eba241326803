"""Seconds a frame as a line, the latest at the right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.numbers import fixed_text
from studio.ui.theme import GRID, SMALL, colors, text_font, theme

_LINE = 1.6
_CAPTION = 20
_HIGHEST = 128          # pixels


class Sparkline(QWidget):
    """From 0 to the largest value, which is written at its height."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = caption
        self._values: Sequence[float] = ()
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMaximumHeight(_HIGHEST)
        theme().changed.connect(self.update)

    @property
    def values(self) -> Sequence[float]:
        """What is drawn."""
        return self._values

    def set_values(self, values: Sequence[float]) -> None:
        """Draw these seconds."""
        self._values = tuple(values)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the numbers beside it."""
        return QSize(40 * GRID, 14 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Line, largest value, caption."""
        del event
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(SMALL))
        painter.setPen(colors().color("second"))
        largest = self.tr("largest {seconds} s").format(seconds=fixed_text(max(self._values)))
        foot = QRectF(0, self.height() - _CAPTION, self.width(), _CAPTION)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._caption)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, largest)
        self._paint_line(painter)
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        painter.setPen(QPen(colors().color("accent"), _LINE))
        points = self._points()
        if len(points) == 1:
            painter.drawPoint(points[0])
        for before, after in pairwise(points):
            painter.drawLine(before, after)

    def _points(self) -> list[QPointF]:
        room = QRectF(1, _LINE, self.width() - 2, self.height() - _CAPTION - 2 * _LINE)
        top = max(self._values) or 1.0
        wide = max(1, len(self._values) - 1)
        return [QPointF(room.left() + room.width() * place / wide, room.bottom() - room.height() * value / top)
                for place, value in enumerate(self._values)]
