"""Garbage is looked for in the window's thread only.

Python looks for cycles in whichever thread happens to allocate. Widgets, timers and pictures lie in such cycles, and Qt
does not survive that another thread than their own deletes them: a worker that decodes a picture could bring the window
down.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 200
_YOUNG = 700                # as Python's own thresholds
_MIDDLE = 10
_OLD = 40                   # a look at everything costs tens of milliseconds, so less often than Python


class GarbageCollector(QObject):
    """In place of Python's own, which it switches off; begins to look after `begin_after_ms`."""

    def __init__(self, parent: QObject, begin_after_ms: int) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(_collect_what_is_due)
        QTimer.singleShot(begin_after_ms, self._timer, self._timer.start)


def set_aside() -> None:
    """Pass over all that is there now when garbage is looked for, since it stays: a look at all of it takes tens of
    milliseconds. What is garbage by then, and not young, is kept too: `collect_all` goes before, where much has gone."""
    gc.collect(1)
    gc.freeze()


def collect_all() -> None:
    """Look at everything now, save what was set aside."""
    gc.collect()


def _collect_what_is_due() -> None:
    young, middle, old = gc.get_count()
    if old > _OLD:
        gc.collect(2)
    elif middle > _MIDDLE:
        gc.collect(1)
    elif young > _YOUNG:
        gc.collect(0)
