"""Track heads, panel Loop and panel Sound."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from studio.episode.store import EpisodeStore
from studio.episode.track import Track
from studio.jobs.assemble import assemble
from studio.jobs.events import JobControl
from studio.ui.timeline.selection import Selection
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from studio.ui.timeline.track_head import TrackHead
from tests.ui.timeline.conftest import READ_MS
from tests.ui.timeline.mouse import move


def head(timeline: TimelineWorkspace) -> TrackHead:
    return next(item for item in timeline.timeline.heads if isinstance(item, TrackHead))


def voice(timeline: TimelineWorkspace) -> Track:
    track = timeline.session.timeline.voice
    assert track is not None
    return track


def steps(timeline: TimelineWorkspace) -> list[str]:
    return [step.label for step in timeline.session.steps() if not step.undone]


def test_mute_and_solo_are_steps_that_undo_takes_back(timeline: TimelineWorkspace) -> None:
    QTest.mouseClick(head(timeline).mute, Qt.MouseButton.LeftButton)
    assert voice(timeline).mute
    assert timeline.sound.facts.text("heard") == "nothing"
    QTest.mouseClick(head(timeline).solo, Qt.MouseButton.LeftButton)
    assert voice(timeline).solo
    timeline.session.undo()
    timeline.session.undo()
    assert not head(timeline).mute.isChecked()
    assert not head(timeline).solo.isChecked()
    assert head(timeline).mute.accessibleName() == "Mute Voice"


def test_the_gain_is_dragged_sideways_as_one_step(timeline: TimelineWorkspace) -> None:
    field = head(timeline).gain.lineEdit()
    start = QPoint(10, field.height() // 2)
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=start)
    for pixels in (10, 20, 40):
        move(field, start - QPoint(pixels, 0))
    shown = timeline.model.timeline.voice
    assert shown is not None
    assert shown.gain_db == -4.0
    assert voice(timeline).gain_db == 0.0
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=start - QPoint(40, 0))
    assert voice(timeline).gain_db == -4.0
    assert steps(timeline) == ["Gain of Voice"]


def test_the_gain_is_written(timeline: TimelineWorkspace) -> None:
    field = head(timeline).gain
    field.lineEdit().setFocus()
    field.selectAll()
    QTest.keyClicks(field.lineEdit(), field.locale().toString(-6.5, "f", 1))
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert voice(timeline).gain_db == -6.5


def test_the_loop_s_figures_are_those_of_the_command_line(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: timeline.motion.difference is not None, timeout=READ_MS)
    measured = timeline.motion.difference
    assert measured is not None
    with EpisodeStore.open(timeline.session.folder) as store:
        loop, _ = assemble(store, lambda _: None, JobControl())
    assert measured.loop == pytest.approx(loop.frame_diff["loop"], abs=1e-4)
    assert timeline.loop.figures.text("loop").startswith(f"{loop.frame_diff['loop']:.2f} · ")
    assert timeline.loop.figures.text("seam") == f"{loop.frame_diff['seam']:.2f}"


def test_the_figures_follow_a_rejection_and_measure_only_the_new_step(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: timeline.motion.difference is not None, timeout=READ_MS)
    timeline.model.seek(6 / timeline.model.fps)
    timeline.commands.reject()
    motion = timeline.motion
    assert (motion.done, motion.total, motion.difference) == (motion.total - 1, len(timeline.session.picks) - 1, None)
    assert timeline.loop.figures.text("loop") == f"measuring {motion.done} of {motion.total}"
    qtbot.waitUntil(lambda: timeline.motion.difference is not None, timeout=READ_MS)
    timeline.session.undo()
    assert timeline.motion.difference is not None           # known already


def test_what_was_measured_of_the_loop_before_is_not_taken_for_the_new_one(timeline: TimelineWorkspace,
                                                                           qtbot: QtBot) -> None:
    motion, model = timeline.motion, timeline.model
    qtbot.waitUntil(lambda: motion.difference is not None, timeout=READ_MS)
    model.seek(6 / model.fps)
    timeline.commands.reject()
    motion._go_on()
    timeline.session.background.wait()      # it is measured, and not told of yet
    model.seek(3 / model.fps)
    timeline.commands.reject()
    qtbot.waitUntil(lambda: motion.difference is not None, timeout=READ_MS)
    with EpisodeStore.open(timeline.session.folder) as store:
        loop, _ = assemble(store, lambda _: None, JobControl())
    assert motion.difference is not None
    assert motion.difference.loop == pytest.approx(loop.frame_diff["loop"], abs=1e-4)


def test_the_largest_step_is_gone_to(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: timeline.motion.difference is not None, timeout=READ_MS)
    QTest.mouseClick(timeline.loop.gap, Qt.MouseButton.LeftButton)
    measured = timeline.motion.difference
    assert measured is not None
    assert timeline.model.pick_at(timeline.model.playhead_s) == measured.largest_after


def test_loop_settings_are_fields_and_steps(timeline: TimelineWorkspace) -> None:
    loop, model = timeline.loop, timeline.model
    assert model.plan is not None
    period = model.plan.period
    loop.hold.stepUp()
    assert timeline.session.settings.hold == 1
    assert model.plan.period == period + 2
    loop.fps.setValue(50)
    assert model.plan.fps == 50
    assert model.plan.frames == 100
    loop.start.setFocus()
    loop.start.lineEdit().setText(f"#{model.pick_frames[3]}")
    QTest.keyClick(loop.start.lineEdit(), Qt.Key.Key_Return)
    assert timeline.session.settings.loop_start == 3
    assert model.source_frame_at(0) == model.pick_frames[3]
    loop.direction.setFocus()
    QTest.keyClick(loop.direction, Qt.Key.Key_Down)
    assert timeline.session.settings.loop_forward is False
    for _ in range(4):
        timeline.session.undo()
    assert model.plan.period == period
    assert model.plan.forward
    assert model.plan.start == 0
    assert loop.hold.value() == 0
    assert loop.fps.value() == 25


def test_the_selected_clip_s_numbers_are_written(timeline: TimelineWorkspace) -> None:
    timeline.model.select(Selection("clip", "voice", 0))
    fields = timeline.sound.clip_fields
    assert fields.isVisible()
    fields.fade_in.setValue(0.25)
    fields.length.setValue(1.5)
    fields.start.setValue(0.1)
    fields.gain.setValue(-2)
    clip = voice(timeline).clips[0]
    assert (clip.fade_in_s, clip.length_s, clip.start_s, clip.gain_db) == (0.25, 1.5, 0.1, -2)
    assert steps(timeline) == ["Fade in", "Trim clip", "Move clip", "Gain of a clip"]


def test_of_the_voice_one_clip_stays_and_can_be_whole_again(timeline: TimelineWorkspace) -> None:
    timeline.model.select(Selection("clip", "voice", 0))
    timeline.sound.clip_fields.length.setValue(1.5)
    assert not timeline.sound.remove.isVisible()
    timeline.timeline.lanes.setFocus()
    QTest.keyClick(timeline.timeline.lanes, Qt.Key.Key_Delete)
    assert steps(timeline) == ["Trim clip"]
    QTest.mouseClick(timeline.sound.whole, Qt.MouseButton.LeftButton)
    assert voice(timeline).clips[0].length_s == pytest.approx(2.0)
    timeline.model.seek(0.5)
    timeline.commands.split()
    timeline.model.select(Selection("clip", "voice", 1))
    QTest.mouseClick(timeline.sound.remove, Qt.MouseButton.LeftButton)
    assert len(voice(timeline).clips) == 1
    assert timeline.model.duration_s == pytest.approx(0.5, abs=0.04)


def test_a_silent_machine_is_said(timeline: TimelineWorkspace) -> None:
    timeline.playback.notice.emit("No sound here.")
    assert timeline.sound.note.isVisible()
    assert timeline.sound.note.text() == "No sound here."


def test_everything_interactive_has_a_name(timeline: TimelineWorkspace) -> None:
    for kind in (QAbstractSpinBox, QComboBox, QPushButton, QToolButton):
        for widget in timeline.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName(), widget


def test_with_the_keyboard_on_a_button_space_presses_it_and_a_click_leaves_space_to_playing(
        timeline: TimelineWorkspace) -> None:
    mute = head(timeline).mute
    mute.setFocus()
    QTest.keyClick(mute, Qt.Key.Key_Space)
    assert voice(timeline).mute
    assert timeline.playback.speed == 0
    timeline.timeline.lanes.setFocus()
    QTest.mouseClick(mute, Qt.MouseButton.LeftButton)
    assert not mute.hasFocus()
    QTest.keyClick(timeline.timeline.lanes, Qt.Key.Key_Space)
    assert timeline.playback.speed == 1
