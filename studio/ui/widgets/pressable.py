"""Buttons reached with Tab are pressed with Space and Return, also where a workspace has commands on these keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QWidget

_OWN = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pressable(QObject):
    """Asks for those keys before a shortcut gets them, on behalf of every button and list that it guards.

    A click leaves the keyboard where it was, so that Space goes on to mean the workspace's command.
    """

    def guard(self, root: QWidget) -> None:
        """Everything to be pressed in `root` now; again after something was added to it."""
        for kind in (QAbstractButton, QComboBox):
            for item in root.findChildren(kind):
                if item.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    item.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                item.installEventFilter(self)
        for field in root.findChildren(QAbstractSpinBox):
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Return presses as Space does; in a field it ends typing."""
        if not isinstance(event, QKeyEvent) or event.key() not in _OWN:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() != Qt.Key.Key_Space and isinstance(watched, QAbstractButton):
            watched.click()
            return True
        return super().eventFilter(watched, event)
