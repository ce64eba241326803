"""Another look comes to the whole window, what is not seen included, a part a turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.frame.main_window import MainWindow
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.theme import DARK, LIGHT, Colors, theme
from tests.ui.pages import shown_page, visit

WAIT_MS = 60_000


@pytest.fixture
def dark(episode_window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window in the dark look, three of its pages made."""
    theme().set_look("dark")
    for page in ("timeline", "prepare", "review"):
        visit(episode_window, page)
    _settle(episode_window, qtbot)
    yield episode_window
    theme().set_look("system")


def _settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._dressing._timer.isActive(), timeout=WAIT_MS)


def _ground(widget: QWidget) -> str:
    """The colour of a panel's head, beside its texts."""
    shown: QImage = widget.grab().toImage()
    return QColor(shown.pixel(2, 2)).name().upper()


def _wears(window: MainWindow, page: str, colors: Colors) -> bool:
    return _ground(visit(window, page).panels()[-1].head) == colors.panel


def test_every_page_wears_the_new_look(dark: MainWindow, qtbot: QtBot) -> None:
    assert _wears(dark, "prepare", DARK)
    theme().set_look("light")
    _settle(dark, qtbot)
    for page in ("prepare", "generate", "review", "timeline", "export"):
        assert _wears(dark, page, LIGHT), page


def test_it_takes_many_turns_and_shows_no_half_of_it(dark: MainWindow) -> None:
    shown_page(dark, "review")
    theme().set_look("light")
    turns = 0
    while not dark.updatesEnabled():
        QApplication.processEvents()
        turns += 1
    assert turns >= 4
    shown = shown_page(dark, "review")
    assert _ground(shown.panels()[0].head) == LIGHT.panel


def test_a_page_is_gone_to_before_it_is_put_back(dark: MainWindow, qtbot: QtBot) -> None:
    shown_page(dark, "review")
    theme().set_look("light")
    while not dark.updatesEnabled():
        QApplication.processEvents()
    assert _wears(dark, "timeline", LIGHT)
    _settle(dark, qtbot)
    assert shown_page(dark, "timeline").isVisible()


def test_two_looks_one_after_the_other(dark: MainWindow, qtbot: QtBot) -> None:
    theme().set_look("light")
    QApplication.processEvents()
    theme().set_look("dark")
    _settle(dark, qtbot)
    assert dark.updatesEnabled()
    assert _wears(dark, "export", DARK)
    assert _wears(dark, "review", DARK)


def test_another_language_meanwhile(dark: MainWindow, qtbot: QtBot) -> None:
    theme().set_look("light")
    QApplication.processEvents()
    dark.commands.use_language("ru")
    _settle(dark, qtbot)
    assert dark.updatesEnabled()
    assert _wears(dark, "timeline", LIGHT)


def test_the_episode_is_closed_meanwhile(dark: MainWindow, qtbot: QtBot) -> None:
    theme().set_look("light")
    QApplication.processEvents()
    dark.close_episode()
    _settle(dark, qtbot)
    assert dark.pages.currentWidget() is dark.start_page
    assert QColor(dark.start_page.grab().toImage().pixel(2, 2)).name().upper() == LIGHT.window


@pytest.fixture
def with_sweep(dark: MainWindow, qtbot: QtBot) -> ReviewWorkspace:
    """Review shows its sweeps: the panels at its sides are closed, the other views are not seen."""
    review = visit(dark, "review")
    assert isinstance(review, ReviewWorkspace)
    review.state.set_view("sweep")
    qtbot.waitUntil(lambda: len(review.sweeps.view.plots.plots) == 3, timeout=WAIT_MS)
    return review


def _look_half_changed(window: MainWindow) -> None:
    theme().set_look("light")
    while not window.updatesEnabled():
        QApplication.processEvents()


def test_closed_panels_and_unseen_views_are_away_and_come_back(dark: MainWindow, with_sweep: ReviewWorkspace,
                                                               qtbot: QtBot) -> None:
    parts = len(with_sweep.findChildren(QWidget))
    _look_half_changed(dark)
    assert len(with_sweep.findChildren(QWidget)) < parts / 2
    _settle(dark, qtbot)
    assert len(with_sweep.findChildren(QWidget)) == parts
    with_sweep.state.set_view("grid")
    qtbot.waitUntil(with_sweep.filter.isVisible, timeout=WAIT_MS)
    assert {_ground(panel.head) for panel in with_sweep.panels()} == {LIGHT.panel}


def test_another_view_is_asked_for_while_it_is_away(dark: MainWindow, with_sweep: ReviewWorkspace, qtbot: QtBot) -> None:
    _look_half_changed(dark)
    with_sweep.state.set_view("grid")
    assert with_sweep.grid.isVisible()
    _settle(dark, qtbot)
    assert with_sweep.grid.isVisible()
    assert with_sweep.filter.isVisible()


def test_nothing_is_left_of_parts_that_were_away_when_the_episode_closed(dark: MainWindow, with_sweep: ReviewWorkspace,
                                                                       qtbot: QtBot) -> None:
    panel, view = with_sweep.filter, with_sweep.grid
    _look_half_changed(dark)
    dark.close_episode()
    _settle(dark, qtbot)
    qtbot.waitUntil(lambda: not (shiboken6.isValid(panel) or shiboken6.isValid(view)), timeout=WAIT_MS)


def test_the_look_is_changed_when_a_sweep_was_closed(dark: MainWindow, with_sweep: ReviewWorkspace, qtbot: QtBot) -> None:
    plots = list(with_sweep.sweeps.view.plots.plots.values())
    dark.close_episode()
    qtbot.waitUntil(lambda: not any(map(shiboken6.isValid, plots)), timeout=WAIT_MS)
    theme().set_look("light")       # a plot that is still there would be drawn, and raise
    _settle(dark, qtbot)
