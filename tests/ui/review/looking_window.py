"""The window opened on a review of an episode with two takes a frame, for tests of loupe, compare, survey and panel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.main_window import MainWindow
from studio.ui.review.picture_views import PictureViews
from studio.ui.review.review_state import ReviewState
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.widgets.picture_view import PictureView
from tests.ui.episodes import make_episode_with_takes
from tests.ui.pages import visit

FRAMES, SEEDS = 8, 2


class LookingWindow:
    """A window with its review shown, and the shortest ways to what tests look at and do."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        assert window.session is not None
        assert isinstance(window.workspace, ReviewWorkspace)
        self.window = window
        self.qtbot = qtbot
        self.session: EpisodeSession = window.session
        self.workspace: ReviewWorkspace = window.workspace
        self.state: ReviewState = self.workspace.state
        self.looks: PictureViews = self.workspace.looks

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.focus(), key, modifiers)

    def focus(self) -> QWidget:
        """The widget that has the keyboard."""
        return QApplication.focusWidget() or self.workspace

    def wait_for_picture(self, view: PictureView) -> None:
        """Until a picture is shown."""
        self.qtbot.waitUntil(lambda: view.levels is not None)

    def select(self, *rows: int) -> None:
        """Select rows; the first becomes current."""
        self.state.select(np.array(rows, np.int64))
        self.state.set_current(rows[0], keep_selection=True)

    def rows_of(self, frame: int) -> list[int]:
        """The rows of a frame."""
        return [int(row) for row in np.flatnonzero(self.session.takes.frames == frame)]


def open_review(window: MainWindow, folder: Path, qtbot: QtBot) -> LookingWindow:
    """Open an episode and show its review with the keyboard in it."""
    window.open_episode(folder)
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded)
    visit(window, "review")
    window.activateWindow()
    return LookingWindow(window, qtbot)


def make_two_takes_a_frame(folder: Path) -> Path:
    """A small episode with two seeds of each frame."""
    return make_episode_with_takes(folder, FRAMES, seeds=SEEDS)


def color_at(view: PictureView, across: float, down: float) -> QColor:
    """What is painted at a place of the picture, 0-1."""
    target = view.target()
    point = QPoint(round(target.left() + across * target.width()), round(target.top() + down * target.height()))
    return view.grab().toImage().pixelColor(point * view.devicePixelRatioF())
