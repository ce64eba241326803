"""Zoom and place of one or several pictures that are looked at together."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Signal

LARGEST = 32.0
STEP = 1.25


class Zoom(QObject):
    """Shared by all views that move together. `scale` is device pixels a picture pixel, None fits the picture in;
    `center` is the point of the picture in the middle of the view, 0-1 across and down."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scale: float | None = None
        self.center = QPointF(0.5, 0.5)

    def fit(self) -> None:
        """Show the whole picture."""
        self.set(None, QPointF(0.5, 0.5))

    def toggle(self, at: QPointF | None = None) -> None:
        """Between the whole picture and one picture pixel a device pixel, around `at` (0-1)."""
        if self.scale is None:
            self.set(1.0, self.center if at is None else at)
        else:
            self.fit()

    def set(self, scale: float | None, center: QPointF) -> None:
        """Change both at once."""
        inside = QPointF(min(max(center.x(), 0.0), 1.0), min(max(center.y(), 0.0), 1.0))
        if (scale, inside) != (self.scale, self.center):
            self.scale, self.center = scale, inside
            self.changed.emit()


def fit_scale(picture: QSizeF, room: QSizeF) -> float:
    """The scale at which a picture just fits; both in device pixels. A smaller picture is enlarged."""
    return min(room.width() / picture.width(), room.height() / picture.height())


def picture_rect(picture: QSizeF, room: QSizeF, zoom: Zoom) -> QRectF:
    """Where the picture lies, in device pixels of the view; never off-center along an axis it does not fill.

    It starts at a whole pixel, so that 100 % is sharp.
    """
    scale = fit_scale(picture, room) if zoom.scale is None else zoom.scale
    shown = picture * scale
    return QRectF(_start(shown.width(), room.width(), zoom.center.x()),
                  _start(shown.height(), room.height(), zoom.center.y()), shown.width(), shown.height())


def _start(shown: float, room: float, center: float) -> float:
    if shown <= room:
        return float(round((room - shown) / 2))
    return float(round(min(0.0, max(room - shown, room / 2 - center * shown))))
