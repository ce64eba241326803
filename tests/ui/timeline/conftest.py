"""The Timeline workspace of a real window on a real episode."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from studio.ui.frame.main_window import MainWindow
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from tests.ui.pages import visit

READ_MS = 60_000


@pytest.fixture
def timeline(episode_window: MainWindow, qtbot: QtBot) -> TimelineWorkspace:
    """The workspace shown, its voice read."""
    return open_timeline(episode_window, qtbot)


def open_timeline(window: MainWindow, qtbot: QtBot) -> TimelineWorkspace:
    """Show the workspace and wait for the voice's waveform."""
    shown = visit(window, "timeline")
    assert isinstance(shown, TimelineWorkspace)
    qtbot.waitExposed(window)
    voice = shown.model.timeline.voice
    if voice is not None and voice.clips:
        qtbot.waitUntil(lambda: shown.sounds.painter(voice.clips[0].file) is not None, timeout=READ_MS)
    return shown
