"""A picture that changes many times a second, fitted into its room, with a bar for how far it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import BETWEEN, GRID, RADIUS, colors, text_font, theme

_BAR = 3


class LivePicture(QWidget):
    """Shows the image given last; without one, a message on the picture surround."""

    aspect_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._pixmap: QPixmap | None = None
        self._message = ""
        self._share: float | None = None
        self._aspect = 2 / 3
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    @property
    def image(self) -> QImage | None:
        """What is shown."""
        return self._image

    def show_image(self, image: QImage | None, message: str = "") -> None:
        """Show another image, or a message in its place."""
        self._image, self._pixmap, self._message = image, None, message
        if image is not None and image.height():
            self._take_aspect(image.width() / image.height())
        self.update()

    def set_aspect(self, aspect: float) -> None:
        """Width by height of the room kept while no image is there."""
        if self._image is None and aspect > 0:
            self._take_aspect(aspect)
            self.update()

    @property
    def aspect(self) -> float:
        """Width by height of what is shown, or is going to be."""
        return self._aspect

    def set_share(self, share: float | None) -> None:
        """How much of it is made, 0-1; None for a finished picture."""
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as there is room."""
        return QSize(320, 480)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Still to be recognised."""
        return QSize(96, 120)

    def target(self) -> QRectF:
        """Where the picture lies, in logical pixels."""
        width = min(float(self.width()), self.height() * self._aspect)
        height = width / self._aspect
        return QRectF((self.width() - width) / 2, 0, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The picture with round corners and its bar."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        corners = QPainterPath()
        corners.addRoundedRect(self.target(), RADIUS, RADIUS)
        painter.setClipPath(corners)
        if self._image is None:
            painter.fillPath(corners, colors().color("surround"))
            self._paint_message(painter)
        else:
            painter.drawPixmap(self.target(), self._as_pixmap(self._image), QRectF(self._image.rect()))
        if self._share is not None:
            self._paint_bar(painter, self._share)
        painter.end()

    def _take_aspect(self, aspect: float) -> None:
        if aspect != self._aspect:
            self._aspect = aspect
            self.aspect_changed.emit()

    def _as_pixmap(self, image: QImage) -> QPixmap:
        if self._pixmap is None:
            self._pixmap = QPixmap.fromImage(image)
        return self._pixmap

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(text_font())
        painter.setPen(colors().color("second"))
        painter.drawText(self.target().adjusted(2 * BETWEEN, GRID, -2 * BETWEEN, -GRID),
                         Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)

    def _paint_bar(self, painter: QPainter, share: float) -> None:
        area = self.target()
        whole = QRectF(area.left(), area.bottom() - _BAR, area.width(), _BAR)
        painter.fillRect(whole, colors().color("control"))
        painter.fillRect(QRectF(whole.left(), whole.top(), whole.width() * share, _BAR), colors().color("accent"))
