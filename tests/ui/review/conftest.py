"""Fixtures of the review's tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.ui.frame.main_window import MainWindow
from studio.ui.review.review_workspace import ReviewWorkspace
from tests.ui.pages import visit
from tests.ui.review.looking_window import LookingWindow, make_two_takes_a_frame, open_review


@pytest.fixture(scope="session")
def two_takes_a_frame(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An episode of 8 frames with two takes each, to be copied and never changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home of two takes a frame")))
        return make_two_takes_a_frame(tmp_path_factory.mktemp("two takes") / "turn.episode")


@pytest.fixture
def review(window: MainWindow, two_takes_a_frame: Path, tmp_path: Path, qtbot: QtBot) -> LookingWindow:
    """The window with a copy of that episode open, its review shown."""
    return open_review(window, Path(shutil.copytree(two_takes_a_frame, tmp_path / "turn.episode")), qtbot)


@pytest.fixture
def workspace(episode_window: MainWindow) -> ReviewWorkspace:
    """The review of the episode with a take a frame."""
    shown = visit(episode_window, "review")
    assert isinstance(shown, ReviewWorkspace)
    return shown
