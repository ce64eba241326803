"""The window opened on the sweeps of an episode, and the shortest ways to what tests look at and do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.jobs.sweep_reading import SweepFindings, SweepReading
from studio.ui.frame.main_window import MainWindow
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.sweep.sweep_view import SweepView
from tests.ui.pages import visit

WAIT_MS = 60_000


class SweepWindow:
    """`view` is the sweep view, shown by its key."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        assert isinstance(window.workspace, ReviewWorkspace)
        self.window, self.qtbot = window, qtbot
        self.workspace = window.workspace
        self.key(Qt.Key.Key_W)
        self.view: SweepView = self.workspace.sweeps.view
        qtbot.waitUntil(lambda: self.view.model.listed, timeout=WAIT_MS)

    @property
    def reading(self) -> SweepReading:
        """The takes shown."""
        assert self.view.model.reading is not None
        return self.view.model.reading

    @property
    def findings(self) -> SweepFindings:
        """What the lab says of them."""
        assert self.view.model.findings is not None
        return self.view.model.findings

    def wait_for_findings(self) -> None:
        """Until the lab has spoken and the plots are there."""
        self.qtbot.waitUntil(lambda: self.view.model.findings is not None and len(self.view.plots.plots) == 3,
                             timeout=WAIT_MS)
        self.qtbot.wait(50)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.workspace, key, modifiers)
        QApplication.processEvents()

    def click(self, widget: QWidget, at: QPoint) -> None:
        """Press and release the left button."""
        QTest.mouseMove(widget, at)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        QApplication.processEvents()


def open_sweeps(window: MainWindow, folder: Path, qtbot: QtBot) -> SweepWindow:
    """Open an episode, its review and there the sweeps."""
    window.resize(1600, 1000)
    window.open_episode(folder)
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded)
    visit(window, "review")
    window.activateWindow()
    return SweepWindow(window, qtbot)
