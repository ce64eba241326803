"""A slider that goes where it is clicked."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QWidget

_HANDLE = 12


class JumpSlider(QSlider):
    """`chosen` tells what the person did, and nothing that the program did with `show_value`."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.valueChanged.connect(self.chosen)

    def show_value(self, value: int) -> None:
        """Move the handle, unless the person holds it."""
        if not self.isSliderDown():
            blocker = QSignalBlocker(self)
            self.setValue(value)
            blocker.unblock()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go there, then be dragged on from there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setValue(self._value_at(event.position().x()))
        super().mousePressEvent(event)

    def _value_at(self, x: float) -> int:
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), round(x - _HANDLE / 2),
                                              max(1, self.width() - _HANDLE))
