"""A take in a picture view, with its scores and its face's marks over it where they are wanted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.ui.review.score_words import FAILS, PASSES, UNDECIDED, JudgedScore
from studio.ui.review.take_pictures import FaceMarks
from studio.ui.theme import BETWEEN, DARK, GRID, RADIUS, SMALL, colors, text_font
from studio.ui.widgets.picture_view import LABEL_GROUND, LABEL_TEXT, PictureView
from studio.ui.widgets.zoom import Zoom

_MARK_COLORS = {PASSES: "accepted", FAILS: "rejected", UNDECIDED: "undecided"}
_LINE = 18
_POINT = 3.0


class TakeView(PictureView):
    """`is_current` draws the frame of the one that keys act on."""

    def __init__(self, zoom: Zoom | None = None) -> None:
        super().__init__(zoom)
        self.is_current = False
        self._scores: list[JudgedScore] = []
        self._marks: FaceMarks | None = None
        self._badge = ""

    def set_scores(self, scores: list[JudgedScore]) -> None:
        """Lay these over the upper left corner."""
        self._scores = scores
        self.update()

    def set_marks(self, marks: FaceMarks | None) -> None:
        """Draw a face's box and landmarks."""
        self._marks = marks
        self.update()

    def set_badge(self, mark: str) -> None:
        """✓, ✕ or ? in the upper right corner: how the take stands."""
        self._badge = mark
        self.update()

    def set_current(self, current: bool) -> None:  # noqa: FBT001
        """Whether keys act on this one."""
        self.is_current = current
        self.update()

    def paint_over(self, painter: QPainter) -> None:
        """Marks, scores, badge, frame."""
        if self._marks is not None:
            self._paint_marks(painter, self._marks)
        if self._scores:
            self._paint_scores(painter)
        if self._badge:
            self._paint_badge(painter)
        if self.is_current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors().color("accent"), 2))
            painter.drawRoundedRect(self.shown_part().adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _paint_marks(self, painter: QPainter, marks: FaceMarks) -> None:
        target = self.target()
        factor = target.width() / self.picture_size.width()

        def placed(point: tuple[float, float]) -> QPointF:
            return target.topLeft() + QPointF(point[0] + 0.5, point[1] + 0.5) * factor

        painter.save()
        painter.setClipRect(self.shown_part())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((QColor(0, 0, 0, 130), 3.0), (LABEL_TEXT, 1.5)):
            painter.setPen(QPen(color, width))
            painter.drawRect(QRectF(*map(placed, marks.corners)))
            for point in marks.landmarks:
                painter.drawEllipse(placed(point), _POINT, _POINT)
        painter.restore()

    def _paint_scores(self, painter: QPainter) -> None:
        painter.setFont(text_font(SMALL))
        metrics = painter.fontMetrics()
        names = max(metrics.horizontalAdvance(item.name) for item in self._scores)
        values = max(metrics.horizontalAdvance(_figures(item)) for item in self._scores)
        sign = metrics.horizontalAdvance(PASSES) + GRID
        shown = self.shown_part()
        ground = QRectF(shown.left() + BETWEEN, shown.top() + BETWEEN, names + values + sign + 5 * BETWEEN,
                        len(self._scores) * _LINE + BETWEEN)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LABEL_GROUND)
        painter.drawRoundedRect(ground, RADIUS, RADIUS)
        inside = ground.adjusted(BETWEEN, GRID, -BETWEEN, -GRID)
        for place, item in enumerate(self._scores):
            line = QRectF(inside.left(), inside.top() + place * _LINE, inside.width(), _LINE)
            self._paint_score(painter, item, line, sign)

    def _paint_score(self, painter: QPainter, item: JudgedScore, line: QRectF, sign: int) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(LABEL_TEXT)
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, item.name)
        painter.drawText(line.adjusted(0, 0, -sign, 0), middle | Qt.AlignmentFlag.AlignRight, _figures(item))
        if item.mark:
            painter.setPen(DARK.color(_MARK_COLORS[item.mark]))
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, item.mark)

    def _paint_badge(self, painter: QPainter) -> None:
        shown = self.shown_part()
        box = QRectF(shown.right() - BETWEEN - 22, shown.top() + BETWEEN, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LABEL_GROUND)
        painter.drawRoundedRect(box, GRID, GRID)
        painter.setFont(text_font(bold=True))
        painter.setPen(DARK.color(_MARK_COLORS[self._badge]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._badge)


def _figures(item: JudgedScore) -> str:
    return f"{item.text}  {item.limit}" if item.limit else item.text
