"""The window with an episode that has everything but takes."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from studio.ui.frame.main_window import MainWindow
from studio.ui.generate.generate_workspace import GenerateWorkspace
from tests.cli.small_inputs import SLOW_STEPS
from tests.jobs.test_generate_takes import prepare
from tests.ui.pages import visit

FRAMES = 5
LOAD_MS = 60_000


@pytest.fixture
def unmade(tmp_path: Path) -> Path:
    """An episode of five small frames that were not generated yet; their takes are long enough in the making to be seen."""
    with prepare(tmp_path, FRAMES, SLOW_STEPS) as store:
        return store.folder


@pytest.fixture
def workspace(window: MainWindow, unmade: Path, qtbot: QtBot) -> GenerateWorkspace:
    """Generate, with that episode."""
    return open_generate(window, unmade, qtbot)


def open_generate(window: MainWindow, episode: Path, qtbot: QtBot) -> GenerateWorkspace:
    """Open an episode and wait until Generate has read it."""
    window.open_episode(episode)
    shown = visit(window, "generate")
    workspace = cast("GenerateWorkspace", shown)
    assert isinstance(shown, GenerateWorkspace)
    qtbot.waitUntil(lambda: workspace.display.overview is not None, timeout=LOAD_MS)
    return workspace
