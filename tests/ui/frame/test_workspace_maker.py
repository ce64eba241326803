"""The workspaces are there before they are visited, or come in parts when they are; and nobody notices how."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.export.export_workspace import ExportWorkspace
from studio.ui.frame.main_window import MainWindow
from studio.ui.frame.places import PAGES
from studio.ui.theme import theme
from studio.ui.workspace import Workspace
from tests.ui.pages import shown_page, visit

WAIT_MS = 60_000


def _all_made(window: MainWindow) -> Callable[[], bool]:
    return lambda: all(window._maker.whole(page) for page in PAGES) and not window._maker._timer.isActive()


@pytest.mark.usefixtures("beforehand")
def test_all_workspaces_are_made_while_the_first_is_looked_at(window: MainWindow, qtbot: QtBot, episode: Path) -> None:
    window.open_episode(episode)
    shown, focus = shown_page(window, "review"), QApplication.focusWidget()
    qtbot.waitUntil(_all_made(window), timeout=WAIT_MS)
    assert (window.workspace, QApplication.focusWidget(), window.page) == (shown, focus, "review")
    made = window._maker.whole("timeline")
    window.go("timeline")
    assert window.workspace is made


@pytest.mark.usefixtures("beforehand")
def test_what_nobody_looked_at_yet_has_been_laid_out(window: MainWindow, qtbot: QtBot, episode: Path) -> None:
    window.open_episode(episode)
    qtbot.waitUntil(_all_made(window), timeout=WAIT_MS)
    made = window._maker.whole("timeline")
    assert made is not None
    assert made.size() == window.pages.size()
    assert all(panel.testAttribute(Qt.WidgetAttribute.WA_WState_Polished) for panel in made.panels())


@pytest.mark.usefixtures("beforehand")
def test_another_episode_gets_its_own(window: MainWindow, qtbot: QtBot, episode: Path) -> None:
    window.open_episode(episode)
    qtbot.waitUntil(_all_made(window), timeout=WAIT_MS)
    window.close_episode()
    assert not any(window._maker.whole(page) for page in PAGES)
    window.open_episode(episode)
    qtbot.waitUntil(_all_made(window), timeout=WAIT_MS)
    for page in PAGES:
        made = window._maker.whole(page)
        assert made is not None
        assert made.session is window.session


@pytest.mark.usefixtures("beforehand")
def test_an_episode_that_was_closed_goes_from_memory(window: MainWindow, qtbot: QtBot, episode: Path) -> None:
    gone: list[weakref.ref[QObject]] = []
    passed_over = gc.get_freeze_count()
    listeners = theme().receivers(SIGNAL("changed()"))
    for _ in range(2):
        window.open_episode(episode)
        qtbot.waitUntil(_all_made(window), timeout=WAIT_MS)
        gone += [weakref.ref(item) for item in (window.session, *map(window._maker.whole, PAGES)) if item is not None]
        window.close_episode()
        qtbot.waitUntil(lambda: not window._maker._timer.isActive(), timeout=WAIT_MS)
        assert gc.get_freeze_count() > passed_over      # what was loaded
        assert [item() for item in gone if item() is not None] == []
        assert theme().receivers(SIGNAL("changed()")) == listeners


def test_nothing_is_made_before_it_is_time(episode_window: MainWindow, qtbot: QtBot) -> None:
    visit(episode_window, "generate")
    qtbot.wait(300)
    made = [page for page in PAGES if episode_window._maker.whole(page)]
    assert made == ["generate", "review"]


def test_a_page_that_is_not_there_yet_comes_in_many_turns(episode_window: MainWindow) -> None:
    shown_page(episode_window, "review")
    turns = 0
    episode_window.go("timeline")
    while episode_window.page != "timeline":
        QApplication.processEvents()
        turns += 1
    assert turns > 1


def test_keys_are_not_for_the_page_that_was_left(episode_window: MainWindow) -> None:
    shown_page(episode_window, "review")
    session = episode_window.session
    assert session is not None
    before = session.store.history.next_undo()
    episode_window.go("timeline")
    assert episode_window.page == ""
    QTest.keyClick(QApplication.focusWidget() or episode_window, Qt.Key.Key_X)
    shown_page(episode_window, "timeline")
    assert session.store.history.next_undo() == before


def test_the_last_page_asked_for_is_shown(episode_window: MainWindow, qtbot: QtBot) -> None:
    shown_page(episode_window, "review")
    seen: list[Workspace] = []
    episode_window.go("timeline", seen.append)
    episode_window.go("export", seen.append)
    shown = shown_page(episode_window, "export")
    qtbot.wait(100)
    assert episode_window.page == "export"
    assert seen == [shown]


def test_back_before_the_other_came(episode_window: MainWindow, qtbot: QtBot) -> None:
    shown = shown_page(episode_window, "review")
    episode_window.go("timeline")
    episode_window.go("review")
    assert episode_window.workspace is shown
    qtbot.wait(200)
    assert episode_window.workspace is shown


def test_closed_before_the_page_came(episode_window: MainWindow, qtbot: QtBot, episode: Path) -> None:
    shown_page(episode_window, "review")
    episode_window.go("timeline")
    episode_window.close_episode()
    qtbot.wait(100)
    assert episode_window.pages.currentWidget() is episode_window.start_page
    episode_window.open_episode(episode)
    assert visit(episode_window, "timeline").session is episode_window.session


def test_a_language_chosen_before_the_page_came(episode_window: MainWindow) -> None:
    shown_page(episode_window, "review")
    episode_window.go("timeline")
    episode_window.commands.use_language("ru")
    shown_page(episode_window, "timeline")


def test_what_was_to_be_done_there_is_done_after_a_change_of_language(episode_window: MainWindow) -> None:
    shown_page(episode_window, "review")
    seen: list[Workspace] = []
    episode_window.go("timeline", seen.append)
    episode_window.commands.use_language("ru")
    assert seen == []
    assert seen == [shown_page(episode_window, "timeline")]


def test_what_was_to_be_done_there_is_done_where_the_page_is_asked_for_again(episode_window: MainWindow) -> None:
    shown_page(episode_window, "review")
    seen: list[Workspace] = []
    episode_window.go("timeline", seen.append)
    episode_window.go("timeline")
    shown = shown_page(episode_window, "timeline")
    episode_window.go("timeline")
    assert seen == [shown]


def test_nothing_follows_the_episode_twice_after_a_change_of_language(episode_window: MainWindow, qtbot: QtBot) -> None:
    session = episode_window.session
    assert session is not None
    shown_page(episode_window, "review")
    signals = [SIGNAL(f"{name}()") for name in ("history_changed", "takes_changed", "settings_changed")]
    before = [session.receivers(signal) for signal in signals]
    for language in ("ru", "en"):
        episode_window.commands.use_language(language)
        shown_page(episode_window, "review")
        qtbot.wait(50)
        assert [session.receivers(signal) for signal in signals] == before


def test_a_page_that_cannot_be_made_is_told_of_once(episode_window: MainWindow, qtbot: QtBot,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    shown_page(episode_window, "review")

    def fail(_: ExportWorkspace) -> Iterator[str]:
        yield "result"
        raise RuntimeError("no room")

    with monkeypatch.context() as patch, qtbot.capture_exceptions() as raised:
        patch.setattr(ExportWorkspace, "_build", fail)
        episode_window.go("export")
        qtbot.waitUntil(lambda: bool(raised))
        qtbot.wait(200)
        assert [str(item[1]) for item in raised] == ["no room"]
    visit(episode_window, "review")
