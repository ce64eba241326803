"""One picture, as large as its place allows, whole and in its own proportions."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import RADIUS, SMALL, colors, text_font, theme

_LEAST = 96


class FittedPicture(QWidget):
    """Shows an image on the picture surround, or a sentence where there is none."""

    def __init__(self, message: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self._message = message
        self.setMinimumSize(_LEAST, _LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for a small picture."""
        return QSize(2 * _LEAST, 3 * _LEAST)

    def show_image(self, image: QImage | None) -> None:
        """Show another image, or none."""
        self.image = image
        self.update()

    def set_message(self, message: str) -> None:
        """What stands where there is no image."""
        self._message = message
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        if self.image is None:
            self._paint_message(painter, area)
            return
        shown = _centred(QSizeF(self.image.size()).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio), area)
        path = QPainterPath()
        path.addRoundedRect(shown, RADIUS, RADIUS)
        painter.setClipPath(path)
        painter.drawImage(shown, self.image)

    def _paint_message(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors().color("surround"))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.setPen(colors().color("second"))
        painter.setFont(text_font(SMALL))
        painter.drawText(area.adjusted(12, 12, -12, -12), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                         self._message)


def _centred(size: QSizeF, area: QRectF) -> QRectF:
    shown = QRectF(0, 0, size.width(), size.height())
    shown.moveCenter(area.center())
    return shown
