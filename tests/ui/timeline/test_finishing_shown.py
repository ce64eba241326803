"""What the timeline shows of finishing: gaps, Foley, ducking, loudness, captions as files and heard in the voice."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from studio.episode.decision_table import ACCEPT, REJECT
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.captions import read_captions
from studio.jobs.engines.added import AddedEngine, forget_engine, keep_engine
from studio.jobs.events import JobControl
from studio.jobs.finish_episode import finish_episode
from studio.jobs.outputs import outputs_of
from studio.jobs.sounds import add_sound
from studio.ui.frame.main_window import MainWindow
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from tests.cli.small_inputs import write_tone
from tests.ui.pages import visit

PATIENCE_MS = 60_000


def reject_frames(timeline: TimelineWorkspace, *frames: int) -> None:
    """These, and no others."""
    session = timeline.session
    session.decide(ACCEPT, np.arange(len(session.takes)), "accept")
    session.decide(REJECT, np.flatnonzero(np.isin(session.takes.frames, frames)), "reject")


def choose(field: QComboBox, downs: int) -> None:
    field.setFocus()
    for _ in range(downs):
        QTest.keyClick(field, Qt.Key.Key_Down)


def finish(timeline: TimelineWorkspace) -> None:
    """As another process would."""
    with EpisodeStore.open(timeline.session.folder) as store:
        finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    timeline.finished._soon()


def test_gaps_are_chosen_shown_in_the_loop_and_undone(timeline: TimelineWorkspace) -> None:
    reject_frames(timeline, 5, 6, 12)
    model = timeline.model
    assert len(model.sequence) == 21
    assert list(model.gaps) == []
    choose(timeline.loop.gaps, 1)
    assert timeline.session.settings.gaps == "hold"
    assert len(model.sequence) == 24
    assert [(run.first, run.last, run.is_held) for run in model.gaps[:2]] == [(5, 6, True), (12, 12, True)]
    assert model.source_frame_at(6 / model.fps) == 4
    choose(timeline.loop.gaps, 1)
    assert [run.is_held for run in model.gaps[:2]] == [False, False]
    assert timeline.loop.rows.text("period").startswith("46 frames")
    timeline.session.undo()
    timeline.session.undo()
    assert timeline.session.settings.gaps == "skip"
    assert timeline.loop.gaps.currentData() == "skip"
    assert len(model.sequence) == 21


def test_held_and_in_between_pictures_look_different(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    reject_frames(timeline, 5, 6, 7)
    lanes = timeline.timeline.lanes
    shown = []
    for gaps in ("skip", "hold", "between"):
        timeline.session.set_setting("gaps", gaps, "gaps")
        qtbot.wait(300)                 # thumbnails
        shown.append(lanes.grab().toImage())
    assert shown[0] != shown[1] != shown[2]
    assert shown[0] != shown[2]


def test_the_loops_measures_before_and_after_are_shown_once_it_was_made(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    reject_frames(timeline, 5, 6)
    timeline.session.set_setting("gaps", "between", "gaps")
    assert timeline.loop.figures.text("flicker") == ""
    finish(timeline)
    qtbot.waitUntil(lambda: "→" in timeline.loop.figures.text("flicker"), timeout=PATIENCE_MS)
    assert timeline.loop.figures.text("longest_hold") == "1 → 1"


def test_foley_has_a_row_of_its_own_that_is_drawn_once_it_was_made(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    lanes = timeline.timeline.lanes
    assert "made" not in [row.kind for row in lanes.rows]
    choose(timeline.sound.finish.foley, 1)
    assert timeline.session.settings.foley == "draft"
    row = next(row for row in lanes.rows if row.kind == "made")
    head = next(head for head in timeline.timeline.heads if head.row == row)
    assert head.second.text() == "draft · −12 dB · not made yet"
    finish(timeline)
    qtbot.waitUntil(lambda: head.second.text() == "draft · −12 dB", timeout=PATIENCE_MS)
    file = timeline.finished.output("foley")
    qtbot.waitUntil(lambda: timeline.sounds.painter(file) is not None, timeout=PATIENCE_MS)
    QTest.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(lanes.width() // 2, row.top + row.height // 2))
    assert timeline.model.selection.kind == "nothing"       # it is only looked at


def test_how_far_music_goes_down_under_the_voice_is_drawn(timeline: TimelineWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
    write_tone(tmp_path / "music.wav", 1.0)
    add_sound(timeline.session.store, tmp_path / "music.wav", "music", lambda _: None)
    timeline.session.read_history()
    qtbot.waitUntil(lambda: timeline.ducking.curve is None, timeout=PATIENCE_MS)
    duck = timeline.sound.finish.duck
    assert duck.text() == "not at all"
    duck.setFocus()
    for _ in range(6):
        QTest.keyClick(duck, Qt.Key.Key_Up)
    assert timeline.session.settings.duck_db == 6.0
    qtbot.waitUntil(lambda: timeline.ducking.curve is not None, timeout=PATIENCE_MS)
    curve = timeline.ducking.curve
    assert curve is not None
    assert curve.gains_db.min() == pytest.approx(-6.0, abs=0.01)
    before = timeline.timeline.lanes.grab().toImage()
    timeline.session.change_settings({"duck_db": 0.0})
    qtbot.waitUntil(lambda: timeline.ducking.curve is None, timeout=PATIENCE_MS)
    assert timeline.timeline.lanes.grab().toImage() != before


def test_loudness_and_sync_are_shown_when_they_were_measured(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    fields = timeline.sound.finish
    choose(fields.loudness, 1)
    assert timeline.session.settings.loudness == -14.0
    assert fields.text("measured") == ""
    finish(timeline)
    qtbot.waitUntil(lambda: fields.text("measured") != "", timeout=PATIENCE_MS)
    assert fields.text("measured").endswith("LUFS")
    assert fields.text("peak").endswith("dBTP")


def test_captions_are_written_and_read_as_webvtt(timeline: TimelineWorkspace, tmp_path: Path, qtbot: QtBot,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    actions, session = timeline.context.actions, timeline.session
    session.set_timeline(replace(session.timeline, captions=(Caption(0.1, 0.9, "Привет"), Caption(1.0, 1.5, "two"))), "two")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "said.vtt"), ""))
    actions.action("timeline.export_captions").trigger()
    qtbot.waitUntil(lambda: (tmp_path / "said.vtt").exists(), timeout=PATIENCE_MS)
    assert (tmp_path / "said.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert [item.text for item in read_captions(tmp_path / "said.vtt")] == ["Привет", "two"]
    session.set_timeline(replace(session.timeline, captions=()), "none")
    assert not actions.action("timeline.export_captions").isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "said.vtt"), ""))
    actions.action("timeline.import_captions").trigger()
    qtbot.waitUntil(lambda: len(session.timeline.captions) == 2, timeout=PATIENCE_MS)
    session.undo()
    assert session.timeline.captions == ()


def test_without_a_recogniser_hearing_captions_says_what_lacks(timeline: TimelineWorkspace, qtbot: QtBot,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    asked_in: list[bool] = []

    def is_installed() -> bool:
        asked_in.append(threading.current_thread() is threading.main_thread())
        return False

    monkeypatch.setattr("studio.finish.speech_recogniser.is_installed", is_installed)
    hear = timeline.sound.finish.hear
    timeline.caption_files.look()
    qtbot.waitUntil(lambda: bool(asked_in) and "faster-whisper" in hear.toolTip(), timeout=PATIENCE_MS)
    assert not any(asked_in)            # the window's thread waits for no disk
    assert not hear.isEnabled()
    assert hear.text() == "no recogniser"
    assert not timeline.context.actions.action("timeline.hear_captions").isEnabled()


def test_what_was_measured_widens_the_panel_instead_of_being_cut_off(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    sound = timeline.sound
    inner = sound.body.parentWidget()
    assert inner is not None
    assert sound.width() >= 288
    timeline.session.change_settings({"loudness": -14.0, "duck_db": 6.0})
    finish(timeline)
    qtbot.waitUntil(lambda: timeline.sound.finish.text("measured") != "", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: sound.width() >= inner.minimumSizeHint().width(), timeout=PATIENCE_MS)


def test_engines_that_were_added_can_be_chosen(timeline: TimelineWorkspace, episode_window: MainWindow, tmp_path: Path,
                                               qtbot: QtBot) -> None:
    fields = timeline.sound.finish

    def choices(field: QComboBox) -> list[object]:
        return [field.itemData(place) for place in range(field.count())]

    def come_back() -> None:
        for page in ("review", "timeline"):
            visit(episode_window, page)

    assert (choices(fields.lips), choices(fields.foley)) == (["off", "draft"], ["off", "draft"])
    for name in ("latentsync", "mmaudio"):
        keep_engine(AddedEngine(name, str(tmp_path), "python", ""))
    come_back()
    qtbot.waitUntil(lambda: choices(fields.lips) == ["off", "draft", "latentsync"], timeout=PATIENCE_MS)
    assert choices(fields.foley) == ["off", "draft", "mmaudio"]
    choose(fields.lips, 2)
    assert timeline.session.settings.lip_sync == "latentsync"
    forget_engine("mmaudio")
    come_back()
    qtbot.waitUntil(lambda: choices(fields.foley) == ["off", "draft"], timeout=PATIENCE_MS)
    assert fields.lips.currentData() == "latentsync"
