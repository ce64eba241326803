"""Files dropped on the timeline: sounds, a voice, captions; and what stands there before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.frame.main_window import MainWindow
from studio.ui.timeline.lane_rows import LaneRow
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from tests.cli.small_inputs import write_tone
from tests.ui.timeline.conftest import READ_MS, open_timeline

SRT = "1\n00:00:00,200 --> 00:00:01,000\nFirst.\n\n2\n00:00:01,000 --> 00:00:01,800\nSecond.\n"


def row(timeline: TimelineWorkspace, kind: str) -> LaneRow:
    return next(item for item in timeline.timeline.lanes.rows if item.kind == kind)


def drop(timeline: TimelineWorkspace, file: Path, on: LaneRow, seconds: float = 0.5) -> None:
    lanes = timeline.timeline.lanes
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    place = QPoint(round(lanes.axis.x(seconds)), on.top + on.height // 2)
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(lanes, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(lanes, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                                             Qt.KeyboardModifier.NoModifier))


def test_a_sound_gets_a_track_of_its_own_that_undo_takes_back(timeline: TimelineWorkspace, tmp_path: Path,
                                                              qtbot: QtBot) -> None:
    write_tone(tmp_path / "rain.wav", 1.5)
    drop(timeline, tmp_path / "rain.wav", row(timeline, "drop"))
    qtbot.waitUntil(lambda: len(timeline.session.timeline.tracks) == 2, timeout=READ_MS)
    track = timeline.session.timeline.tracks[1]
    assert (track.kind, track.name, track.clips[0].start_s) == ("music", "rain", 0.0)
    assert track.clips[0].length_s == pytest.approx(1.5)
    assert [head.row.kind for head in timeline.timeline.heads] == ["picture", "track", "track", "drop", "captions"]
    timeline.session.undo()
    assert [head.row.kind for head in timeline.timeline.heads] == ["picture", "track", "drop", "captions"]


def test_a_sound_that_is_read_while_the_language_changes_is_not_lost(episode_window: MainWindow, tmp_path: Path,
                                                                     qtbot: QtBot) -> None:
    timeline, session = open_timeline(episode_window, qtbot), episode_window.session
    assert session is not None
    write_tone(tmp_path / "rain.wav", 1.5)
    drop(timeline, tmp_path / "rain.wav", row(timeline, "drop"))
    episode_window.commands.use_language("ru")
    qtbot.waitUntil(lambda: len(session.timeline.tracks) == 2, timeout=READ_MS)
    assert session.timeline.tracks[1].name == "rain"


def test_on_a_track_it_becomes_a_clip_where_it_was_dropped(timeline: TimelineWorkspace, tmp_path: Path,
                                                           qtbot: QtBot) -> None:
    write_tone(tmp_path / "rain.wav", 0.5)
    drop(timeline, tmp_path / "rain.wav", row(timeline, "drop"))
    qtbot.waitUntil(lambda: len(timeline.session.timeline.tracks) == 2, timeout=READ_MS)
    drop(timeline, tmp_path / "rain.wav", timeline.timeline.lanes.row_of("music"), 1.0)
    qtbot.waitUntil(lambda: len(timeline.session.timeline.tracks[1].clips) == 2, timeout=READ_MS)
    clip = timeline.session.timeline.tracks[1].clips[1]
    assert clip.start_s == pytest.approx(1.0, abs=0.01)


def test_on_the_voice_it_becomes_the_voice_and_the_loop_as_long_as_it(timeline: TimelineWorkspace, tmp_path: Path,
                                                                      qtbot: QtBot) -> None:
    write_tone(tmp_path / "other.wav", 3.2)
    drop(timeline, tmp_path / "other.wav", timeline.timeline.lanes.row_of("voice"))
    qtbot.waitUntil(lambda: timeline.session.timeline.duration_s > 3, timeout=READ_MS)
    assert timeline.model.plan is not None
    assert timeline.model.plan.frames == 80
    assert timeline.facts_text().startswith("3.20 s")


def test_captions_come_from_a_file_and_others_are_refused_in_words(timeline: TimelineWorkspace, tmp_path: Path,
                                                                   qtbot: QtBot) -> None:
    (tmp_path / "a.srt").write_text(SRT, encoding="utf-8")
    drop(timeline, tmp_path / "a.srt", row(timeline, "captions"))
    qtbot.waitUntil(lambda: len(timeline.session.timeline.captions) == 2, timeout=READ_MS)
    (tmp_path / "b.wav").write_bytes(b"no sound")
    with qtbot.waitSignal(timeline.files.failed, timeout=READ_MS):
        drop(timeline, tmp_path / "b.wav", row(timeline, "drop"))
    assert timeline.context.notices.kept[-1].level == "error"
    assert len(timeline.session.timeline.tracks) == 1


def test_without_a_voice_the_loop_can_be_seen_and_played_and_a_drop_makes_one(
        episode_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    session = episode_window.session
    assert session is not None
    session.change_settings({"voice": ""})
    timeline = open_timeline(episode_window, qtbot)
    plan = timeline.model.plan
    assert plan is not None
    assert plan.frames == plan.period
    assert timeline.playback.duration_s == pytest.approx(plan.period / 25)
    timeline.model.seek(0.4)
    timeline.commands.reject()
    assert timeline.model.playhead_s == pytest.approx(0.4)
    timeline.grab()
    write_tone(tmp_path / "voice.wav", 2.0)
    drop(timeline, tmp_path / "voice.wav", timeline.timeline.lanes.row_of("voice"))
    qtbot.waitUntil(lambda: timeline.session.timeline.duration_s == pytest.approx(2.0), timeout=READ_MS)


def test_without_picks_it_says_where_to_go(episode_window: MainWindow, qtbot: QtBot) -> None:
    session = episode_window.session
    assert session is not None
    rows = session.picks.copy()
    session.decide(-1, rows, "all")
    while len(session.picks):
        session.decide(-1, session.picks.copy(), "rest")
    timeline = open_timeline(episode_window, qtbot)
    assert timeline.model.plan is None
    assert list(timeline.model.blocks) == []
    assert timeline.scope_text() == ""
    assert timeline.facts_text() == ""
    timeline.commands.reject()
    timeline.commands.accept()
    assert not timeline.grab().isNull()
    session.undo()
    assert timeline.model.plan is not None


def test_empty_states_offer_what_mends_them(episode_window: MainWindow, qtbot: QtBot) -> None:
    session = episode_window.session
    assert session is not None
    session.change_settings({"voice": ""})
    timeline = open_timeline(episode_window, qtbot)
    assert timeline.sound.choose_voice.isVisible()
    assert not timeline.to_review.isVisible()
    while len(session.picks):
        session.decide(-1, session.picks.copy(), "all")
    assert timeline.to_review.isVisible()
    with qtbot.waitSignal(timeline.go_requested) as asked:
        QTest.mouseClick(timeline.to_review, Qt.MouseButton.LeftButton)
    assert asked.args == ["review", None]
