"""Starts the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from studio.jobs.session import begin_session
from studio.ui.action_catalog import CATALOG
from studio.ui.actions import ActionRegistry
from studio.ui.background import Background
from studio.ui.context import WindowContext
from studio.ui.frame.main_window import MainWindow
from studio.ui.frame.unexpected import catch_unexpected
from studio.ui.garbage import GarbageCollector
from studio.ui.job_center import JobCenter
from studio.ui.language import languages
from studio.ui.notices import Notices
from studio.ui.theme import LOOKS, theme
from studio.ui.weight_work import WeightWork
from studio.ui.window_state import WindowState

COLLECT_AFTER_MS = 1000
SWITCH_S = 0.002
"""How long a worker thread may keep the interpreter from the window's thread."""


def run_window(arguments: Sequence[str]) -> int:
    """Open the window, with the episode named first, and stay until it is closed; the exit code."""
    application = QApplication([sys.argv[0], *arguments])
    gc.freeze()             # what is loaded by now stays: looking for garbage passes over it
    notices = begin_session()
    window = make_window()
    catch_unexpected(window.context.notices)
    for notice in notices:
        window.context.notices.warn(notice)
    if arguments:
        window.open_episode(Path(arguments[0]).absolute())
    window.show()
    return application.exec()


def make_window() -> MainWindow:
    """The window and its services; a QApplication exists."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sys.setswitchinterval(SWITCH_S)
    application.setApplicationName("fullmotion-studio")
    application.setApplicationDisplayName("Full-Motion Studio")
    application.setDesktopFileName("fullmotion-studio")
    state = WindowState()
    theme().install(application)
    theme().set_look(next((look for look in LOOKS if look == state.text("look")), "system"))
    languages().use(state.text("language", "system"))
    keys = {name: held for name, held in state.mapping("keys").items() if isinstance(held, list)}
    window = MainWindow(WindowContext(ActionRegistry(CATALOG, keys), Background(), JobCenter(), Notices(), state,
                                      WeightWork()))
    GarbageCollector(window, COLLECT_AFTER_MS)
    return window
