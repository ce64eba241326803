"""Whether a command's key is being held down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence


class HeldKey(QObject):
    """Watches the application's key events for one of `keys()`; install it as an event filter while it is wanted.

    A shortcut swallows the press, but is always asked for first; the release arrives as it is.
    """

    def __init__(self, keys: Callable[[], Sequence[QKeySequence]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.is_down = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Looks on and lets everything pass."""
        del watched
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            if not event.isAutoRepeat() and QKeySequence(event.keyCombination()) in self._keys():
                self.is_down = kind == QEvent.Type.ShortcutOverride
        elif kind == QEvent.Type.ApplicationDeactivate:
            self.is_down = False
        return False
