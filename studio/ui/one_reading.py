"""Reading anew what may have changed: some time after the last call, and never twice at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class OneReading(QObject):
    """`read` begins a reading, whose end is told by `ended`. Calls while one is under way count once, some time after it."""

    def __init__(self, read: Callable[[], None], after_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._is_under_way = self._again = False
        self._timer = QTimer(self, singleShot=True, interval=after_ms)
        self._timer.timeout.connect(self.now)

    def soon(self) -> None:
        """Read when `after_ms` have passed without another call."""
        self._timer.start()

    def now(self) -> None:
        """Read at once, or after what is being read."""
        if self._is_under_way:
            self._again = True
            return
        self._is_under_way = True
        self._read()

    def ended(self) -> None:
        """What was being read has come, or failed."""
        self._is_under_way = False
        if self._again:
            self._again = False
            self.soon()
