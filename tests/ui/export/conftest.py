"""The Export workspace of a real window on a real episode."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from studio.ui.export.export_workspace import ExportWorkspace
from studio.ui.frame.main_window import MainWindow
from tests.ui.export.waiting import wait_for_plan
from tests.ui.pages import visit


@pytest.fixture
def workspace(episode_window: MainWindow, qtbot: QtBot) -> ExportWorkspace:
    """The workspace shown, its plan read."""
    shown = visit(episode_window, "export")
    assert isinstance(shown, ExportWorkspace)
    wait_for_plan(shown, qtbot)
    return shown
