"""Fields and buttons in which keys mean what they always mean there, not the workspace's commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QWidget

_OF_FIELDS = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp,
                        Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter))
_OF_LISTS = _OF_FIELDS | {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space}
_OF_BUTTONS = frozenset((Qt.Key.Key_Space,))


def keeps(widget: QWidget | None, event: QKeyEvent) -> bool:
    """Whether `widget`, which has the keyboard, wants this key for itself."""
    return widget is not None and event.key() in _keys_of(widget)


def by_tab_only(button: QAbstractButton) -> None:
    """A click leaves the keyboard where it is, so that Space goes on playing; Tab reaches the button all the same."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _keys_of(watched: QWidget) -> frozenset[Qt.Key]:
    if isinstance(watched, QAbstractSpinBox):
        return _OF_FIELDS
    if isinstance(watched, QComboBox):
        return _OF_LISTS
    return _OF_BUTTONS if isinstance(watched, QAbstractButton) else frozenset()
