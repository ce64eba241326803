"""The window as a whole, by real keys and clicks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from studio.episode.errors import StudioError
from studio.jobs.job_spec import JobSpec, QueuedJob
from studio.ui.application import make_window
from studio.ui.frame.main_window import MainWindow
from studio.ui.frame.unexpected import catch_unexpected
from studio.ui.notices import Notices
from studio.ui.theme import theme
from tests.ui.pages import shown_page, visit
from tests.ui.timeline.mouse import move

YA = Qt.Key(0x042F)     # the Cyrillic letter on the key of Z


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the keyboard is, as a person presses it."""
    window.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def test_the_keys_1_to_5_show_the_pages(episode_window: MainWindow) -> None:
    for key, page in ((Qt.Key.Key_1, "prepare"), (Qt.Key.Key_2, "generate"), (Qt.Key.Key_4, "timeline"),
                      (Qt.Key.Key_5, "export"), (Qt.Key.Key_3, "review")):
        press(episode_window, key)
        shown_page(episode_window, page)
        assert episode_window.top_bar.page_button(page).isChecked()


def test_a_click_on_a_page_shows_it(episode_window: MainWindow) -> None:
    QTest.mouseClick(episode_window.top_bar.page_button("prepare"), Qt.MouseButton.LeftButton)
    shown_page(episode_window, "prepare")


@pytest.mark.parametrize("key", [Qt.Key.Key_Z, YA])
def test_undo_by_key_on_either_layout_and_across_a_restart(episode_window: MainWindow, episode: Path, qtbot: QtBot,
                                                           key: Qt.Key) -> None:
    session = episode_window.session
    assert session is not None
    session.decide(-1, np.array([3, 4]), "reject 2 takes")
    episode_window.close_episode()
    episode_window.open_episode(episode)
    session = episode_window.session
    assert session is not None
    qtbot.waitUntil(lambda: episode_window.session is session and session.loaded)
    assert session.takes.decisions[[3, 4]].tolist() == [-1, -1]
    assert "reject 2 takes" in episode_window.status_line.texts()[2]
    press(episode_window, key, Qt.KeyboardModifier.ControlModifier)
    assert session.takes.decisions[[3, 4]].tolist() == [0, 0]
    assert episode_window.status_line.texts()[2] == ""


def test_the_status_line_follows_only_the_workspace_shown(episode_window: MainWindow) -> None:
    first = visit(episode_window, "prepare")
    second = visit(episode_window, "export")
    visit(episode_window, "prepare")
    assert first is not None
    assert second is not None
    second.scope_changed.emit("of another page")
    assert episode_window.status_line.texts()[0] != "of another page"
    first.scope_changed.emit("of this page")
    assert episode_window.status_line.texts()[0] == "of this page"


def test_the_status_line_says_nothing_of_a_page_that_was_left(episode_window: MainWindow, qtbot: QtBot) -> None:
    first = visit(episode_window, "review")
    assert episode_window.status_line.texts()[0]
    episode_window.usual_layout()
    assert episode_window.status_line.texts()[:2] == ("", "")
    qtbot.waitUntil(lambda: not shiboken6.isValid(first))
    assert shown_page(episode_window, "review").scope_text() == episode_window.status_line.texts()[0]


def test_workspaces_send_to_one_another(episode_window: MainWindow) -> None:
    shown = visit(episode_window, "prepare")
    assert shown is not None
    shown.go_requested.emit("review", None)
    shown_page(episode_window, "review")


def test_the_page_of_an_episode_is_remembered(episode_window: MainWindow, episode: Path) -> None:
    visit(episode_window, "timeline")
    episode_window.close_episode()
    assert episode_window.page == ""
    episode_window.open_episode(episode)
    shown_page(episode_window, "timeline")


def test_a_folder_that_is_no_episode_is_said_in_the_banner(window: MainWindow, tmp_path: Path) -> None:
    window.open_episode(tmp_path)
    lines = window.banner.lines()
    assert len(lines) == 1
    assert "no episode.toml" in lines[0].notice.text
    window.open_episode(tmp_path)
    assert window.banner.lines()[0].times == 2


def test_the_banner_mends_and_is_dismissed(window: MainWindow) -> None:
    mended: list[bool] = []
    window.context.notices.fail(StudioError("disk", "The disk is full.", "errno 28"), "Free space",
                                lambda: mended.append(True))
    line = window.banner.lines()[0]
    mend = next(item for item in line.findChildren(QWidget) if item.accessibleName() == "Free space")
    QTest.mouseClick(mend, Qt.MouseButton.LeftButton)
    assert mended == [True]
    assert window.banner.lines() == []
    for number in range(5):
        window.context.notices.warn(f"warning {number}")
    assert [item.notice.text for item in window.banner.lines()] == ["warning 2", "warning 3", "warning 4"]


