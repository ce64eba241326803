"""A page of the top bar with its key beside the name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from studio.ui.actions import ActionRegistry
from studio.ui.theme import BETWEEN, INSIDE, RADIUS, colors, text_font
from studio.ui.widgets.key_button import draw_key, key_width


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
        key = key_width(self._actions.key_text(self._id))
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
            draw_key(painter, self.width() - INSIDE, self.height() / 2, text,
                     ground="panel" if self.isChecked() else "control")

    def _draw_ground(self, painter: QPainter) -> None:
        shown = colors()
        name = "control" if self.isChecked() else "raised" if self.underMouse() else ""
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(shown.color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(shown.color(name) if name else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)

    def _rekeyed(self) -> None:
        self.updateGeometry()
        self.update()
