"""Going to a page of the window, and waiting until it is there."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication

from studio.ui.frame.main_window import MainWindow
from studio.ui.workspace import Workspace

_PATIENCE_S = 60.0


def visit(window: MainWindow, key: str) -> Workspace:
    """Show the page of that key."""
    window.go(key)
    return shown_page(window, key)


def shown_page(window: MainWindow, key: str) -> Workspace:
    """The page of that key, which was asked for, when it is shown."""
    ends = time.monotonic() + _PATIENCE_S
    while window.page != key and time.monotonic() < ends:
        QApplication.processEvents()
    shown = window.workspace
    assert shown is not None
    assert shown.key == key
    return shown
