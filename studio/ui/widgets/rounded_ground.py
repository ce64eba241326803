"""Pictures that stand on a ground with rounded corners."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from studio.ui.theme import RADIUS, colors


def painter_on_ground(widget: QWidget) -> QPainter:
    """A painter for a `paintEvent` of `widget`, smooth, bound to its rounded rectangle and with the ground laid."""
    painter = QPainter(widget)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(widget.rect()), RADIUS, RADIUS)
    painter.setClipPath(clip)
    painter.fillRect(widget.rect(), colors().color("surround"))
    return painter
