"""Start to first key handled: `studio EPISODE` as the person starts it, and a key pressed as soon as the takes are shown.

The key is the arrow to the next take; handled means that the grid's current take has moved. The process was asked for
at STARTED, seconds of the system's clock, so that Python's own start counts.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.ui.frame.main_window import MainWindow

STARTED = float(sys.argv.pop(1))


def main() -> None:
    """Run `studio EPISODE`, press the key, close."""
    from studio.__main__ import main as run_studio
    from studio.ui.quick_start import load_quickly

    load_quickly()          # as `studio` does first; it finds it done then
    from studio.ui import application

    results: list[float] = []

    make_window = application.make_window

    def make_and_press() -> MainWindow:
        window = make_window()
        press_when_shown(window, results)
        return window

    application.make_window = make_and_press
    code = run_studio()
    from tests.benchmarks.window_parts.measuring import tell

    tell({"seconds": results[0], "torch": float("torch" in sys.modules), "code": float(code)})


def press_when_shown(window: MainWindow, results: list[float]) -> None:
    """Look at every turn of the event loop whether the takes are there; then press, and look again."""
    from PySide6.QtCore import QEvent, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    timer = QTimer(window)
    before: list[int] = []

    def look() -> None:
        grid = QApplication.focusWidget()
        if not isinstance(grid, QAbstractItemView) or window.session is None or not window.session.loaded:
            return
        if not before:
            before.append(grid.currentIndex().row())
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.postEvent(grid, QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier))
        elif grid.currentIndex().row() != before[0]:
            results.append(time.time() - STARTED)
            timer.stop()
            window.close()

    timer.timeout.connect(look)
    timer.start(0)


if __name__ == "__main__":
    main()
