"""A person's whole job in the real window: three things dropped, takes made and reviewed by keyboard, a video exported."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import av
import numpy as np
import psutil
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.episode.store import EpisodeStore
from studio.jobs.events import JobEvent
from studio.jobs.job_spec import QueuedJob
from studio.media.sound import probe_sound
from studio.ui.application import make_window
from studio.ui.episode_session import EpisodeSession
from studio.ui.export.export_workspace import ExportWorkspace
from studio.ui.frame.main_window import MainWindow
from studio.ui.generate.generate_workspace import GenerateWorkspace
from studio.ui.prepare.prepare_workspace import PrepareWorkspace
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from studio.ui.workspace import Workspace
from tests.cli.small_inputs import write_inputs
from tests.ui.heartbeat import Heartbeat
from tests.ui.pages import shown_page

FRAMES = 6
READ_MS, JOB_MS = 60_000, 120_000
BUSY_S, WAIT_S = 0.1, 2.0       # of processor time; of the clock: generous, for a machine that does other things too
CTRL, SHIFT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
CYRILLIC = {"P": Qt.Key(0x0417), "X": Qt.Key(0x0427), "U": Qt.Key(0x0413), "Z": Qt.Key(0x042F), "E": Qt.Key(0x0423)}
Room = TypeVar("Room", bound=Workspace)


class Person:
    """What a person does to a window, by real events only."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    def drop(self, path: Path) -> None:
        """Onto the middle of the start page."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        page = self.window.start_page
        held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
        for event in (QDragEnterEvent(QPoint(60, 60), *held), QDropEvent(QPointF(60, 60), *held)):
            QApplication.sendEvent(page, event)
            assert event.isAccepted()

    def click(self, widget: QWidget) -> None:
        """The left button, once the widget is there to be clicked."""
        self.qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled(), timeout=READ_MS)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Keys, wherever the keyboard is."""
        for key in keys:
            self.window.activateWindow()
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
            QApplication.processEvents()

    def go(self, key: Qt.Key, kind: type[Room]) -> Room:
        """To a workspace, by its number."""
        self.press(key)
        shown = shown_page(self.window, kind.key)
        assert isinstance(shown, kind)
        return shown

    @property
    def session(self) -> EpisodeSession:
        """The open episode, its takes loaded."""
        self.qtbot.waitUntil(lambda: self.window.session is not None and self.window.session.loaded, timeout=READ_MS)
        assert self.window.session is not None
        return self.window.session


