"""Whether a command's key is being held down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


class HeldKey:
    """Follows the key events of a widget for one of `keys()`.

    A shortcut swallows the press, but is always asked for first; the release arrives as it is.
    """

    def __init__(self, keys: Callable[[], Sequence[QKeySequence]]) -> None:
        self._keys = keys
        self.is_down = False

    def follow(self, event: QKeyEvent) -> None:
        """See whether this is the key's press or release."""
        if not event.isAutoRepeat() and QKeySequence(event.keyCombination()) in self._keys():
            self.is_down = event.type() == QEvent.Type.ShortcutOverride
