"""The panel Models over a web server that stands for the Hub."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.ui.prepare.models_panel import ModelsPanel
from studio.ui.prepare.prepare_workspace import PrepareWorkspace
from studio.weights.locate import find_row
from studio.weights.places import own_place
from studio.weights.weight_file import UrlSource
from tests.ui.prepare.conftest import PATIENCE_MS
from tests.weights.rows import REPOSITORY, hub_row, make_row, put_rows
from tests.weights.web_server import WebServer, stand_for_hub

FILES = {"config.json": b"{}", "weights.safetensors": b"weights" * 4_000_000}
LARGE = f"/{REPOSITORY}/resolve/main/weights.safetensors"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    server = WebServer()
    server.add_repository(REPOSITORY, FILES)
    stand_for_hub(server, monkeypatch)
    put_rows(monkeypatch, hub_row(FILES, unrecorded=("config.json",)),
             make_row(UrlSource("https://example.org/parser.onnx"), {"parser.onnx": b"onnx" * 100}, "parser"))
    yield server
    server.close()


@pytest.fixture
def panel(hub: WebServer, empty: PrepareWorkspace, qtbot: QtBot) -> ModelsPanel:
    del hub
    qtbot.waitUntil(lambda: bool(empty.models.weights), timeout=PATIENCE_MS)
    return empty.models


def is_here(panel: ModelsPanel, name: str) -> bool:
    return next(item.here for item in panel.weights if item.name == name)


def click(panel: ModelsPanel, name: str) -> None:
    found = next(item for item in panel.findChildren(QPushButton) if item.accessibleName() == name)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_licence_comes_first_then_the_files(panel: ModelsPanel, hub: WebServer, qtbot: QtBot) -> None:
    click(panel, "Fetch The tiny model")
    assert panel.licence.isVisible()
    assert "Test-1.0" in panel.licence.text
    assert hub.asked == []
    with qtbot.waitSignal(panel.models_changed, timeout=PATIENCE_MS):
        QTest.mouseClick(panel.licence.yes, Qt.MouseButton.LeftButton)
        assert panel.progress.isVisible()
        assert not panel.rows.isEnabled()
    qtbot.waitUntil(lambda: is_here(panel, "tiny"), timeout=PATIENCE_MS)
    assert not panel.progress.isVisible()
    assert panel.said.text() == "tiny is here"
    folder = find_row(hub_row(FILES))
    assert folder is not None
    assert (folder / "weights.safetensors").read_bytes() == FILES["weights.safetensors"]


def test_stopped_it_says_so_and_goes_on_later(panel: ModelsPanel, hub: WebServer, qtbot: QtBot) -> None:
    hub.held[LARGE] = threading.Event()
    click(panel, "Fetch The tiny model")
    QTest.mouseClick(panel.licence.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "10.5 MB of 28.0 MB" in panel.progress_text.text(), timeout=PATIENCE_MS)
    assert panel.progress.value() == pytest.approx(1000 * 10.5 / 28, abs=2)
    QTest.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)
    hub.held.pop(LARGE).set()
    qtbot.waitUntil(lambda: "stays for the next time" in panel.problem.text, timeout=PATIENCE_MS)
    assert not panel.progress.isVisible()
    click(panel, "Fetch The tiny model")        # the licence was accepted before
    assert not panel.licence.isVisible()
    qtbot.waitUntil(lambda: is_here(panel, "tiny"), timeout=PATIENCE_MS)
    assert [asked.start for asked in hub.asked if asked.path == LARGE and asked.method == "GET"][1] > 0


def test_a_closed_gate_is_said_in_place(panel: ModelsPanel, hub: WebServer, qtbot: QtBot) -> None:
    hub.gated.add(REPOSITORY)
    click(panel, "Fetch The tiny model")
    QTest.mouseClick(panel.licence.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "hf auth login" in panel.problem.text, timeout=PATIENCE_MS)
    assert f"https://huggingface.co/{REPOSITORY}" in panel.problem.text
    hub.gated.clear()
    click(panel, "Try again")
    qtbot.waitUntil(lambda: is_here(panel, "tiny"), timeout=PATIENCE_MS)


def test_a_folder_is_taken_in_and_checked(panel: ModelsPanel, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "parser.onnx").write_bytes(b"onnx" * 100)
    panel.import_folder(tmp_path / "models")
    qtbot.waitUntil(lambda: is_here(panel, "parser"), timeout=PATIENCE_MS)
    assert panel.said.text() == "Taken in: parser"
    click(panel, "Check The parser model")
    qtbot.waitUntil(lambda: "every file is as it should be" in panel.said.text(), timeout=PATIENCE_MS)
    (tmp_path / "models" / "parser.onnx").write_bytes(b"onnx" * 99 + b"oops")
    qtbot.waitUntil(panel.rows.isEnabled, timeout=PATIENCE_MS)
    click(panel, "Check The parser model")
    qtbot.waitUntil(lambda: "not the published files: parser.onnx" in panel.said.text(), timeout=PATIENCE_MS)
    row = make_row(UrlSource("https://example.org/parser.onnx"), {"parser.onnx": b"onnx" * 100}, "parser")
    assert find_row(row) == own_place(row) / "parser.onnx"


def test_a_folder_without_weights_is_a_sentence(panel: ModelsPanel, tmp_path: Path, qtbot: QtBot) -> None:
    panel.import_folder(tmp_path)
    qtbot.waitUntil(lambda: "holds none of the weights" in panel.problem.text, timeout=PATIENCE_MS)


def test_engines_stand_above_with_their_licences(panel: ModelsPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(panel.findings), timeout=PATIENCE_MS)
    assert {"draft", "command", "flux-pulid", "klein"} < {item.name for item in panel.findings}