def test_history_travels_by_click(episode_window: MainWindow) -> None:
    session = episode_window.session
    assert session is not None
    for row in range(3):
        session.decide(-1, np.array([row]), f"reject {row}")
    press(episode_window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    panel = episode_window.side.history
    assert panel.isVisible()
    model = panel.list.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())][1:] == ["reject 0", "reject 1", "reject 2"]
    place = panel.list.visualRect(model.index(1, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.takes.decisions[:3].tolist() == [-1, 0, 0]
    assert panel.list.currentIndex().row() == 1
    assert panel.list.model().index(3, 0).data(Qt.ItemDataRole.FontRole).italic()
    press(episode_window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()


def test_the_log_lists_and_copies(window: MainWindow) -> None:
    window.context.notices.say("something happened")
    window.context.notices.fail(StudioError("engine", "The engine failed.", "a long trace"))
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    log = window.side.log
    assert log.isVisible()
    log.list.setCurrentIndex(log.list.model().index(1, 0))
    assert log.detail.toPlainText() == "a long trace"
    copy = next(item for item in log.findChildren(QWidget) if item.accessibleName() == "Copy all")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "something happened" in QApplication.clipboard().text()


def test_f6_walks_the_panels_and_back(episode_window: MainWindow) -> None:
    def panel() -> QWidget | None:
        focus = QApplication.focusWidget()
        return next((item for item in episode_window.panels() if focus is not None and
                     (item is focus or item.isAncestorOf(focus))), None)

    episode_window.side.show_page("log")
    press(episode_window, Qt.Key.Key_F6)
    seen = [panel()]
    for _ in range(len(episode_window.panels())):
        press(episode_window, Qt.Key.Key_F6)
        seen.append(panel())
    assert None not in seen
    assert len(set(map(id, seen))) > 2
    last = seen[-1]
    press(episode_window, Qt.Key.Key_F6)
    press(episode_window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert panel() is last


def test_the_look_changes_live_and_is_kept(window: MainWindow) -> None:
    window.context.actions.action("window.look_light").trigger()
    assert not theme().is_dark
    assert window.context.state.text("look") == "light"
    assert [look for look in ("system", "dark", "light")
            if window.context.actions.action(f"window.look_{look}").isChecked()] == ["light"]
    window.context.actions.action("window.look_dark").trigger()
    assert theme().is_dark
    theme().set_look("system")


def test_full_screen_and_back(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_a_broken_state_is_set_aside_with_a_notice(qtbot: QtBot, private_home: Path) -> None:
    (private_home / "config").mkdir(parents=True, exist_ok=True)
    (private_home / "config" / "window.json").write_text("{broken", encoding="utf-8")
    window = make_window()
    qtbot.addWidget(window)
    assert "set aside" in window.banner.lines()[0].notice.text
    assert (private_home / "config" / "window.broken.json").exists()
    window.close()


def test_an_exception_nobody_caught_is_said_and_the_window_lives(window: MainWindow, monkeypatch: pytest.MonkeyPatch
                                                                 ) -> None:
    import sys

    notices: Notices = window.context.notices
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_unexpected(notices)
    error = ZeroDivisionError("division by zero")
    sys.excepthook(ZeroDivisionError, error, None)
    assert "ZeroDivisionError" in window.banner.lines()[0].notice.text
    assert window.isVisible()


@pytest.mark.parametrize(("answer", "closes"), [("Go on working", False), ("Stop now and close", True)])
def test_closing_while_jobs_work_asks(window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: str,
                                      closes: bool) -> None:
    working = [True]
    monkeypatch.setattr(type(window.context.jobs), "is_working", property(lambda _self: working[0]))

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = next(item for item in box.buttons() if item.text() == answer)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(100, window, click)
    assert window.close() is closes
    working[0] = False


def test_alt_alone_and_f10_open_the_menu(episode_window: MainWindow, qtbot: QtBot) -> None:
    menu = episode_window.top_bar.menu
    handle = episode_window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Alt)
    qtbot.waitUntil(menu.isVisible)
    names = [entry.text() for entry in menu.actions()]
    assert names[:3] == ["File", "Edit", "View"]
    assert names[-1] == "Help"
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not menu.isVisible())
    press(episode_window, Qt.Key.Key_F10)
    qtbot.waitUntil(menu.isVisible)
    menu.hide()


def test_everything_to_press_has_a_name(episode_window: MainWindow) -> None:
    episode_window.side.show_page("log")
    frame = [episode_window.top_bar, episode_window.side, episode_window.status_line, episode_window.start_page]
    items = [item for part in frame for item in part.findChildren(QWidget)
             if item.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(item, QLabel)]
    assert items
    unnamed = [item for item in items if not QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)
               and item.objectName() not in ("qt_scrollarea_viewport",)]
    assert unnamed == []


def test_nothing_is_clipped_at_the_least_size(episode_window: MainWindow) -> None:
    episode_window.resize(1280, 720)
    bar = episode_window.top_bar
    for page in ("prepare", "generate", "review", "timeline", "export"):
        button = bar.page_button(page)
        assert button.width() >= button.sizeHint().width()
        assert bar.rect().contains(button.mapTo(bar, QPoint(button.width() - 1, 0)))


def test_closing_after_this_frame_waits_for_its_end(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    working, finished = [True], []
    jobs = window.context.jobs
    monkeypatch.setattr(type(jobs), "is_working", property(lambda _self: working[0]))
    monkeypatch.setattr(jobs, "finish", lambda **options: finished.append(options))

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = next(item for item in box.buttons() if item.text() == "Stop after this frame and close")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(100, window, click)
    assert not window.close()
    assert finished == [{"goes_on_later": True}]
    assert window.isVisible()
    working[0] = False
    jobs.job_ended.emit(QueuedJob(1, JobSpec("generate", Path()), "paused", 1, ""), None)
    assert not window.isVisible()


def test_no_shortcut_fires_below_a_card(episode_window: MainWindow) -> None:
    sheet = episode_window.commands.open_key_sheet()
    page = episode_window.page
    press(episode_window, Qt.Key.Key_1)
    shown_page(episode_window, page)
    palette = episode_window.commands.open_palette()
    assert not sheet.isVisible()
    assert palette.isVisible()


def test_the_usual_layout_comes_back(episode_window: MainWindow, qtbot: QtBot) -> None:
    workspace = visit(episode_window, "review")
    assert workspace is not None
    docks = workspace.docks()
    assert docks
    qtbot.waitUntil(docks[0].isVisible)
    docks[0].hide()
    visit(episode_window, "prepare")
    episode_window.context.actions.action("window.reset_layout").trigger()
    again = visit(episode_window, "review")
    assert again is not None
    qtbot.waitUntil(again.docks()[0].isVisible)


def test_layouts_are_remembered_when_the_episode_is_closed(episode_window: MainWindow, episode: Path) -> None:
    workspace = visit(episode_window, "review")
    assert workspace is not None
    hidden = workspace.docks()[0].objectName()
    workspace.docks()[0].hide()
    episode_window.close_episode()
    episode_window.open_episode(episode)
    again = visit(episode_window, "review")
    assert again is not None
    dock = next(item for item in again.docks() if item.objectName() == hidden)
    assert dock.isHidden()


@pytest.mark.parametrize("page", ["timeline", "export"])
def test_panels_grow_with_the_window(episode_window: MainWindow, page: str, qtbot: QtBot) -> None:
    episode_window.resize(1280, 720)
    room = visit(episode_window, page)
    qtbot.wait(50)
    dock, _, height = room.usual_sizes()[-1]                # of the stages and of the tracks
    episode_window.resize(1900, 1100)
    if page == "export":
        qtbot.waitUntil(lambda: dock.width() == 570)        # 30 %
    else:
        qtbot.waitUntil(lambda: dock.height() == height)
    assert room.layout_state().isEmpty()


def test_panels_that_the_person_sized_stay_so(episode_window: MainWindow, qtbot: QtBot) -> None:
    episode_window.resize(1900, 1100)
    room = visit(episode_window, "export")
    qtbot.wait(50)
    dock = room.docks()[1]
    width, seam = dock.width(), dock.geometry().topRight() + QPoint(1, 300)
    QTest.mousePress(room, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, seam)
    move(room, seam + QPoint(60, 0))
    qtbot.wait(50)
    QTest.mouseRelease(room, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, seam + QPoint(60, 0))
    qtbot.waitUntil(lambda: dock.width() > width + 20)
    episode_window.resize(2300, 1100)
    qtbot.wait(50)
    assert dock.width() > width + 20
    assert not room.layout_state().isEmpty()
