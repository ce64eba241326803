"""Captions: written in place, dragged, dropped as a file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.episode.track import Caption
from studio.ui.timeline.selection import Selection
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from tests.ui.timeline.mouse import drag

CAPTIONS = (Caption(0.2, 0.8, "Today we look"), Caption(1.0, 1.6, "at frames."))


@pytest.fixture
def captioned(timeline: TimelineWorkspace) -> TimelineWorkspace:
    timeline.model.commit(replace(timeline.session.timeline, captions=CAPTIONS), "captions")
    return timeline


def point(timeline: TimelineWorkspace, seconds: float) -> QPoint:
    lanes = timeline.timeline.lanes
    row = lanes.row_of("")
    return QPoint(round(lanes.axis.x(seconds)), row.top + row.height // 2)


def steps(timeline: TimelineWorkspace) -> list[str]:
    return [step.label for step in timeline.session.steps() if not step.undone]


def test_a_double_click_writes_in_place_and_enter_keeps_it(captioned: TimelineWorkspace) -> None:
    editor = captioned.timeline.editor
    QTest.mouseDClick(captioned.timeline.lanes, Qt.MouseButton.LeftButton, pos=point(captioned, 1.3))
    assert editor.isVisible()
    assert editor.toPlainText() == "at frames."
    QTest.keyClicks(editor, "at faces.")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert not editor.isVisible()
    assert [item.text for item in captioned.session.timeline.captions] == ["Today we look", "at faces."]
    captioned.session.undo()
    assert captioned.session.timeline.captions == CAPTIONS


def test_letters_written_are_no_commands(captioned: TimelineWorkspace) -> None:
    picks = len(captioned.session.picks)
    QTest.mouseDClick(captioned.timeline.lanes, Qt.MouseButton.LeftButton, pos=point(captioned, 1.3))
    QTest.keyClicks(captioned.timeline.editor, "xsm ")
    QTest.keyClick(captioned.timeline.editor, Qt.Key.Key_Escape)
    assert captioned.session.timeline.captions == CAPTIONS
    assert len(captioned.session.picks) == picks
    assert captioned.session.timeline.markers == ()


def test_emptied_a_caption_goes(captioned: TimelineWorkspace) -> None:
    QTest.mouseDClick(captioned.timeline.lanes, Qt.MouseButton.LeftButton, pos=point(captioned, 0.5))
    QTest.keyClick(captioned.timeline.editor, Qt.Key.Key_Delete)
    QTest.keyClick(captioned.timeline.editor, Qt.Key.Key_Return)
    assert captioned.session.timeline.captions == CAPTIONS[1:]
    assert steps(captioned)[-1] == "Remove a caption"


def test_c_writes_a_new_one_at_the_playhead_as_one_step(timeline: TimelineWorkspace) -> None:
    timeline.model.seek(0.4)
    lanes, editor = timeline.timeline.lanes, timeline.timeline.editor
    lanes.setFocus()
    QTest.keyClick(lanes, Qt.Key.Key_C)
    assert editor.isVisible()
    assert editor.toPlainText() == ""
    assert not timeline.session.timeline.captions
    QTest.keyClicks(editor, "New words")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert timeline.session.timeline.captions == (Caption(0.4, 2.4, "New words"),)
    assert steps(timeline) == ["Write a caption"]
    QTest.keyClick(lanes, Qt.Key.Key_C)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert timeline.model.timeline == timeline.session.timeline
    assert steps(timeline) == ["Write a caption"]


def test_captions_are_moved_and_their_edges_dragged(captioned: TimelineWorkspace) -> None:
    lanes = captioned.timeline.lanes
    drag(lanes, point(captioned, 0.5), point(captioned, 0.6), free=True)
    moved = captioned.session.timeline.captions[0]
    pixel = 1 / lanes.axis.pixels_per_s
    assert moved.start_s == pytest.approx(0.3, abs=2 * pixel)
    assert moved.end_s - moved.start_s == pytest.approx(0.6)
    drag(lanes, point(captioned, 1.6) - QPoint(2, 0), point(captioned, 1.9), free=True)
    assert captioned.session.timeline.captions[1].end_s == pytest.approx(1.9, abs=2 * pixel)
    assert steps(captioned)[1:] == ["Move caption", "Change a caption's time"]


def test_the_selected_one_is_removed(captioned: TimelineWorkspace) -> None:
    lanes = captioned.timeline.lanes
    QTest.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=point(captioned, 0.5))
    assert captioned.model.selection == Selection("caption", "", 0)
    QTest.keyClick(lanes, Qt.Key.Key_Delete)
    assert captioned.session.timeline.captions == CAPTIONS[1:]
