"""How late a 16 ms timer is that scrolls a grid."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView

PERIOD_MS = 16
_STEP = 24          # pixels a tick


class ScrollingTimer(QObject):
    """Scrolls a grid up and down at every tick and notes by how many milliseconds each tick came late."""

    def __init__(self, grid: QAbstractItemView) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._bar = grid.verticalScrollBar()
        self._step = _STEP
        self._timer = QTimer(self, interval=PERIOD_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()

    def start(self) -> None:
        """Begin to count."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - PERIOD_MS))
        self._last = now
        if not self._bar.minimum() < self._bar.value() + self._step < self._bar.maximum():
            self._step = -self._step
        self._bar.setValue(self._bar.value() + self._step)
