"""The queue in the window: its order by keys and by dragging, what is held, what is left from before."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.jobs.job_queue import JobQueue
from studio.jobs.job_spec import ENGINE_KINDS, JobSpec
from studio.ui.application import make_window
from studio.ui.frame.main_window import MainWindow
from studio.ui.generate.generate_workspace import GenerateWorkspace
from studio.ui.generate.queue_panel import QueuePanel
from studio.ui.theme import colors
from tests.ui.generate.conftest import open_generate


@pytest.fixture
def filled(private_home: Path) -> Path:
    """A queue of four jobs that another process left, the first one killed in the middle of it."""
    del private_home
    with JobQueue() as queue:
        for name in "abcd":
            queue.add(JobSpec("generate", Path("/nowhere") / f"{name}.episode"))
        claimed = queue.claim(ENGINE_KINDS)
        assert claimed is not None
        queue.note_progress(claimed.id, 37, 50)
        queue._write("UPDATE jobs SET owner='1 1.00 ' || ? WHERE state='running'", platform.node())
        return queue.path


@pytest.fixture
def panel(filled: Path, window: MainWindow, episode: Path, qtbot: QtBot) -> QueuePanel:
    del filled
    return open_generate(window, episode, qtbot).queue


def names(panel: QueuePanel) -> list[str]:
    return [job.name for job in panel.model.jobs]


def words(panel: QueuePanel, row: int) -> tuple[str, str, str]:
    said = panel.wording.of(panel.model.jobs[row])
    return said.title, said.detail, said.state


def test_after_a_crash_it_starts_paused_and_says_so(panel: QueuePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(panel.model.jobs) == 4)
    assert [job.state for job in panel.model.jobs] == ["paused"] * 4
    assert panel.notice == "paused since the last end"
    assert words(panel, 0) == ("a · takes", "37 of 50", "paused")
    assert panel.resume_all.isVisible()
    assert panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "a · takes, 37 of 50, paused"


def test_resumed_jobs_run_and_failed_ones_say_why(panel: QueuePanel, qtbot: QtBot) -> None:
    QTest.mouseClick(panel.resume_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [job.state for job in panel.model.jobs] == ["failed"] * 4)
    title, detail, state = words(panel, 0)
    assert (title, state) == ("a · takes", "✕ failed")
    assert "not an episode" in detail
    assert panel.notice == ""
    QTest.mouseClick(panel.clear, Qt.MouseButton.LeftButton)
    assert panel.model.jobs == []


def test_keys_reorder_and_remove(panel: QueuePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(panel.model.jobs) == 4)
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(2))
    QTest.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(panel) == ["a", "c", "b", "d"]
    selected = panel.selected()
    assert selected is not None
    assert selected.name == "c"
    QTest.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(panel) == ["a", "b", "d", "c"]
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert names(panel) == ["a", "b", "d"]


def test_a_dropped_row_is_where_it_was_dropped(panel: QueuePanel, qtbot: QtBot) -> None:
    """From where the drag itself ends: the offscreen platform has none."""
    qtbot.waitUntil(lambda: len(panel.model.jobs) == 4)
    third, last = (panel.list.visualRect(panel.model.index(row)) for row in (2, 3))
    assert panel.list.row_before(third.center() - QPoint(0, 9)) == 2
    panel.list.dropped.emit(0, panel.list.row_before(third.center() + QPoint(0, 9)))
    assert names(panel) == ["b", "c", "a", "d"]
    selected = panel.selected()
    assert selected is not None
    assert selected.name == "a"
    panel.list.dropped.emit(3, 0)
    assert names(panel) == ["d", "b", "c", "a"]
    panel.list.dropped.emit(1, panel.list.row_before(last.bottomLeft() + QPoint(0, 40)))
    assert names(panel) == ["d", "c", "a", "b"]
    flags = panel.model.flags(panel.model.index(0))
    assert panel.list.dragEnabled()
    assert flags & Qt.ItemFlag.ItemIsDragEnabled
    assert not flags & Qt.ItemFlag.ItemIsDropEnabled       # between rows, never onto one


def test_every_row_is_painted(panel: QueuePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(panel.model.jobs) == 4)
    picture = panel.list.grab().toImage()
    for row in range(4):
        area = panel.list.visualRect(panel.model.index(row))
        seen = {picture.pixelColor(x, y).name() for x in range(area.left(), area.right())
                for y in range(area.top(), area.bottom())}
        assert len(seen) > 10
        assert colors().undecided.lower() in seen


def test_the_queue_is_of_all_windows(workspace: GenerateWorkspace, qtbot: QtBot) -> None:
    """A second window of the same process sees what the first one has in its queue."""
    center = workspace.center
    center.pause()
    job = center.submit(JobSpec("generate", Path("/nowhere/z.episode")))
    qtbot.waitUntil(lambda: center.jobs()[0].state == "failed")
    other = make_window()
    other.context.jobs.open()
    assert [item.id for item in other.context.jobs.jobs()] == [job.id]
    other.close()
    other.deleteLater()
    assert json.dumps(dict(job.spec.options)) == "{}"
