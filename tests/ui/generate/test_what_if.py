"""What an episode would take otherwise: asked by mouse and keys, beside what it takes and what another took."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.episode.config import update_config
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.measured_takes import file_measured
from studio.jobs.timings import file_run
from studio.ui.frame.main_window import MainWindow
from studio.ui.generate.generate_workspace import GenerateWorkspace
from studio.ui.generate.what_if import WhatIfPart
from tests.ui.pages import visit

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 60_000


def ran(store: EpisodeStore, stage: str, items: int, seconds: float) -> None:
    engine = "draft" if stage == "generate" else "x"
    file_run(store, StageRun(stage, "", "", engine, "1", "cpu", "small", items, seconds, {}))


@pytest.fixture
def known(episode: Path) -> Path:
    """An episode on a machine that knows all stages, and has made another with the same preset."""
    other = Path(shutil.copytree(episode, episode.with_name("yesterday.episode")))
    with EpisodeStore.open(other) as store:
        store.change_settings({"name": "yesterday"})
        for seconds in (10.0, 20.0, 30.0, 40.0, 50.0):
            ran(store, "generate", 10, seconds)
        for stage in ("score", "loop", "export", "marks"):
            ran(store, stage, 10, 5.0)
        file_measured(store)
    update_config(lambda config: replace(config, rate_per_hour=3.6))
    return episode


@pytest.fixture
def part(window: MainWindow, known: Path, qtbot: QtBot) -> WhatIfPart:
    window.resize(1280, 720)
    window.open_episode(known)
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded, timeout=WAIT_MS)
    shown = visit(window, "generate")
    assert isinstance(shown, GenerateWorkspace)
    part = shown.budget.what_if
    assert not part.inner.isVisible()
    QTest.mouseClick(part.toggle, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(20, 8))
    with qtbot.waitSignal(part.revealed, timeout=WAIT_MS):
        pass
    assert part.table.cells
    assert not part.toggle.visibleRegion().isEmpty()
    qtbot.waitUntil(lambda: part.table.visibleRegion().boundingRect().height() > 0.5 * part.table.height(), timeout=WAIT_MS)
    return part


def test_as_it_is_beside_what_if_and_what_was_measured(part: WhatIfPart, qtbot: QtBot) -> None:
    cells = part.table.cells
    assert part.frames.value() == 24
    assert cells["generate", 1] == cells["generate", 2] == "1:12"         # 24 frames at the median of 3 s
    assert cells["generate", 3] == "2:30"
    assert cells["all", 3] == "2:50"
    assert cells["money", 1] != "?"
    part.frames.setFocus()
    part.frames.selectAll()
    QTest.keyClicks(part.frames, "48")
    QTest.keyClick(part.frames, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.table.cells["generate", 2] == "2:24", timeout=WAIT_MS)
    assert part.table.cells["generate", 1] == "1:12"
    assert part.table.cells["loop", 2] == part.table.cells["loop", 1]
    assert part.told.text() == "small, 48 frames: the source has only 24, so a longer one is needed."
    part.voice.setFocus()
    part.voice.selectAll()
    QTest.keyClicks(part.voice, "40")
    QTest.keyClick(part.voice, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.table.cells["loop", 2] != part.table.cells["loop", 1], timeout=WAIT_MS)


def test_another_preset_was_never_measured_here(part: WhatIfPart, qtbot: QtBot) -> None:
    part.preset.setFocus()
    while part.preset.currentData() != "A":
        QTest.keyClick(part.preset, Qt.Key.Key_A)
        if part.preset.currentData() != "A":
            QTest.keyClick(part.preset, Qt.Key.Key_Home)
    part.preset.activated.emit(part.preset.currentIndex())
    qtbot.waitUntil(lambda: part.table.cells["generate", 2] == "?", timeout=WAIT_MS)
    assert part.table.cells["all", 2] == "?"
    assert ("generate", 3) not in part.table.cells


def test_source_frames_for_so_many_unique_ones(part: WhatIfPart, qtbot: QtBot) -> None:
    assert not part.told.isVisible()
    part.unique.setFocus()
    part.unique.selectAll()
    QTest.keyClicks(part.unique, "10")
    QTest.keyClick(part.unique, Qt.Key.Key_Return)
    qtbot.waitUntil(part.told.isVisible, timeout=WAIT_MS)
    assert part.told.text().startswith("small: ")
    assert "10 unique frames take" in part.told.text()
    QTest.keyClicks(part.preset, "A")
    part.preset.activated.emit(part.preset.currentIndex())
    qtbot.waitUntil(lambda: "A: no take was scored on this machine" in part.told.text(), timeout=WAIT_MS)
