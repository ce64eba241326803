"""Generate, driven by mouse and keys, with the real draft engine in its own process."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl
from studio.jobs.generate_takes import GenerateOptions, generate_takes
from studio.ui.frame.main_window import MainWindow
from studio.ui.generate.generate_workspace import GenerateWorkspace
from studio.ui.widgets.frame_strip import FrameState
from tests.cli.small_inputs import SLOW_STEPS
from tests.patience import within
from tests.ui.generate.conftest import FRAMES, open_generate
from tests.ui.pages import shown_page

LONG_MS = 60_000


def press(workspace: GenerateWorkspace, key: Qt.Key,
          modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, wherever the keyboard is in the workspace."""
    focused = QApplication.focusWidget()
    QTest.keyClick(focused if focused and workspace.isAncestorOf(focused) else workspace, key, modifiers)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def states(workspace: GenerateWorkspace) -> list[FrameState]:
    return [workspace.view.strip.state_of(number) for number in range(FRAMES)]


def run_to_end(workspace: GenerateWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workspace.job is None and bool(workspace.center.jobs()), timeout=LONG_MS)
    qtbot.waitUntil(lambda: workspace.view.start.heading.startswith("Nothing to make"), timeout=LONG_MS)


def test_from_one_click_to_all_takes(workspace: GenerateWorkspace, window: MainWindow, qtbot: QtBot) -> None:
    view = workspace.view
    assert states(workspace) == [FrameState.WAITING] * FRAMES
    assert view.start.button.text() == "Generate 5 takes"
    seen: set[str] = set()
    worked: set[FrameState] = set()
    workspace.center.told.connect(lambda _, event: seen.add(view.row.making.facts) if event.kind == "step" else None)
    workspace.center.told.connect(lambda *_: worked.update(states(workspace)))
    click(view.start.button)
    qtbot.waitUntil(lambda: view.row.making.picture.image is not None, timeout=LONG_MS)
    assert not view.row.shows_start
    assert workspace.head.cancel.isVisible()
    run_to_end(workspace, qtbot)
    assert FrameState.WORKING in worked
    assert {f"step {step} of {SLOW_STEPS}" for step in range(1, SLOW_STEPS + 1)} & seen
    qtbot.waitUntil(lambda: states(workspace) == [FrameState.PICKED] * FRAMES, timeout=LONG_MS)
    assert view.row.source.picture.image is not None
    qtbot.waitUntil(lambda: view.row.last.facts.startswith("#4 · det "), timeout=LONG_MS)
    assert view.row.last.facts.endswith("✓")
    with EpisodeStore.open(workspace.folder) as store:      # the command line finds the same takes
        report = generate_takes(store, lambda _: None, JobControl()).report
    assert (report.made, report.found) == (0, FRAMES)
    click(view.start.button)
    shown_page(window, "review")


def test_the_forecast_stands_on_the_button(workspace: GenerateWorkspace, qtbot: QtBot) -> None:
    click(workspace.view.start.button)
    run_to_end(workspace, qtbot)
    workspace.session.change_settings({"seed": 999})
    qtbot.waitUntil(lambda: "Generate 5 takes · " in workspace.view.start.button.text(), timeout=LONG_MS)
    assert workspace.view.start.button.text().endswith(" s")
    assert states(workspace) == [FrameState.WAITING] * FRAMES


def test_an_engine_killed_under_the_window_costs_nothing(workspace: GenerateWorkspace, tmp_path: Path,
                                                         qtbot: QtBot) -> None:
    words = [sys.executable, "-m", "tests.jobs.difficult_worker", "slow", str(tmp_path / "memory")]
    workspace.center.options = GenerateOptions(command=lambda name: [*words, name])
    killed: list[int] = []

    def kill_once() -> None:
        for child in psutil.Process().children(recursive=True):
            if not killed and child.cmdline()[-1:] == ["draft"]:
                killed.append(child.pid)
                child.kill()

    workspace.center.told.connect(lambda _, event: kill_once() if event.kind == "frame" and event.frame == 2 else None)
    click(workspace.view.start.button)
    run_to_end(workspace, qtbot)
    assert len(killed) == 1
    qtbot.waitUntil(lambda: states(workspace) == [FrameState.PICKED] * FRAMES, timeout=LONG_MS)
    assert not workspace.view.failures.isVisible()


