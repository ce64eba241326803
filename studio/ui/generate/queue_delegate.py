"""Paints a job: picture, episode, what is done with it, how far, and its state as a word and a shape."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui.generate.job_wording import JobWording, JobWords
from studio.ui.generate.queue_model import PICTURE_ROLE, job_at
from studio.ui.theme import BETWEEN, GRID, RADIUS, SMALL, TEXT, colors, text_font

ROW = 60
_PICTURE = QSize(32, 48)


class QueueDelegate(QStyledItemDelegate):
    """Rows of 60 pixels."""

    def __init__(self, wording: JobWording, parent: QObject) -> None:
        super().__init__(parent)
        self._wording = wording

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """As wide as the list."""
        del option, index
        return QSize(10 * GRID, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        """One row."""
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors().color("selection"))
            painter.drawRoundedRect(QRectF(rect).adjusted(GRID, 1, -GRID, -1), RADIUS, RADIUS)
        _paint_picture(painter, rect, index.data(PICTURE_ROLE))
        self._paint_words(painter, rect, self._wording.of(job_at(index)))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, words: JobWords) -> None:
        room = rect.adjusted(3 * GRID + _PICTURE.width() + BETWEEN, 3 * GRID, -3 * GRID, -3 * GRID)
        painter.setFont(text_font(TEXT))
        painter.setPen(colors().color(words.color))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, words.state)
        left = room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(words.state) - BETWEEN, 0)
        painter.setPen(colors().color("text"))
        title = painter.fontMetrics().elidedText(words.title, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.setFont(text_font(SMALL))
        painter.setPen(colors().color("second"))
        detail = painter.fontMetrics().elidedText(words.detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, detail)
        if words.share is not None:
            bar = QRect(room.left(), rect.bottom() - GRID, room.width(), 2)
            painter.fillRect(bar, colors().color("control"))
            painter.fillRect(bar.adjusted(0, 0, round(bar.width() * (words.share - 1)), 0), colors().color("accent"))


def _paint_picture(painter: QPainter, rect: QRect, picture: object) -> None:
    area = QRectF(rect.left() + 3 * GRID, rect.top() + (rect.height() - _PICTURE.height()) / 2, _PICTURE.width(),
                  _PICTURE.height())
    corners = QPainterPath()
    corners.addRoundedRect(area, GRID, GRID)
    painter.fillPath(corners, colors().color("control"))
    if isinstance(picture, QImage) and not picture.isNull():
        painter.save()
        painter.setClipPath(corners)
        scale = max(area.width() / picture.width(), area.height() / picture.height())
        size = picture.size().toSizeF() * scale
        painter.drawImage(QRectF(area.center().x() - size.width() / 2, area.top(), size.width(), size.height()), picture)
        painter.restore()
