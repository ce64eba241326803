"""Alt alone opens the menu, as on any desktop; with anything else pressed meanwhile it does not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

_OTHERS = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate)


class AltKey(QObject):
    """Watches the native window, where keys arrive before any widget."""

    pressed_alone = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._armed = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Never keeps an event for itself."""
        del watched
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._armed = event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat()
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            armed, self._armed = self._armed, False
            if armed and event.key() == Qt.Key.Key_Alt:
                self.pressed_alone.emit()
        elif kind in _OTHERS:
            self._armed = False
        return False
