"""The workspace Prepare on real small episodes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.ui.frame.main_window import MainWindow
from studio.ui.prepare.prepare_workspace import PrepareWorkspace
from tests.cli.small_inputs import write_inputs
from tests.ui.pages import visit

PATIENCE_MS = 60_000


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, Path]:
    """A reference, a folder of twelve frames, a voice, a preset file."""
    return write_inputs(tmp_path / "inputs")


@pytest.fixture
def empty(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> PrepareWorkspace:
    """Prepare of an episode in which nothing is yet."""
    with EpisodeStore.create(tmp_path / "new.episode", EpisodeSettings("new", analyzer="builtin")):
        pass
    window.open_episode(tmp_path / "new.episode")
    return _prepare(window, qtbot)


@pytest.fixture
def prepare(episode_window: MainWindow, qtbot: QtBot) -> PrepareWorkspace:
    """Prepare of the finished episode of 24 frames."""
    made = _prepare(episode_window, qtbot)
    qtbot.waitUntil(lambda: len(made.source.numbers) == 24, timeout=PATIENCE_MS)
    return made


def _prepare(window: MainWindow, qtbot: QtBot) -> PrepareWorkspace:
    window.resize(1400, 900)
    made = visit(window, "prepare")
    assert isinstance(made, PrepareWorkspace)
    qtbot.waitUntil(lambda: bool(made.preset.cards), timeout=PATIENCE_MS)
    return made