def test_keys_pause_and_cancel_in_either_layout(workspace: GenerateWorkspace, qtbot: QtBot) -> None:
    press(workspace, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: workspace.run is not None and workspace.run.done >= 1, timeout=LONG_MS)
    job = workspace.job
    assert job is not None
    press(workspace, Qt.Key.Key_P)
    assert workspace.center.is_paused(job.id)
    assert workspace.head.pause.text() == "Resume"
    press(workspace, Qt.Key(ord("З")))
    assert not workspace.center.is_paused(job.id)
    press(workspace, Qt.Key.Key_P)
    started = time.monotonic()
    press(workspace, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: workspace.job is None)
    assert time.monotonic() - started < within(2.0)
    qtbot.waitUntil(lambda: workspace.view.row.shows_start, timeout=LONG_MS)
    qtbot.waitUntil(lambda: "frames wait for a take" in workspace.view.start.heading, timeout=LONG_MS)


@pytest.mark.slow
def test_a_frame_that_failed_is_tried_again(workspace: GenerateWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
    words = [sys.executable, "-m", "tests.jobs.difficult_worker", "memory", str(tmp_path / "memory")]
    workspace.center.options = GenerateOptions(command=lambda name: [*words, name])
    click(workspace.view.start.button)
    failures = workspace.view.failures
    qtbot.waitUntil(lambda: workspace.job is None and failures.all.isEnabled() and failures.isVisible(), timeout=LONG_MS)
    assert failures.failures == {1: "The device has no memory left for a picture of this size."}
    qtbot.waitUntil(lambda: states(workspace)[1] == FrameState.BROKEN, timeout=LONG_MS)
    again = next(item for item in failures.findChildren(QPushButton) if item.accessibleName() == "Try frame 1 again")
    click(again)
    run_to_end(workspace, qtbot)
    qtbot.waitUntil(lambda: not failures.isVisible(), timeout=LONG_MS)


def test_memory_of_the_engines_device_is_shown_while_it_works(workspace: GenerateWorkspace, tmp_path: Path,
                                                              qtbot: QtBot) -> None:
    number = workspace.view.numbers.device_memory
    assert number.isHidden()
    words = [sys.executable, "-m", "tests.jobs.difficult_worker", "device", str(tmp_path / "memory")]
    workspace.center.options = GenerateOptions(command=lambda name: [*words, name])
    click(workspace.view.start.button)
    qtbot.waitUntil(number.isVisible, timeout=LONG_MS)
    assert [text.text() for text in number.findChildren(QLabel)] == ["31.2", "of 80 GB", "GPU memory"]
    run_to_end(workspace, qtbot)
    qtbot.waitUntil(number.isHidden, timeout=LONG_MS)


def test_a_click_on_the_strip_goes_to_review(window: MainWindow, episode: Path, qtbot: QtBot) -> None:
    workspace = open_generate(window, episode, qtbot)
    qtbot.waitUntil(lambda: workspace.view.strip.state_of(23) != FrameState.NOTHING, timeout=LONG_MS)
    strip = workspace.view.strip
    with qtbot.waitSignal(workspace.go_requested) as went:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.bar(7).center())
    assert went.args == ["review", 7]
    strip.set_current(3)
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.current == 4
    with qtbot.waitSignal(workspace.go_requested) as went:
        QTest.keyClick(strip, Qt.Key.Key_Return)
    assert went.args == ["review", 4]


def test_an_episode_without_inputs_says_what_to_do(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    EpisodeStore.create(tmp_path / "new.episode", EpisodeSettings(name="new")).close()
    workspace = open_generate(window, tmp_path / "new.episode", qtbot)
    assert workspace.view.start.heading == "This episode has no source yet"
    with qtbot.waitSignal(workspace.go_requested) as went:
        click(workspace.view.start.button)
    assert went.args == ["prepare", None]


def test_everything_is_named(workspace: GenerateWorkspace) -> None:
    buttons = [item for item in workspace.findChildren(QPushButton) if item.isVisible()]
    assert buttons
    assert all(item.accessibleName() for item in buttons)
    assert workspace.queue.list.accessibleName() == "Queue"
