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

    @property
    def is_under_way(self) -> bool:
        """Whether something is being read."""
        return self._is_under_way

    def set_pause(self, after_ms: int) -> None:
        """Let another time pass from now on."""
        self._timer.setInterval(after_ms)

    def soon(self) -> None:
        """Read when `after_ms` have passed without another call."""
        self._timer.start()

    def in_time(self) -> None:
        """Read when `after_ms` have passed since the first call: what changes all the time is read now and then."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """What was to be read soon is not."""
        self._timer.stop()

    def now(self) -> None:
        """Read at once, or after what is being read."""
        self._timer.stop()
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


class ShownReading(OneReading):
    """Nothing is read for nobody: what changes while it is not shown is read when it is, as is everything at first."""

    def __init__(self, read: Callable[[], None], after_ms: int, parent: QObject) -> None:
        super().__init__(read, after_ms, parent)
        self._is_shown, self._is_stale = False, True

    def set_shown(self, *, shown: bool) -> None:
        """What is read is shown from now on, or no longer."""
        self._is_shown = shown
        if shown and self._is_stale:
            super().soon()

    def soon(self) -> None:
        """Something changed."""
        self._is_stale = True
        if self._is_shown:
            super().soon()

    def now(self) -> None:
        """Read at once, or after what is being read."""
        self._is_stale = False
        super().now()
