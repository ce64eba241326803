"""Where takes are made: chosen in Generate and Prepare, kept in the episode."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.episode.store import EpisodeStore
from studio.jobs.hosts.host import Host, add_host, remove_host
from studio.ui.frame.main_window import MainWindow
from studio.ui.prepare.prepare_workspace import PrepareWorkspace
from tests.jobs.hosts.sshd import running_sshd
from tests.ui.generate.conftest import LOAD_MS, open_generate
from tests.ui.pages import visit

LONG_MS = 60_000


def host_of(episode: Path) -> str:
    with EpisodeStore.open_to_read(episode) as store:
        return store.settings.host


def test_who_has_no_host_is_not_asked(window: MainWindow, unmade: Path, qtbot: QtBot) -> None:
    workspace = open_generate(window, unmade, qtbot)
    assert not workspace.host.isVisible()
    assert not workspace.head.host.isVisible()


def test_a_host_is_chosen_with_the_keyboard(window: MainWindow, unmade: Path, qtbot: QtBot) -> None:
    add_host(Host("box", "me@box"))
    workspace = open_generate(window, unmade, qtbot)
    qtbot.waitUntil(workspace.host.isVisible, timeout=LOAD_MS)
    assert [workspace.host.box.itemText(place) for place in range(2)] == ["this computer", "box (me@box)"]
    workspace.host.box.setFocus()
    QTest.keyClick(workspace.host.box, Qt.Key.Key_Down)
    assert host_of(unmade) == "box"
    qtbot.waitUntil(lambda: workspace.head.host.text() == "on box" and workspace.head.host.isVisible(), timeout=LOAD_MS)
    prepare = visit(window, "prepare")
    assert isinstance(prepare, PrepareWorkspace)
    qtbot.waitUntil(lambda: prepare.go_bar.host.box.currentText() == "box (me@box)", timeout=LOAD_MS)
    QTest.keyClick(prepare.go_bar.host.box, Qt.Key.Key_Up)
    assert host_of(unmade) == ""


def test_a_host_that_is_gone_is_said_where_one_starts(window: MainWindow, unmade: Path, qtbot: QtBot) -> None:
    add_host(Host("box", "me@box"))
    with EpisodeStore.open(unmade) as store:
        store.change_settings({"host": "box"})
    remove_host("box")
    workspace = open_generate(window, unmade, qtbot)
    qtbot.waitUntil(lambda: workspace.host.box.currentText() == "box (not known here)", timeout=LOAD_MS)
    qtbot.waitUntil(lambda: workspace.view.start.heading == "Nothing can be made yet", timeout=LOAD_MS)
    assert workspace.host.isVisible()


@pytest.mark.slow
def test_takes_are_made_on_the_host_from_the_window(window: MainWindow, unmade: Path, qtbot: QtBot, tmp_path: Path) -> None:
    with running_sshd(tmp_path / "sshd") as server:
        add_host(server.host())
        with EpisodeStore.open(unmade) as store:
            store.change_settings({"host": "box"})
        workspace = open_generate(window, unmade, qtbot)
        QTest.mouseClick(workspace.view.start.button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: workspace.view.start.heading.startswith("Nothing to make"), timeout=LONG_MS)
        assert len(list((server.home / "cache" / "takes").glob("??/*.png"))) == 5
