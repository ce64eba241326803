"""Starts the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from studio.ui.action_catalog import CATALOG
from studio.ui.actions import ActionRegistry
from studio.ui.background import Background
from studio.ui.context import WindowContext
from studio.ui.frame.main_window import MainWindow
from studio.ui.job_center import JobCenter
from studio.ui.notices import Notices
from studio.ui.theme import theme
from studio.ui.window_state import WindowState

SWITCH_S = 0.002
"""How long a worker thread may keep the interpreter from the window's thread."""


def run_window(arguments: Sequence[str]) -> int:
    """Open the window, with the episode named first, and stay until it is closed; the exit code."""
    application = QApplication([sys.argv[0], *arguments])
    window = make_window()
    window.show()
    if arguments:
        window.open_episode(Path(arguments[0]).absolute())
    return application.exec()


def make_window() -> MainWindow:
    """The window and its services; a QApplication exists."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sys.setswitchinterval(SWITCH_S)
    application.setApplicationName("fullmotion-studio")
    application.setApplicationDisplayName("Full-Motion Studio")
    state = WindowState()
    theme().install(application)
    keys = {name: held for name, held in state.mapping("keys").items() if isinstance(held, list)}
    return MainWindow(WindowContext(ActionRegistry(CATALOG, keys), Background(), JobCenter(), Notices(), state))
