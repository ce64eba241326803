"""The keys of the workspace, on Latin and on Cyrillic layouts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.episode.track import Caption
from studio.ui.frame.main_window import MainWindow
from studio.ui.timeline.selection import Selection
from studio.ui.timeline.time_axis import SAMPLE_PIXELS
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from tests.ui.pages import visit
from tests.ui.timeline.conftest import open_timeline


def press(timeline: TimelineWorkspace, keys: str) -> None:
    """One key sequence at the lanes, such as `S`, `Ы` or `<`."""
    timeline.timeline.lanes.setFocus()
    QTest.keySequence(timeline.timeline.lanes, QKeySequence(keys))


def under_playhead(timeline: TimelineWorkspace) -> int:
    frame = timeline.model.source_frame_at(timeline.model.playhead_s)
    assert frame is not None
    return frame


@pytest.mark.parametrize("key", ["X", "Ч"])
def test_x_rejects_the_take_under_the_playhead_and_the_loop_closes_up(timeline: TimelineWorkspace, key: str) -> None:
    model = timeline.model
    model.seek(5 / model.fps)
    frame, picks = under_playhead(timeline), len(timeline.session.picks)
    assert model.plan is not None
    period = model.plan.period
    press(timeline, key)
    assert len(timeline.session.picks) == picks - 1
    assert model.plan.period == period - 2
    assert frame not in model.pick_frames.tolist()
    assert under_playhead(timeline) != frame
    assert model.playhead_s == 5 / model.fps
    timeline.session.undo()
    assert model.plan.period == period
    assert under_playhead(timeline) == frame


def test_rejection_under_the_playhead_is_undone_in_the_window_opened_again(
        timeline: TimelineWorkspace, episode_window: MainWindow, episode: Path, qtbot: QtBot) -> None:
    picks = len(timeline.session.picks)
    press(timeline, "X")
    press(timeline, "M")
    episode_window.open_episode(episode)
    session = episode_window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.loaded)
    again = open_timeline(episode_window, qtbot)
    assert len(session.picks) == picks - 1
    assert len(again.model.timeline.markers) == 1
    session.undo()
    assert list(again.model.timeline.markers) == []
    session.undo()
    assert len(session.picks) == picks
    assert again.model.plan is not None
    assert again.model.plan.picks == picks


def test_e_asks_for_the_take_in_review(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(timeline.go_requested) as asked:
        press(timeline, "E")
    assert asked.args == ["review", under_playhead(timeline)]


def test_the_status_line_says_what_keys_act_on(timeline: TimelineWorkspace) -> None:
    timeline.model.seek(3 / timeline.model.fps)
    assert timeline.scope_text().startswith(f"#{under_playhead(timeline)} under the playhead · X rejects it")


@pytest.mark.parametrize("key", ["S", "Ы"])
def test_s_splits_the_clip_under_the_playhead(timeline: TimelineWorkspace, key: str) -> None:
    timeline.model.select(Selection("track", "voice"))
    timeline.model.seek(0.8)
    press(timeline, key)
    voice = timeline.session.timeline.voice
    assert voice is not None
    assert [(clip.start_s, clip.offset_s) for clip in voice.clips] == [(0.0, 0.0), (pytest.approx(0.8), pytest.approx(0.8))]
    timeline.session.undo()
    voice = timeline.session.timeline.voice
    assert voice is not None
    assert len(voice.clips) == 1


def test_arrows_step_frames_and_edit_points(timeline: TimelineWorkspace) -> None:
    model = timeline.model
    press(timeline, "Right")
    press(timeline, "Right")
    press(timeline, "Left")
    assert model.playhead_s == pytest.approx(1 / model.fps)
    press(timeline, "Home")
    model.seek(0.9)
    press(timeline, "M")
    press(timeline, "Home")
    turns = [block.first / model.fps for block in model.blocks[1:]]
    press(timeline, "Down")
    assert model.playhead_s == pytest.approx(min(0.9, *turns))
    press(timeline, "End")
    assert model.playhead_s == pytest.approx(model.length_s)
    for key in ("<", "Up"):
        press(timeline, key)
    assert model.playhead_s < max(turns)


def test_in_and_out_bound_the_range(timeline: TimelineWorkspace) -> None:
    timeline.model.seek(0.4)
    press(timeline, "I")
    timeline.model.seek(1.2)
    press(timeline, "O")
    kept = timeline.session.timeline
    assert kept.in_s == pytest.approx(0.4)
    assert kept.out_s == pytest.approx(1.2)
    timeline.model.seek(1.6)
    press(timeline, "I")        # behind out: the old end is given up
    assert timeline.session.timeline.in_s == pytest.approx(1.6)
    assert timeline.session.timeline.out_s is None
    press(timeline, "Shift+I")
    assert timeline.session.timeline.in_s is None


def test_m_sets_a_marker_and_takes_it_away(timeline: TimelineWorkspace) -> None:
    timeline.model.seek(0.5)
    press(timeline, "M")
    assert list(timeline.session.timeline.markers) == [pytest.approx(0.5)]
    press(timeline, "Ь")
    assert not timeline.session.timeline.markers


def test_zoom_from_the_whole_to_single_samples_and_back(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    axis, model = timeline.timeline.axis, timeline.model
    model.seek(0.73)
    for _ in range(40):
        press(timeline, "+")
    assert axis.pixels_per_s == 48_000 * SAMPLE_PIXELS
    assert axis.first_s <= 0.73 <= axis.last_s
    voice = model.timeline.voice
    assert voice is not None
    painter = timeline.sounds.painter(voice.clips[0].file)
    assert painter is not None
    timeline.timeline.lanes.repaint()
    qtbot.waitUntil(lambda: painter.wanted(axis.width, axis.first_s, axis.last_s) is None)
    assert painter.piece is not None
    assert painter.piece.samples.shape[0] > axis.width / SAMPLE_PIXELS
    press(timeline, "0")
    assert axis.first_s == 0.0
    assert axis.last_s == pytest.approx(1.04 * model.length_s)


def test_ctrl_wheel_zooms_at_the_cursor_and_shift_wheel_scrolls(timeline: TimelineWorkspace) -> None:
    lanes, axis = timeline.timeline.lanes, timeline.timeline.axis
    under = axis.time(300)
    _wheel(lanes, QPoint(300, 40), Qt.KeyboardModifier.ControlModifier, 240)
    assert axis.time(300) == pytest.approx(under)
    before = axis.first_s
    _wheel(lanes, QPoint(300, 40), Qt.KeyboardModifier.ShiftModifier, -120)
    assert axis.first_s > before


def test_space_and_jkl_play_stop_and_shuttle(timeline: TimelineWorkspace) -> None:
    playback = timeline.playback
    speeds = []
    for key in ("Space", "L", "L", "L", "J", "J", "K"):
        press(timeline, key)
        speeds.append(playback.speed)
    assert speeds == [1, 2, 4, 8, -1, -2, 0]
    press(timeline, "Д")
    assert playback.speed == 1
    press(timeline, "Space")
    assert playback.speed == 0


def test_with_k_held_j_and_l_step_one_frame(timeline: TimelineWorkspace) -> None:
    lanes, model = timeline.timeline.lanes, timeline.model
    lanes.setFocus()
    model.seek(4 / model.fps)
    QTest.keyPress(lanes, Qt.Key.Key_K)
    for key in (Qt.Key.Key_L, Qt.Key.Key_L, Qt.Key.Key_J):
        QTest.keyClick(lanes, key)
    assert model.playhead_s == pytest.approx(5 / model.fps)
    assert timeline.playback.speed == 0
    QTest.keyRelease(lanes, Qt.Key.Key_K)
    QTest.keyClick(lanes, Qt.Key.Key_L)
    assert timeline.playback.speed == 1


def test_playing_moves_the_playhead_and_leaving_stops(timeline: TimelineWorkspace, episode_window: MainWindow,
                                                      qtbot: QtBot) -> None:
    press(timeline, "Space")
    qtbot.waitUntil(lambda: timeline.model.playhead_s > 0.1)
    visit(episode_window, "review")
    assert timeline.playback.speed == 0


def _wheel(widget: QWidget, place: QPoint, keys: Qt.KeyboardModifier, turned: int) -> None:
    event = QWheelEvent(QPointF(place), QPointF(widget.mapToGlobal(place)), QPoint(), QPoint(0, turned),
                        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)


def test_return_selects_what_lies_under_the_playhead_one_after_the_other(timeline: TimelineWorkspace) -> None:
    model = timeline.model
    caption = Caption(0.3, 0.9, "words")
    model.commit(replace(timeline.session.timeline, captions=(caption,), markers=(0.5,)), "made")
    model.seek(0.5)
    chosen = []
    for _ in range(4):
        press(timeline, "Return")
        chosen.append(model.selection.kind)
    assert chosen == ["clip", "caption", "marker", "clip"]
    press(timeline, "Return")
    press(timeline, "F2")
    assert timeline.timeline.editor.isVisible()
