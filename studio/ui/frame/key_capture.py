"""A field that takes the next key pressed as a shortcut, whatever layout it was pressed on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from studio.ui.keyboard import latin

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)


class KeyCapture(QLineEdit):
    """`captured` carries a portable key sequence such as `Ctrl+P`; a Cyrillic letter gives its Latin twin."""

    captured = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setPlaceholderText(self.tr("Press the new key"))
        self.setAccessibleName(self.tr("New key"))

    def event(self, event: QEvent) -> bool:
        """Shortcuts of the window do not fire here: the key is wanted itself."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take the key; Tab and Escape keep their meaning."""
        key = Qt.Key(event.key())
        if key in _LEAVING:
            event.ignore()
        elif key not in _MODIFIERS and key != Qt.Key.Key_unknown:
            pressed = latin(_sequence(event))
            self.setText(QKeySequence(pressed).toString(QKeySequence.SequenceFormat.NativeText))
            self.captured.emit(pressed)


def _sequence(event: QKeyEvent) -> str:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    sign = event.text()
    if modifiers == Qt.KeyboardModifier.ShiftModifier and sign.isprintable() and sign.strip() and not sign.isalnum():
        modifiers = Qt.KeyboardModifier.NoModifier          # Shift is already in the sign: `?`, `<`
    combined = QKeyCombination(modifiers, Qt.Key(event.key()))
    return QKeySequence(combined).toString(QKeySequence.SequenceFormat.PortableText)
