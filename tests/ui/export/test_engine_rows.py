"""Engines added, tried and removed where they are chosen: with a program that behaves like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.episode.errors import StudioError
from studio.jobs.engines.added import AddedEngine, added_engines
from studio.ui.export.export_workspace import ExportWorkspace
from studio.ui.export.step_options import FoleyOptions, LipSyncOptions
from studio.ui.frame.main_window import MainWindow
from tests.finish.engines.stand_ins import StandIn, make_stand_in
from tests.ui.pages import visit

PATIENCE_MS = 60_000


@pytest.fixture
def latentsync(tmp_path: Path) -> StandIn:
    return make_stand_in("latentsync", tmp_path / "engines")


@pytest.fixture
def options(episode_window: MainWindow, qtbot: QtBot) -> LipSyncOptions:
    workspace = visit(episode_window, "export")
    assert isinstance(workspace, ExportWorkspace)
    qtbot.waitUntil(lambda: bool(workspace.engines.findings), timeout=PATIENCE_MS)
    workspace.stages.open_choices("lip_sync")
    choices = workspace.stages.rows["lip_sync", ""].choices
    assert isinstance(choices, LipSyncOptions)
    return choices


def choices_of(options: LipSyncOptions) -> list[object]:
    return [options.engine.itemData(place) for place in range(options.engine.count())]


def test_an_engine_is_added_tried_and_removed(options: LipSyncOptions, latentsync: StandIn, qtbot: QtBot,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    rows, shown = options.engines, options.engines.buttons
    assert set(shown) == {("latentsync", "add")}
    assert choices_of(options) == ["off", "draft"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(latentsync.checkout))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(latentsync.python), ""))
    QTest.mouseClick(shown["latentsync", "add"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("latentsync", "test") in rows.buttons, timeout=PATIENCE_MS)
    assert [(engine.name, engine.path) for engine in added_engines()] == [("latentsync", str(latentsync.checkout))]
    assert choices_of(options) == ["off", "draft", "latentsync"]
    QTest.mouseClick(rows.buttons["latentsync", "test"], Qt.MouseButton.LeftButton)
    assert not rows.buttons["latentsync", "remove"].isEnabled()
    qtbot.waitUntil(lambda: rows.said.text().startswith("It works"), timeout=PATIENCE_MS)
    assert len(latentsync.runs()) == 1
    QTest.mouseClick(rows.buttons["latentsync", "remove"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("latentsync", "add") in rows.buttons, timeout=PATIENCE_MS)
    assert added_engines() == []
    assert latentsync.checkout.exists()


def test_what_became_of_an_engine_is_said_among_its_own_kind(episode_window: MainWindow, options: LipSyncOptions) -> None:
    workspace = episode_window.workspace
    assert isinstance(workspace, ExportWorkspace)
    workspace.stages.open_choices("foley")
    foley = workspace.stages.rows["foley", ""].choices
    assert isinstance(foley, FoleyOptions)
    workspace.engines.failed.emit("latentsync", StudioError("engine", "It has no weights."))
    assert options.engines.said.text() == "It has no weights."
    assert foley.engines.said.text() == ""
    workspace.engines.failed.emit("", StudioError("damaged", "The list of engines is damaged."))
    assert foley.engines.said.text() == options.engines.said.text() == "The list of engines is damaged."


def test_what_is_done_to_an_engine_ends_where_the_language_changes(episode_window: MainWindow, options: LipSyncOptions,
                                                                   latentsync: StandIn, qtbot: QtBot) -> None:
    del options
    workspace = episode_window.workspace
    assert isinstance(workspace, ExportWorkspace)
    work = workspace.engines
    work.add(AddedEngine("latentsync", str(latentsync.checkout), str(latentsync.python), ""))
    qtbot.waitUntil(lambda: not work.is_busy, timeout=PATIENCE_MS)
    work.test("latentsync")
    episode_window.commands.use_language("ru")
    assert work._control.wish == "stop"
    assert isinstance(visit(episode_window, "export"), ExportWorkspace)


def test_what_lacks_in_a_checkout_is_said_and_nothing_is_kept(options: LipSyncOptions, latentsync: StandIn, qtbot: QtBot,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    (latentsync.checkout / "checkpoints" / "latentsync_unet.pt").unlink()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(latentsync.checkout))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(latentsync.python), ""))
    QTest.mouseClick(options.engines.buttons["latentsync", "add"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "latentsync_unet.pt" in options.engines.said.text(), timeout=PATIENCE_MS)
    assert added_engines() == []
    assert options.engines.buttons["latentsync", "add"].isEnabled()
