"""Paints the captions as blocks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.ui.theme import BETWEEN, colors, text_font
from studio.ui.timeline.lane_rows import LaneRow
from studio.ui.timeline.selection import Selection
from studio.ui.timeline.shapes import caption_rect
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.timeline_model import TimelineModel

_RADIUS = 4
_TEXT_FROM = 20             # pixels


class CaptionRow:
    """Paints `model`'s captions into a row."""

    def __init__(self, model: TimelineModel, axis: TimeAxis) -> None:
        self._model = model
        self._axis = axis

    def paint(self, painter: QPainter, row: LaneRow, left: int, right: int) -> None:
        """Draw what lies between the pixels `left` and `right`."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(12))
        for index, caption in enumerate(self._model.timeline.captions):
            rect = caption_rect(self._axis, row, caption)
            if rect.right() >= left and rect.left() <= right:
                chosen = self._model.selection == Selection("caption", "", index)
                _paint_block(painter, rect, caption.text, chosen=chosen)
        painter.restore()


def _paint_block(painter: QPainter, rect: QRectF, text: str, *, chosen: bool) -> None:
    painter.setPen(QPen(colors().color("accent" if chosen else "third"), 1))
    painter.setBrush(colors().color("selection" if chosen else "control"))
    radius = min(_RADIUS, rect.width() / 3)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if rect.width() > _TEXT_FROM:
        inner = rect.adjusted(BETWEEN, 0, -BETWEEN, 0)
        if inner.left() < 0:
            inner.setLeft(min(float(BETWEEN), inner.right()))
        shown = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.setPen(colors().color("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
