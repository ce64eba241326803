"""Two pictures in one place: a wipe between them, one after the other, or what differs."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from studio.ui.theme import colors
from studio.ui.widgets.picture_levels import PictureLevels
from studio.ui.widgets.picture_view import PictureView
from studio.ui.widgets.zoom import Zoom

PairMode: TypeAlias = Literal["wipe", "flicker", "difference"]

SLOWEST, USUAL, FASTEST = 1.0, 4.0, 15.0
"""Changes a second of the flicker."""

_NEAR = 8.0                 # pixels from the line within which it is taken hold of
_LINE = QColor(245, 247, 250)
_LINE_EDGE = QColor(0, 0, 0, 120)
_KEY_STEP = 0.02


class PairView(PictureView):
    """`first` stands at the left of the wipe; `levels`, the second, sets size and place of both."""

    wiped = Signal(float)               # where the line is now, 0-1 across the picture

    def __init__(self, zoom: Zoom | None = None, mode: PairMode = "wipe") -> None:
        super().__init__(zoom)
        self.mode: PairMode = mode
        self.wipe = 0.5
        self.first: PictureLevels | None = None
        self.difference: PictureLevels | None = None
        self._names = ("", "")
        self._first_is_shown = False
        self._holds_line = False
        self._flicker = QTimer(self, interval=round(1000 / USUAL))
        self._flicker.setTimerType(Qt.TimerType.PreciseTimer)
        self._flicker.timeout.connect(self._turn)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def first_is_shown(self) -> bool:
        """Which of the two the flicker shows now."""
        return self._first_is_shown

    def show_pair(self, first: PictureLevels | None, second: PictureLevels | None, names: tuple[str, str],
                  message: str = "") -> None:
        """Show two pictures with what each is called."""
        self.first, self._names = first, names
        self.difference = None
        self.setAccessibleName(" | ".join(names))
        self.show_picture(second, message)

    def show_difference(self, difference: PictureLevels) -> None:
        """The picture for the mode `difference`."""
        self.difference = difference
        self.update()

    def set_mode(self, mode: PairMode) -> None:
        """Change how the two are shown."""
        self.mode = mode
        self._first_is_shown = False
        self._follow_visibility()
        self.update()

    def set_rate(self, changes_a_second: float) -> None:
        """How quickly the flicker changes."""
        self._flicker.setInterval(round(1000 / min(max(changes_a_second, SLOWEST), FASTEST)))

    def set_wipe(self, share: float) -> None:
        """Move the line; 0 shows the second picture alone, 1 the first."""
        self.wipe = min(max(share, 0.0), 1.0)
        self.wiped.emit(self.wipe)
        self.update()

    def paint_picture(self, painter: QPainter) -> None:
        """What the mode says; until the first picture is there the second alone."""
        shown, target = self.levels, self.target()
        if self.mode == "difference" and self.difference is not None:
            shown = self.difference
        elif self.mode == "flicker" and self._first_is_shown and self.first is not None:
            shown = self.first
        if shown is not None:
            self._draw_inside(painter, shown, target)
        if self.mode == "wipe" and self.first is not None:
            painter.save()
            painter.setClipRect(QRectF(target.left(), target.top(), target.width() * self.wipe, target.height()),
                                Qt.ClipOperation.IntersectClip)
            self._draw_inside(painter, self.first, target)
            painter.restore()

    def paint_over(self, painter: QPainter) -> None:
        """The line, and which picture is which."""
        left, right = self._names
        if self.mode == "wipe":
            self._paint_line(painter)
            self.draw_label(painter, left, Qt.Corner.BottomLeftCorner)
            self.draw_label(painter, right, Qt.Corner.BottomRightCorner)
        elif self.mode == "flicker":
            self.draw_label(painter, left if self._first_is_shown else right, Qt.Corner.BottomLeftCorner)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the line, or else of the picture."""
        if event.button() == Qt.MouseButton.LeftButton and self._takes_line(event.position()):
            self._holds_line = True
            self.clicked.emit()
            self._wipe_to(event.position())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the line, or the picture."""
        if self._holds_line:
            self._wipe_to(event.position())
        else:
            self.setCursor(Qt.CursorShape.SplitHCursor if self._is_near(event.position()) else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._holds_line = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl with an arrow moves the line."""
        steps = {Qt.Key.Key_Left: -_KEY_STEP, Qt.Key.Key_Right: _KEY_STEP}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.mode == "wipe":
            self.set_wipe(self.wipe + step)
        else:
            super().keyPressEvent(event)

    def setVisible(self, visible: bool) -> None:  # noqa: N802, FBT001
        """The flicker rests while nobody sees it."""
        super().setVisible(visible)
        self._follow_visibility()

    def _follow_visibility(self) -> None:
        if self.mode == "flicker" and not self.isHidden():
            self._flicker.start()
        else:
            self._flicker.stop()

    def _turn(self) -> None:
        if self.isVisible():
            self._first_is_shown = not self._first_is_shown
            self.update()

    def _takes_line(self, point: QPointF) -> bool:
        """While the picture is fitted there is nothing else to drag."""
        return self.mode == "wipe" and self.levels is not None and (self.zoom.scale is None or self._is_near(point))

    def _is_near(self, point: QPointF) -> bool:
        return self.mode == "wipe" and self.levels is not None and abs(point.x() - self._line_x()) <= _NEAR

    def _line_x(self) -> float:
        target = self.target()
        return target.left() + target.width() * self.wipe

    def _wipe_to(self, point: QPointF) -> None:
        self.set_wipe(self.position_in_picture(point).x())

    def _draw_inside(self, painter: QPainter, levels: PictureLevels, target: QRectF) -> None:
        """A picture of another shape stands inside the place of the second, on the surround."""
        inner = _contained(QSizeF(levels.width, levels.height), target)
        if inner != target:
            painter.fillRect(target, colors().color("surround"))
        self.draw(painter, levels, inner)

    def _paint_line(self, painter: QPainter) -> None:
        shown, x = self.shown_part(), self._line_x()
        if not shown.left() - 1 <= x <= shown.right() + 1:
            return
        for color, width in ((_LINE_EDGE, 4), (_LINE, 2)):
            painter.setPen(QPen(color, width))
            painter.drawLine(QPointF(x, shown.top()), QPointF(x, shown.bottom()))


def _contained(size: QSizeF, target: QRectF) -> QRectF:
    if abs(size.width() * target.height() - size.height() * target.width()) < max(target.width(), target.height()):
        return target
    scaled = size.scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(target.center().x() - scaled.width() / 2, target.center().y() - scaled.height() / 2, scaled.width(),
                  scaled.height())