@pytest.fixture
def inputs(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """People whom a real face pack knows, where the test data is there; else the sample's, seen by the built-in analyzer."""
    made = write_inputs(tmp_path / "given", FRAMES)
    try:
        shared: Path = request.getfixturevalue("shared")
    except pytest.skip.Exception:
        return made
    monkeypatch.setenv("STUDIO_FACE_PACK", str(shared / "models" / "testpack"))
    return {**made, "identity": shared / "faces" / "person_b.jpg"}


@pytest.fixture
def heartbeat(window: MainWindow) -> Iterator[Heartbeat]:
    """Beats while the test runs; afterwards nothing may have held the window's thread."""
    del window
    made = Heartbeat()
    yield made
    made.stop()
    assert made.worst_busy_s <= BUSY_S
    assert made.worst_wait_s <= WAIT_S


@pytest.mark.slow
@pytest.mark.usefixtures("beforehand")
def test_from_three_dropped_things_to_a_video(window: MainWindow, qtbot: QtBot, inputs: dict[str, Path],
                                              heartbeat: Heartbeat) -> None:
    person = Person(window, qtbot)
    _create(person, inputs)
    heartbeat.skip()
    _prepare(person)
    killed = _generate(person)
    assert len(killed) == 1
    _review(person)
    _timeline(person)
    video = _export(person)
    voice_s = probe_sound(inputs["voice"]).duration_s
    with av.open(str(video)) as container:
        pictures = sum(1 for _ in container.decode(video=0))
        fps = container.streams.video[0].average_rate
        assert fps is not None
        assert abs(pictures / float(fps) - voice_s) <= 1 / float(fps)
        assert len(container.streams.audio) == 1


def _create(person: Person, inputs: dict[str, Path]) -> None:
    """In any order; the name is typed."""
    form = person.window.start_page.form
    for kind in ("voice", "identity", "source"):
        person.drop(inputs[kind])
        person.qtbot.waitUntil(partial(_holds, form.slots[kind], inputs[kind].name), timeout=READ_MS)
    form.name.selectAll()
    QTest.keyClicks(form.name, "Today")
    person.click(form.create_button)
    assert person.session.name == "Today"


def _holds(slot: QWidget, name: str) -> bool:
    return name in slot.accessibleName()


def _prepare(person: Person) -> None:
    """The next step, by its key."""
    workspace = shown_page(person.window, "prepare")
    assert isinstance(workspace, PrepareWorkspace)
    person.qtbot.waitUntil(lambda: workspace.go_bar.button.isEnabled(), timeout=READ_MS)
    assert str(FRAMES) in workspace.go_bar.button.text()
    person.press(Qt.Key.Key_Return, modifiers=CTRL)


def _generate(person: Person) -> list[int]:
    """All takes are made, though the engine's process is killed on the way; the ids of what was killed."""
    workspace, jobs = shown_page(person.window, "generate"), person.window.context.jobs
    assert isinstance(workspace, GenerateWorkspace)
    killed: list[int] = []

    def kill_once(_job: QueuedJob, event: JobEvent) -> None:
        if event.kind == "take" and event.done == 2 and not killed:
            workers = [child for child in psutil.Process().children(recursive=True)
                       if "worker draft" in " ".join(child.cmdline())]
            killed.extend(child.pid for child in workers)
            for child in workers:
                child.kill()

    jobs.told.connect(kill_once)
    person.qtbot.waitUntil(lambda: bool(jobs.running), timeout=READ_MS)
    person.qtbot.waitUntil(lambda: not jobs.is_working, timeout=JOB_MS)
    jobs.told.disconnect(kill_once)
    person.qtbot.waitUntil(lambda: len(person.session.takes) == FRAMES, timeout=READ_MS)
    return killed


def _review(person: Person) -> None:
    """By keyboard alone, on a Russian layout too; what was rejected and undone is so on the disk."""
    person.go(Qt.Key.Key_3, ReviewWorkspace)
    session = person.session
    person.press(Qt.Key.Key_A, modifiers=CTRL)
    person.press(CYRILLIC["P"])
    assert session.takes.decisions.tolist() == [1] * FRAMES
    person.press(Qt.Key.Key_Home)
    person.press(Qt.Key.Key_Right, modifiers=SHIFT)
    person.press(CYRILLIC["X"])
    assert session.takes.decisions.tolist() == [-1, -1] + [1] * (FRAMES - 2)
    person.press(CYRILLIC["Z"], modifiers=CTRL)
    person.press(Qt.Key.Key_End, Qt.Key.Key_X)
    assert session.takes.decisions.tolist() == [1] * (FRAMES - 1) + [-1]
    assert _decided(session.folder) == [1] * (FRAMES - 1) + [-1]
    assert len(session.picks) == FRAMES - 1


def _timeline(person: Person) -> None:
    """X takes the picture under the playhead out of the loop; undo brings it back."""
    workspace = person.go(Qt.Key.Key_4, TimelineWorkspace)
    person.qtbot.waitUntil(lambda: person.session.timeline.duration_s > 0, timeout=READ_MS)
    del workspace
    person.press(Qt.Key.Key_Right, Qt.Key.Key_X)
    assert len(person.session.picks) == FRAMES - 2
    person.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert len(person.session.picks) == FRAMES - 1


def _export(person: Person) -> Path:
    workspace = person.go(Qt.Key.Key_5, ExportWorkspace)
    person.qtbot.waitUntil(lambda: workspace.stages.start.isEnabled(), timeout=READ_MS)
    with person.qtbot.waitSignal(workspace.model.finished, timeout=JOB_MS) as done:
        person.press(Qt.Key.Key_Return, modifiers=CTRL)
    path = done.args[0]
    assert isinstance(path, Path)
    person.qtbot.waitUntil(lambda: workspace.player.shown_frame is not None, timeout=READ_MS)
    return path


def _decided(folder: Path) -> list[int]:
    with EpisodeStore.open_to_read(folder) as store:
        takes = np.arange(1, store.takes.count() + 1, dtype=np.int64)
        decisions: list[int] = store.scores.decisions_of(takes).tolist()
    return decisions


def test_undo_reaches_back_over_a_restart_of_the_window(window: MainWindow, qtbot: QtBot, episode: Path) -> None:
    person = Person(window, qtbot)
    window.open_episode(episode)
    frames = len(person.session.takes)
    person.go(Qt.Key.Key_3, ReviewWorkspace)
    person.press(Qt.Key.Key_A, modifiers=CTRL)
    person.press(Qt.Key.Key_X)
    assert person.session.takes.decisions.tolist() == [-1] * frames
    window.close()
    again = make_window()
    qtbot.addWidget(again)
    again.show()
    other = Person(again, qtbot)
    again.open_episode(episode)
    assert other.session.takes.decisions.tolist() == [-1] * frames
    other.press(CYRILLIC["Z"], modifiers=CTRL)
    assert other.session.takes.decisions.tolist() == [0] * frames
    again.close()
