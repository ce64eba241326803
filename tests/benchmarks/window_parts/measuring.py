"""What the parts share: an application, waiting for events, the time until something is painted, and how results go home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.report import median

ROUNDS = 5
_PATIENCE_S = 120.0


def application() -> QApplication:
    """The one of this process."""
    held = QApplication.instance()
    return held if isinstance(held, QApplication) else QApplication(sys.argv[:1])


def until(condition: Callable[[], object], what: str) -> None:
    """Handle events until `condition` holds; RuntimeError after two minutes."""
    ends = time.perf_counter() + _PATIENCE_S
    waker = QTimer()
    waker.start(5)          # a condition may come true without an event
    while not condition():
        if time.perf_counter() > ends:
            raise RuntimeError(f"waited in vain for {what}")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def settle(seconds: float = 0.3) -> None:
    """Handle events for a while, so that what was begun before is not counted."""
    ends = time.perf_counter() + seconds
    until(lambda: time.perf_counter() >= ends, "time to pass")


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Called by Qt before each event of the widget."""
        del watched
        self.count += event.type() == QEvent.Type.Paint
        return False


def painted_ms(act: Callable[[], object], widget: QWidget) -> float:
    """Milliseconds from the beginning of `act` until all of `widget` was painted after it."""
    paints = Paints(widget)
    begun = time.perf_counter()
    act()
    widget.update()
    while not paints.count:
        QApplication.processEvents()
    taken = time.perf_counter() - begun
    widget.removeEventFilter(paints)
    return taken * 1000


def handled_ms(act: Callable[[], object]) -> float:
    """Milliseconds from the beginning of `act` until what it let be painted is painted."""
    begun = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - begun) * 1000


def mouse(widget: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    """A real event of the left button, delivered now; QTest waits a millisecond after each."""
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at.toPointF(), widget.mapToGlobal(at).toPointF(), button, held,
                        Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def percentile(values: Iterable[float], share: float) -> float:
    """The value that `share` (0-1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median_of(measure: Callable[[], float], rounds: int = ROUNDS) -> float:
    """The middle of several runs."""
    return median([measure() for _ in range(rounds)])


def tell(results: dict[str, float]) -> None:
    """Hand results to the benchmark that started this process."""
    print(json.dumps(results), flush=True)


def run_part(name: str, arguments: Sequence[str]) -> dict[str, float]:
    """Run a part in a process of its own; what it told last. Python keeps what it compiled, as it does for a person."""
    argv = [sys.executable, "-m", f"tests.benchmarks.window_parts.{name}", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(argv, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(f"{name} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
