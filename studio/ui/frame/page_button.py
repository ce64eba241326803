"""A page of the top bar with its key beside the name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from studio.ui.actions import ActionRegistry
from studio.ui.theme import BETWEEN, INSIDE, RADIUS, colors, text_font

_KEY_HEIGHT = 16
_KEY_LEAST = 16
_KEY_SIZE = 11


class PageButton(QPushButton):
    """Shows a workspace; the key follows what the person rebinds it to."""

    def __init__(self, actions: ActionRegistry, action_id: str) -> None:
        super().__init__()
        self._actions = actions
        self._id = action_id
        self.setObjectName("page")
        self.setCheckable(True)
        self.setText(actions.text(action_id))
        self.setAccessibleName(actions.text(action_id))
        self.clicked.connect(lambda _checked=False: actions.action(action_id).trigger())
        actions.shortcuts_changed.connect(self._rekeyed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for name and key."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * INSIDE
        key = self._key_width()
        return QSize(width + (key + BETWEEN if key else 0), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It never shrinks."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Ground, name and key."""
        del event
        text = self._actions.key_text(self._id)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        painter.setFont(text_font())
        painter.setPen(colors().color("text" if self.isChecked() or self.underMouse() else "second"))
        painter.drawText(self.rect().adjusted(INSIDE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if text:
            self._draw_key(painter, text)

    def _draw_ground(self, painter: QPainter) -> None:
        shown = colors()
        name = "control" if self.isChecked() else "raised" if self.underMouse() else ""
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(shown.color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(shown.color(name) if name else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)

    def _draw_key(self, painter: QPainter, text: str) -> None:
        shown = colors()
        rect = QRectF(self.width() - INSIDE - self._key_width(), (self.height() - _KEY_HEIGHT) / 2, self._key_width(),
                      _KEY_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.color("hover" if self.isChecked() else "control"))
        painter.drawRoundedRect(rect, 3, 3)
        painter.setFont(text_font(_KEY_SIZE))
        painter.setPen(shown.color("second"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _key_width(self) -> int:
        text = self._actions.key_text(self._id)
        return max(_KEY_LEAST, QFontMetrics(text_font(_KEY_SIZE)).horizontalAdvance(text) + BETWEEN) if text else 0

    def _rekeyed(self) -> None:
        self.updateGeometry()
        self.update()
