"""Writes a caption where it stands."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LEAST = 200                # pixels wide


class CaptionEditor(QPlainTextEdit):
    """Enter keeps the text, Shift+Enter begins a line, Escape leaves it as it was; so does looking elsewhere keep it."""

    written = Signal(int, str)          # the caption and its text
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Text of the caption"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self._index = -1
        self._before = ""
        self.hide()

    def open(self, index: int, text: str, place: QRect) -> None:
        """Write in the caption that stands at `place`."""
        self._index, self._before = index, text
        left = max(0, place.left())
        self.setGeometry(left, place.top(), max(_LEAST, place.width()), place.height())
        self.setPlainText(text)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Escape end it."""
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self._end(keep=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted:
            self._end(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Looking elsewhere keeps what was written."""
        super().focusOutEvent(event)
        self._end(keep=True)

    def _end(self, *, keep: bool) -> None:
        index, self._index = self._index, -1
        if index < 0:
            return
        text = self.toPlainText().strip()
        self.hide()
        if keep and text != self._before:
            self.written.emit(index, text)
        self.left.emit()
