"""A card over the window, dismissed with Escape or a click beside it; the keyboard stays inside meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

_FROM_TOP = 72
_EDGE = 24
_SCRIM = QColor(0, 0, 0, 96)


class Overlay(QWidget):
    """Covers `window` from its making until it is closed; subclasses fill `self.column` and say where the keyboard goes."""

    def __init__(self, window: QWidget, title: str, size: tuple[int, int]) -> None:
        """`size`: the card's width and height where the window has room for it."""
        super().__init__(window)
        for other in window.findChildren(Overlay):
            if other is not self and other.isVisible():
                other.dismiss()
        self._window = window
        self._size = size
        self._focus_before = QApplication.focusWidget()
        self.setAccessibleName(title)
        self.card = QFrame(self)
        self.card.setObjectName("overlay")
        self.card.setAccessibleName(title)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        window.installEventFilter(self)
        self._fit()

    def open(self, focus: QWidget) -> None:
        """Show it, with the keyboard in `focus`."""
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Take it away and give the keyboard back."""
        self.hide()
        before = self._focus_before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def event(self, event: QEvent) -> bool:
        """No shortcut of what lies below fires meanwhile."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape ends it; no other key gets through to what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click beside the card ends it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802
        """Tab goes round inside the card."""
        inside = [item for item in self.card.findChildren(QWidget)
                  if item.focusPolicy() & Qt.FocusPolicy.TabFocus and item.isVisibleTo(self) and item.isEnabled()]
        if inside:
            now = self.focusWidget()
            place = inside.index(now) if now in inside else -1
            inside[(place + (1 if next else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Dim what lies below."""
        del event
        QPainter(self).fillRect(self.rect(), _SCRIM)

    def _fit(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        width = min(self._size[0], window.width() - 2 * _EDGE)
        top = min(_FROM_TOP, window.height() // 10)
        height = min(self._size[1], window.height() - top - _EDGE)
        self.card.setGeometry(QRect((window.width() - width) // 2, top, width, height))
