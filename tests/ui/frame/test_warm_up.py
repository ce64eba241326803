"""The workspaces are there before they are visited, and nobody notices how they came."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.frame.main_window import MainWindow
from studio.ui.frame.places import PAGES

WAIT_MS = 20_000


def test_all_workspaces_are_made_while_the_first_is_looked_at(window: MainWindow, qtbot: QtBot, episode: Path) -> None:
    window.open_episode(episode)
    shown, focus = window.workspace, QApplication.focusWidget()
    assert list(window._workspaces) == ["review"]
    qtbot.waitUntil(lambda: len(window._workspaces) == len(PAGES), timeout=WAIT_MS)
    assert (window.workspace, QApplication.focusWidget(), window.page) == (shown, focus, "review")
    made = window._workspaces["timeline"]
    assert window.go("timeline") is made


def test_another_episode_gets_its_own(window: MainWindow, qtbot: QtBot, episode: Path) -> None:
    window.open_episode(episode)
    qtbot.waitUntil(lambda: len(window._workspaces) == len(PAGES), timeout=WAIT_MS)
    window.close_episode()
    assert window._workspaces == {}
    window.open_episode(episode)
    qtbot.waitUntil(lambda: len(window._workspaces) == len(PAGES), timeout=WAIT_MS)
    assert all(made.session is window.session for made in window._workspaces.values())
