"""The real window with the `EPISODE` of the command line open, its takes loaded."""

from __future__ import annotations

import sys
from pathlib import Path

from studio.ui.application import make_window
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.main_window import MainWindow
from tests.benchmarks.window_parts.measuring import until


def opened() -> tuple[MainWindow, EpisodeSession]:
    """The window, shown, and its session."""
    window = make_window()
    window.show()
    window.open_episode(Path(sys.argv[1]))
    session = window.session
    assert session is not None
    until(lambda: session.loaded, "the takes")
    return window, session
