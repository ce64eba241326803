"""Icons: SVG files of one stroke, drawn in the look's text colour at any pixel density."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from studio.episode.bundled import bundled
from studio.ui.theme import colors


@cache
def _svg(name: str) -> bytes:
    return bundled("resources", "icons", f"{name}.svg").read_bytes()


def draw_icon(painter: QPainter, name: str, rect: QRectF, color: str | None = None) -> None:
    """Draw `resources/icons/NAME.svg` into `rect`; `color` is the name of one of the look's colours."""
    shown = getattr(colors(), color or "text")
    svg = _svg(name).replace(b"currentColor", shown.encode("ascii"))
    QSvgRenderer(QByteArray(svg)).render(painter, rect)


class _Engine(QIconEngine):
    """Draws anew at each size and look, so that nothing is scaled and a change of look needs no reload."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into `rect`."""
        del state
        color = "third" if mode == QIcon.Mode.Disabled else self._color
        draw_icon(painter, self._name, QRectF(rect), color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of `size` device pixels."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Another of the same."""
        return _Engine(self._name, self._color)


def icon(name: str, color: str = "text") -> QIcon:
    """The icon of that name."""
    return QIcon(_Engine(name, color))
