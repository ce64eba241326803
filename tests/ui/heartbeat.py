"""How long the window's thread was busy between two turns of its event loop."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 10


class Heartbeat(QObject):
    """Notes the longest stretch without a beat: in processor time of this thread, which another process's work does not
    lengthen, and on the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.worst_busy_s = 0.0
        self.worst_wait_s = 0.0
        self._busy, self._clock = time.thread_time(), time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def skip(self) -> None:
        """What this thread did since the last beat was the test's own work."""
        self._busy, self._clock = time.thread_time(), time.perf_counter()

    def _beat(self) -> None:
        self.worst_busy_s = max(self.worst_busy_s, time.thread_time() - self._busy)
        self.worst_wait_s = max(self.worst_wait_s, time.perf_counter() - self._clock)
        self.skip()
