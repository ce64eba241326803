"""A picture to look at closely: fitted or at 100 %, zoomed with the wheel at the pointer, moved by dragging."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import BETWEEN, GRID, RADIUS, SMALL, colors, text_font, theme
from studio.ui.widgets.picture_levels import PictureLevels
from studio.ui.widgets.zoom import LARGEST, STEP, Zoom, fit_scale, picture_rect

_PIXELS_FROM = 2.0      # device pixels a picture pixel: above, single pixels are what one wants to see
_NOTCH = 120.0
_TOGETHER = 2           # pictures in one view: a wipe has two
LABEL_GROUND = QColor(10, 12, 14, 190)
LABEL_TEXT = QColor(232, 235, 239)
"""On pictures, which are the same in either look."""


class PictureView(QWidget):
    """Shows `PictureLevels` by a `Zoom`, its own unless given; views with the same one move together.

    `caption` stands in a corner; `message` stands instead of a picture that is not there. Subclasses paint more in
    `paint_over`, or something else in `paint_picture`.
    """

    clicked = Signal()
    laid_out = Signal()                 # another picture, or another size of the view: `scale` may have changed

    def __init__(self, zoom: Zoom | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = zoom or Zoom(self)
        self.zoom.changed.connect(self.update)
        theme().changed.connect(self.update)
        self.levels: PictureLevels | None = None
        self._caption = self._message = ""
        self._pixmaps: list[tuple[QImage, QPixmap]] = []
        self._dragged_from: QPointF | None = None
        self.can_zoom = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(64, 64)

    @property
    def picture_size(self) -> QSizeF:
        """In picture pixels; empty without a picture."""
        return QSizeF(self.levels.width, self.levels.height) if self.levels else QSizeF()

    @property
    def scale(self) -> float:
        """Device pixels a picture pixel as shown now; 0 without a picture."""
        if self.levels is None:
            return 0.0
        return self.zoom.scale or fit_scale(self.picture_size, self._room())

    def show_picture(self, levels: PictureLevels | None, message: str = "") -> None:
        """Show a picture, or nothing but a message."""
        self.levels, self._message = levels, message
        self.update()
        self.laid_out.emit()

    def set_caption(self, caption: str) -> None:
        """What this is, in the lower left corner of the picture; also its accessible name."""
        self._caption = caption
        self.setAccessibleName(caption)
        self.update()

    def target(self) -> QRectF:
        """Where the whole picture lies in the view, in logical pixels; may reach outside."""
        if self.levels is None:
            return QRectF()
        placed = picture_rect(self.picture_size, self._room(), self.zoom)
        ratio = self.devicePixelRatioF()
        return QRectF(placed.topLeft() / ratio, placed.size() / ratio)

    def shown_part(self) -> QRectF:
        """The part of the view that the picture covers, in logical pixels."""
        return self.target().intersected(QRectF(self.rect()))

    def position_in_picture(self, point: QPointF) -> QPointF:
        """A point of the view as 0-1 across and down the picture."""
        rect = self.target()
        return QPointF((point.x() - rect.x()) / rect.width(), (point.y() - rect.y()) / rect.height())

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as there is room."""
        return QSize(480, 480)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in (> 1) or out, keeping the point `at` of the view (its middle) in its place."""
        if self.levels is None:
            return
        at = QRectF(self.rect()).center() if at is None else at
        fitted = fit_scale(self.picture_size, self._room())
        scale = min(self.scale * factor, max(LARGEST, fitted))
        if scale <= fitted:
            self.zoom.fit()
            return
        held = self.position_in_picture(at)
        shown = self.picture_size * (scale / self.devicePixelRatioF())
        middle = QRectF(self.rect()).center()
        self.zoom.set(scale, QPointF(held.x() + (middle.x() - at.x()) / shown.width(),
                                     held.y() + (middle.y() - at.y()) / shown.height()))

    def paint_picture(self, painter: QPainter) -> None:
        """The picture itself, clipped to round corners."""
        if self.levels is not None:
            self.draw(painter, self.levels, self.target())

    def paint_over(self, painter: QPainter) -> None:
        """What lies over the picture; nothing here."""

    def draw(self, painter: QPainter, levels: PictureLevels, target: QRectF) -> None:
        """Draw a picture into `target` with the level and the smoothness that fit the zoom."""
        image = levels.level(target.width() * self.devicePixelRatioF() / levels.width)
        across = target.width() * self.devicePixelRatioF() / image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, across <= _PIXELS_FROM)
        painter.drawPixmap(target, self.pixmap(image), QRectF(image.rect()))

    def pixmap(self, image: QImage) -> QPixmap:
        """The image for painting; those used last are kept, as many as are shown together."""
        for held, pixmap in self._pixmaps:
            if held is image:
                return pixmap
        self._pixmaps = [(image, QPixmap.fromImage(image)), *self._pixmaps[:_TOGETHER - 1]]
        return self._pixmaps[0][1]

    def draw_label(self, painter: QPainter, text: str, corner: Qt.Corner) -> None:
        """A word on a dark ground in a corner of the shown part of the picture; light text in either look."""
        painter.setFont(text_font(SMALL))
        size = painter.fontMetrics().size(Qt.TextFlag.TextSingleLine, text) + QSize(2 * BETWEEN, GRID)
        area = self.shown_part().adjusted(BETWEEN, BETWEEN, -BETWEEN, -BETWEEN)
        right = corner in (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner)
        low = corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner)
        box = QRectF(area.right() - size.width() if right else area.left(),
                     area.bottom() - size.height() if low else area.top(), size.width(), size.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LABEL_GROUND)
        painter.drawRoundedRect(box, GRID, GRID)
        painter.setPen(LABEL_TEXT)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Picture, what lies over it, caption; or the message."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.levels is None:
            self._paint_message(painter)
        else:
            corners = QPainterPath()
            corners.addRoundedRect(self.shown_part(), RADIUS, RADIUS)
            painter.save()
            painter.setClipPath(corners)
            self.paint_picture(painter)
            painter.restore()
            self.paint_over(painter)
            if self._caption:
                self.draw_label(painter, self._caption, Qt.Corner.BottomLeftCorner)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the pointer."""
        if self.can_zoom and event.angleDelta().y():
            self.zoom_by(STEP ** (event.angleDelta().y() / _NOTCH), event.position())
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A drag may begin."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._dragged_from = event.position()
            self.clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the picture under the pointer."""
        if self._dragged_from is not None and self.zoom.scale is not None and self.levels is not None:
            moved = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._move(moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The drag is over."""
        del event
        self._dragged_from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Between fitted and 100 %, at that point."""
        if self.can_zoom and self.levels is not None:
            self.zoom.toggle(self.position_in_picture(event.position()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Nothing is kept that depends on the size."""
        super().resizeEvent(event)
        self.laid_out.emit()

    def _room(self) -> QSizeF:
        return QSizeF(self.size()) * self.devicePixelRatioF()

    def _move(self, moved: QPointF) -> None:
        rect, room = self.target(), QRectF(self.rect())
        center = self.position_in_picture(room.center())
        half = QPointF(min(0.5, room.width() / 2 / rect.width()), min(0.5, room.height() / 2 / rect.height()))
        x = min(max(center.x() - moved.x() / rect.width(), half.x()), 1 - half.x())
        y = min(max(center.y() - moved.y() / rect.height(), half.y()), 1 - half.y())
        self.zoom.set(self.zoom.scale, QPointF(x, y))

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(colors().color("second"))
        painter.setFont(text_font())
        painter.drawText(self.rect().adjusted(BETWEEN, 0, -BETWEEN, 0),
                         Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
