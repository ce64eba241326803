"""One reference picture with its faces boxed; a click on a box makes that face the one that counts."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.jobs.look_at_references import ReferenceLook, shown_name
from studio.ui.theme import RADIUS, SMALL, colors, text_font, theme
from studio.ui.widgets.rounded_ground import painter_on_ground

LEAST, MOST = 152, 320      # pixels in height
_SHAPE, _NARROW, _WIDE = 0.8, 0.7, 1.1      # width by height: usual, and within which a picture's own is kept


class ReferencePictureView(QWidget):
    """The picture. Boxes: the counted face green with ✓, or amber with ! where there are warnings; others thin and grey.

    Keys: Left and Right go from face to face, Delete removes the picture, Enter selects it.
    """

    face_chosen = Signal(int)
    selected = Signal()
    remove_asked = Signal()

    def __init__(self, look: ReferenceLook) -> None:
        super().__init__()
        self.look = look
        self._image: QImage | None = None
        self._is_looking = False
        self._chosen = False
        self._under_mouse: int | None = None
        self.setMinimumSize(96, LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme().changed.connect(self.update)
        self.show_look(look)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as the picture's shape asks for."""
        image = self._image
        shape = _SHAPE if image is None or image.isNull() else min(_WIDE, max(_NARROW, image.width() / image.height()))
        return QSize(round(shape * self.minimumHeight()), self.minimumHeight())

    def set_height(self, height: int) -> None:
        """As high as its panel has room for."""
        self.setMinimumHeight(min(MOST, max(LEAST, height)))
        self.updateGeometry()

    def show_look(self, look: ReferenceLook) -> None:
        """Show what was found."""
        self.look = look
        name = shown_name(look.setting.file)
        self.setAccessibleName(self.tr("Reference picture {name}").format(name=name))
        self.setToolTip(self.tr("{name}: click a face to let it count").format(name=name))
        self.update()

    def show_image(self, image: QImage | None) -> None:
        """The picture itself, when it was read."""
        self._image = image
        self.updateGeometry()
        self.update()

    def set_looking(self, *, looking: bool) -> None:
        """Whether its faces are being looked for."""
        self._is_looking = looking
        self.update()

    def set_chosen(self, *, chosen: bool) -> None:
        """Whether its numbers are shown below."""
        self._chosen = chosen
        self.update()

    def face_rects(self) -> list[QRectF]:
        """The faces' boxes in pixels of the widget, largest first."""
        if not self.look.width:
            return []
        rect = self.picture_rect()
        scale = rect.width() / self.look.width
        return [QRectF(rect.x() + x0 * scale, rect.y() + y0 * scale, (x1 - x0) * scale, (y1 - y0) * scale)
                for x0, y0, x1, y1 in (face.box for face in self.look.faces)]

    def picture_rect(self) -> QRectF:
        """Where the picture is drawn: around the one face, or whole where there are several to choose from."""
        if self._image is None and not self.look.width:
            return QRectF(self.rect())
        wide = self.look.width or (self._image.width() if self._image else 1)
        high = self.look.height or (self._image.height() if self._image else 1)
        if len(self.look.faces) > 1:
            scale = min(self.width() / wide, self.height() / high)
            return QRectF((self.width() - wide * scale) / 2, (self.height() - high * scale) / 2, wide * scale, high * scale)
        scale = max(self.width() / wide, self.height() / high)
        top = min(0.0, max(self.height() - high * scale, self._face_top(scale)))
        return QRectF((self.width() - wide * scale) / 2, top, wide * scale, high * scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select the picture, and the face that was clicked."""
        self.selected.emit()
        face = self._face_at(event.position())
        if face is not None and face != self.look.counted:
            self.face_chosen.emit(face)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show that a face can be clicked."""
        self._under_mouse = self._face_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._under_mouse is not None else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        """No face is under the mouse."""
        del event
        self._under_mouse = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """See the class."""
        key, faces = event.key(), len(self.look.faces)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if step and faces > 1:
            self.face_chosen.emit(((self.look.counted or 0) + step) % faces)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.selected.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Picture, boxes, or what there is instead."""
        del event
        painter = painter_on_ground(self)
        if self._image is not None:
            painter.drawImage(self.picture_rect(), self._image)
        for place, rect in enumerate(self.face_rects()):
            self._paint_face(painter, place, rect)
        self._paint_state(painter)
        if self.hasFocus() or self._chosen:
            width = 2 if self.hasFocus() else 1
            painter.setClipping(False)
            painter.setPen(QPen(colors().color("accent"), width))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _face_top(self, scale: float) -> float:
        """How far up the picture may slide so that the counted face lies in the widget's upper middle."""
        if self.look.counted is None:
            return 0.0
        _, y0, _, y1 = self.look.faces[self.look.counted].box
        return self.height() * 0.45 - (y0 + y1) / 2 * scale

    def _face_at(self, point: QPointF) -> int | None:
        inside = [(rect.width() * rect.height(), place) for place, rect in enumerate(self.face_rects())
                  if rect.contains(point)]
        return min(inside)[1] if inside else None

    def _paint_face(self, painter: QPainter, place: int, rect: QRectF) -> None:
        counted = place == self.look.counted
        name = ("undecided" if self.look.warnings else "accepted") if counted else "text"
        color = colors().color(name) if counted else QColor(255, 255, 255, 230 if place == self._under_mouse else 150)
        painter.setPen(QPen(color, 2 if counted else 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 3, 3)
        if counted and len(self.look.faces) > 1:
            badge = QRectF(rect.right() - 14, rect.top() - 2, 16, 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(badge, 4, 4)
            painter.setPen(colors().color("window"))
            painter.setFont(text_font(11, bold=True))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "!" if self.look.warnings else "✓")

    def _paint_state(self, painter: QPainter) -> None:
        text = self.tr("looking…") if self._is_looking else self.tr("cannot be read") if self.look.problem else ""
        if not text:
            return
        painter.setFont(text_font(SMALL))
        box = QRectF(6, self.height() - 26, painter.fontMetrics().horizontalAdvance(text) + 14, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 160))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
