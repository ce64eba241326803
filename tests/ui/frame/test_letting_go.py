"""What is shown no more is deleted one widget a turn, or at once where that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.frame.letting_go import LettingGo
from studio.ui.frame.main_window import MainWindow
from studio.ui.workspace import Workspace
from tests.ui.pages import visit


@pytest.fixture
def some() -> list[QWidget]:
    return [QWidget() for _ in range(4)]


def _left(widgets: list[QWidget]) -> int:
    return sum(map(shiboken6.isValid, widgets))


def _turns(until: Callable[[], bool], seen: Callable[[], int]) -> list[int]:
    counts = [seen()]
    while not until():
        QApplication.processEvents()
        counts.append(seen())
    return counts


def test_one_a_turn(some: list[QWidget], qtbot: QtBot) -> None:
    del qtbot
    owner = QObject()
    LettingGo(owner).let_go(some)
    counts = _turns(lambda: not _left(some), lambda: _left(some))
    assert max(before - after for before, after in pairwise(counts)) == 1


def test_all_at_once(some: list[QWidget], qtbot: QtBot) -> None:
    owner = QObject()
    leaving = LettingGo(owner)
    leaving.let_go(some)
    some[2].deleteLater()
    leaving.all_now()
    qtbot.waitUntil(lambda: not _left(some))


def test_pages_in_another_language_take_the_place_of_those_that_go(episode_window: MainWindow, qtbot: QtBot) -> None:
    before: list[QWidget] = [visit(episode_window, page) for page in ("timeline", "prepare", "review")]
    episode_window.commands.use_language("ru")
    try:
        counts = _turns(lambda: not _left(before), lambda: _left(before))
        assert max(was - left for was, left in pairwise(counts)) == 1
        assert episode_window.context.actions.is_bound("review.grid")
        qtbot.waitUntil(lambda: isinstance(episode_window.pages.currentWidget(), Workspace))
        assert len(episode_window.findChildren(Workspace)) == 1
    finally:
        episode_window.commands.use_language("en")
