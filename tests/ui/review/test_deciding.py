"""Reviewing by keyboard: decisions, what they act on, going on, undo, choosing, re-rolling, the status line."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.episode.store import EpisodeStore
from studio.jobs.job_spec import JobSpec, QueuedJob
from studio.jobs.take_columns import load_columns
from studio.review.take_filter import TakeFilter
from studio.ui.frame.main_window import MainWindow
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.widgets.frame_strip import FrameState
from tests.ui.pages import shown_page, visit

NONE, CTRL, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def workspace(workspace: ReviewWorkspace, episode_window: MainWindow) -> ReviewWorkspace:
    episode_window.activateWindow()
    return workspace


@pytest.fixture
def twofold(window: MainWindow, two_takes_a_frame: Path, tmp_path: Path, qtbot: QtBot) -> ReviewWorkspace:
    """The review of an episode with two takes a frame."""
    window.open_episode(Path(shutil.copytree(two_takes_a_frame, tmp_path / "two.episode")))
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded)
    shown = visit(window, "review")
    assert isinstance(shown, ReviewWorkspace)
    return shown


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def decided(workspace: ReviewWorkspace) -> dict[int, int]:
    """Frame to decision, as the database has it."""
    with EpisodeStore.open_to_read(workspace.session.folder) as store:
        columns = load_columns(store)
    return {int(frame): int(value) for frame, value in zip(columns.frames, columns.decisions, strict=True) if value}


def test_p_x_and_u_are_committed_at_once(workspace: ReviewWorkspace) -> None:
    press(Qt.Key.Key_P)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_X)
    assert decided(workspace) == {0: 1, 1: -1}
    assert workspace.state.current_row == 1
    press(Qt.Key.Key_U)
    assert decided(workspace) == {0: 1}


@pytest.mark.parametrize(("letter", "decision"), [("З", 1), ("Ч", -1)])
def test_the_same_keys_on_a_russian_layout(workspace: ReviewWorkspace, letter: str, decision: int) -> None:
    QTest.keyClick(workspace.window().windowHandle(), Qt.Key(ord(letter.upper())))     # as the system hands it over
    assert decided(workspace) == {0: decision}


def test_shift_goes_on_and_the_toggle_always_does(workspace: ReviewWorkspace) -> None:
    press(Qt.Key.Key_X, SHIFT)
    assert workspace.state.current_row == 1
    press(Qt.Key.Key_A)
    assert workspace.context.actions.action("review.auto_advance").isChecked()
    press(Qt.Key.Key_P)
    press(Qt.Key.Key_P)
    assert workspace.state.current_row == 3
    assert decided(workspace) == {0: -1, 1: 1, 2: 1}
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_X)
    assert workspace.state.current_row == 23


def test_going_on_is_remembered(workspace: ReviewWorkspace, episode_window: MainWindow) -> None:
    press(Qt.Key.Key_A)
    episode_window.usual_layout()               # every workspace is made anew
    again = shown_page(episode_window, "review")
    assert isinstance(again, ReviewWorkspace)
    assert again is not workspace
    assert again.context.actions.action("review.auto_advance").isChecked()
    press(Qt.Key.Key_P)
    assert again.state.current_row == 1


def test_in_the_loupe_a_command_acts_on_the_take_looked_at(workspace: ReviewWorkspace) -> None:
    press(Qt.Key.Key_A, CTRL)
    workspace.state.set_current(2, keep_selection=True)
    workspace.state.set_view("loupe")
    press(Qt.Key.Key_X)
    assert decided(workspace) == {2: -1}
    workspace.state.set_view("grid")
    press(Qt.Key.Key_X)
    assert len(decided(workspace)) == 24


def test_going_on_where_the_filter_hides_what_was_rejected(workspace: ReviewWorkspace) -> None:
    workspace.model.set_filter(TakeFilter("picks"))
    picks = workspace.session.picks.tolist()
    workspace.state.set_current(picks[2])
    press(Qt.Key.Key_X, SHIFT)
    assert workspace.state.current_row == picks[3]
    press(Qt.Key.Key_X)
    assert workspace.state.current_row == picks[4]
    assert decided(workspace) == {picks[2]: -1, picks[3]: -1}


def test_a_gesture_over_all_takes_is_one_step_and_undo_brings_it_back(workspace: ReviewWorkspace) -> None:
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_X)
    assert len(decided(workspace)) == 24
    assert len(workspace.session.picks) == 0
    assert [step.label for step in workspace.session.steps()] == ["reject 24 takes"]
    press(Qt.Key.Key_Z, CTRL)
    assert decided(workspace) == {}
    assert len(workspace.session.picks) > 0


def test_undo_shows_where_something_changed(workspace: ReviewWorkspace) -> None:
    workspace.grid.set_cell_width(300)
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Z, CTRL)
    assert workspace.state.current_row == 0
    assert 0 in workspace.grid.visible_positions()


def test_all_none_and_the_rest_by_key(workspace: ReviewWorkspace) -> None:
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_I, CTRL)
    assert workspace.state.selected_rows().tolist() == list(range(2, 24))
    press(Qt.Key.Key_D, CTRL)
    assert workspace.state.selected_rows().tolist() == []
    press(Qt.Key.Key_A, CTRL)
    assert len(workspace.state.selected_rows()) == 24


def test_the_status_line_says_what_a_key_would_act_on(workspace: ReviewWorkspace, qtbot: QtBot) -> None:
    assert workspace.scope_text() == "P / X act on the take of #0"
    with qtbot.waitSignal(workspace.scope_changed):
        press(Qt.Key.Key_Right, SHIFT)
    assert "2 selected take" in workspace.scope_text()
    press(Qt.Key.Key_P)
    assert workspace.facts_text().startswith("24 take")
    assert "2 decided by hand" in workspace.facts_text()


def test_enter_makes_another_take_the_pick_and_u_takes_it_back(twofold: ReviewWorkspace) -> None:
    session = twofold.session
    row = int(session.picks[0])
    frame = session.takes.frames[row]
    other = int(next(item for item in np.flatnonzero(session.takes.frames == frame) if item != row))
    twofold.state.set_current(other)
    press(Qt.Key.Key_Return)
    assert other in session.picks
    assert row not in session.picks
    press(Qt.Key.Key_U)
    assert row in session.picks
    press(Qt.Key.Key_Z, CTRL)
    assert other in session.picks


def test_the_strip_follows_and_leads(workspace: ReviewWorkspace, qtbot: QtBot) -> None:
    strip, pick = workspace.bar.strip, int(workspace.session.picks[0])
    qtbot.waitUntil(lambda: strip.state_of(pick) == FrameState.PICKED)
    workspace.session.decide(-1, np.array([pick]), "x")
    qtbot.waitUntil(lambda: strip.state_of(pick) == FrameState.OUT)
    QTest.mouseClick(strip, LEFT, NONE, strip.bar(20).center())
    assert workspace.state.current_row == 20
    press_key_in(workspace)
    assert strip.current == 21


def press_key_in(workspace: ReviewWorkspace) -> None:
    workspace.grid.setFocus()
    press(Qt.Key.Key_Right)


def test_the_blue_button_goes_to_the_timeline(workspace: ReviewWorkspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace.go_requested) as told:
        QTest.mouseClick(workspace.bar.use, LEFT)
    assert told.args == ["timeline", None]
    assert str(len(workspace.session.picks)) in workspace.bar.use.text()


def test_rerolling_asks_for_the_frames_that_are_out(workspace: ReviewWorkspace, monkeypatch: pytest.MonkeyPatch,
                                                    qtbot: QtBot) -> None:
    asked: list[JobSpec] = []

    def note(spec: JobSpec) -> QueuedJob:
        asked.append(spec)
        return QueuedJob(1, spec, "waiting", 0, "")

    monkeypatch.setattr(workspace.context.jobs, "submit", note)     # the queue has its own tests with real engines
    out = workspace.rerolling.frames_out().tolist()
    qtbot.waitUntil(lambda: str(len(out)) in workspace.bar.reroll.text() and "about" in workspace.bar.reroll.text())
    QTest.mouseClick(workspace.bar.reroll, LEFT)
    workspace.grid.setFocus()
    workspace.state.select(np.array([2, 5]))
    press(Qt.Key.Key_R, CTRL)
    assert asked == [JobSpec("reroll", workspace.session.folder, {"frames": out}),
                     JobSpec("reroll", workspace.session.folder, {"frames": [2, 5]})]
    assert 10 in out
    assert 18 not in out                # not scored yet: it waits


def test_an_episode_without_takes_says_what_to_do(window: MainWindow, episode: Path, qtbot: QtBot) -> None:
    shutil.rmtree(episode / "takes")
    (episode / "takes").mkdir()
    (episode / "episode.db").unlink()
    with EpisodeStore.open(episode):
        pass
    window.open_episode(episode)
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded)
    shown = visit(window, "review")
    assert isinstance(shown, ReviewWorkspace)
    assert shown.stack.currentWidget() is shown.nothing
    assert not shown.bar.isVisible()
    with qtbot.waitSignal(shown.go_requested) as told:
        QTest.mouseClick(shown.nothing.generate, LEFT)
    assert told.args == ["generate", None]
    for key in (Qt.Key.Key_P, Qt.Key.Key_X, Qt.Key.Key_A):
        press(key)
