"""The frame under the cursor, large, with the canvas that its take would have laid over it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.episode.face import Box
from studio.ui.theme import RADIUS, SMALL, colors, text_font, theme

MID_GREY = QColor(128, 128, 128)


class FramePreview(QWidget):
    """Draws as large as there is room. `canvas` and `face` are in pixels of the frame as the source has it."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._size = (1, 1)
        self._canvas: Box | None = None
        self._face: Box | None = None
        self._caption = ""
        self._message = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(self.tr("Preview of the source"))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As much as there is."""
        return QSize(640, 480)

    def show_frame(self, image: QImage | None, size: tuple[int, int], caption: str, message: str = "") -> None:
        """Show a picture of a frame of `size` pixels, or `message` where there is none."""
        self._image, self._size, self._caption, self._message = image, size, caption, message
        self.update()

    def show_canvas(self, canvas: Box | None) -> None:
        """Lay a take's canvas over it, or none."""
        self._canvas = canvas
        self.update()

    def show_face(self, face: Box | None) -> None:
        """Frame the face that was found, or none."""
        self._face = face
        self.update()

    @property
    def canvas(self) -> Box | None:
        """The canvas shown."""
        return self._canvas

    def shown_rect(self) -> QRectF:
        """Where the whole frame is drawn, in pixels of the widget."""
        left, top, right, bottom = self._extent()
        room = QRectF(self.rect())
        scale = min(room.width() / (right - left), room.height() / (bottom - top))
        x = room.center().x() - (left + right) / 2 * scale
        y = room.center().y() - (top + bottom) / 2 * scale
        return QRectF(x, y, self._size[0] * scale, self._size[1] * scale)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The picture, the canvas, the caption."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            painter.setPen(colors().color("second"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        rect = self.shown_rect()
        if self._canvas is not None:
            painter.fillRect(self._on_widget(self._canvas, rect), MID_GREY)
        clip = QPainterPath()
        clip.addRoundedRect(rect, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(clip)
        painter.drawImage(rect, self._image)
        painter.restore()
        self._paint_canvas(painter, rect)
        self._paint_caption(painter, rect)

    def _extent(self) -> Box:
        width, height = self._size
        left, top, right, bottom = self._canvas or (0.0, 0.0, width, height)
        return min(0.0, left), min(0.0, top), max(float(width), right), max(float(height), bottom)

    def _on_widget(self, box: Box, rect: QRectF) -> QRectF:
        scale = rect.width() / self._size[0]
        left, top, right, bottom = box
        return QRectF(rect.x() + left * scale, rect.y() + top * scale, (right - left) * scale, (bottom - top) * scale)

    def _paint_canvas(self, painter: QPainter, rect: QRectF) -> None:
        if self._face is not None:
            painter.setPen(QPen(colors().color("accent"), 1.5))
            painter.drawRoundedRect(self._on_widget(self._face, rect), 3, 3)
        if self._canvas is None:
            return
        inside = self._on_widget(self._canvas, rect)
        outside, hole = QPainterPath(), QPainterPath()
        outside.addRect(rect)
        hole.addRect(inside)
        dim = QColor(colors().panel)
        dim.setAlphaF(0.62)
        painter.fillPath(outside.subtracted(hole), dim)
        painter.setPen(QPen(QColor(255, 255, 255, 210), 1.5))
        painter.drawRect(inside)

    def _paint_caption(self, painter: QPainter, rect: QRectF) -> None:
        painter.setFont(text_font(SMALL))
        metrics = painter.fontMetrics()
        box = QRectF(rect.left() + 8, rect.bottom() - 28, metrics.horizontalAdvance(self._caption) + 16, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 150))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._caption)
