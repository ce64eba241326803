"""The source: dropped, looked through, its range dragged and typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.background import Background
from studio.ui.prepare.filmstrip import Filmstrip
from studio.ui.prepare.frame_pictures import FramePictures
from studio.ui.prepare.prepare_workspace import PrepareWorkspace
from studio.ui.prepare.strip_map import StripMap
from tests.ui.prepare.conftest import PATIENCE_MS
from tests.ui.prepare.dropping import drop_files


def test_a_dropped_folder_is_the_source(empty: PrepareWorkspace, inputs: dict[str, Path], qtbot: QtBot) -> None:
    panel = empty.source
    assert panel.drop_zone.isVisible()
    assert drop_files(panel.drop_zone, [inputs["source"]])
    qtbot.waitUntil(lambda: len(panel.numbers) == 12, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: panel.pictures.large(0) is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: all(panel.pictures.thumbnail(panel.numbers[place]) is not None
                                for place, _ in panel.filmstrip.visible()), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not empty.looks.looking_at_source and "12 of 12" in panel.look_text, timeout=PATIENCE_MS)


def test_what_is_no_source_is_said_in_place(prepare: PrepareWorkspace, inputs: dict[str, Path], qtbot: QtBot) -> None:
    before = prepare.session.settings.source
    drop_files(prepare.source, [inputs["voice"]])
    qtbot.waitUntil(lambda: "voice.wav" in prepare.source.problem.text, timeout=PATIENCE_MS)
    assert prepare.session.store.settings.source == before
    assert len(prepare.source.numbers) == 24


def test_a_range_is_dragged_and_its_edge_moved(prepare: PrepareWorkspace) -> None:
    strip, session = prepare.source.filmstrip, prepare.session
    _drag(strip, strip.strip.x_of(4.5), strip.strip.x_of(10.5))
    assert session.store.settings.frames == "4-10"
    assert prepare.source.range_row.field.text() == "4-10"
    _drag(strip, strip.strip.x_of(11), strip.strip.x_of(16))
    assert session.store.settings.frames == "4-15"
    session.undo()
    session.undo()
    assert session.store.settings.frames == ""
    assert prepare.source.range_row.field.text() == ""


def test_a_range_is_typed_and_checked_in_place(prepare: PrepareWorkspace) -> None:
    row, session = prepare.source.range_row, prepare.session
    row.field.setFocus()
    QTest.keyClicks(row.field, "5-99")
    assert row.problem.isVisible()
    assert "0-23" in row.problem.text()
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert session.settings.frames == ""
    row.field.selectAll()
    QTest.keyClicks(row.field, "0-20:4")
    assert not row.problem.isVisible()
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert session.store.settings.frames == "0-20:4"
    assert row.motion.text().startswith("6 frame")


def test_frames_by_key_and_range_from_the_frame_shown(prepare: PrepareWorkspace) -> None:
    strip = prepare.source.filmstrip
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert strip.current == 11
    QTest.keyClick(strip, Qt.Key.Key_I)
    assert prepare.session.settings.frames == "11-23"
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_O)
    assert prepare.session.settings.frames == "10"
    prepare.show_frame(3)
    assert strip.current == 3


def test_the_preset_lies_over_the_preview(prepare: PrepareWorkspace, qtbot: QtBot) -> None:
    prepare.preset.choose("A")
    qtbot.waitUntil(lambda: prepare.source.preview.canvas is not None, timeout=PATIENCE_MS)
    canvas = prepare.source.preview.canvas
    assert canvas is not None
    assert (canvas[2] - canvas[0]) / (canvas[3] - canvas[1]) == pytest.approx(1024 / 768, rel=0.02)
    prepare.source.fit_chosen.emit("contain")
    wider = prepare.source.preview.canvas
    assert wider is not None
    assert wider[2] - wider[0] > canvas[2] - canvas[0]
    assert not prepare.go_bar.button.isEnabled()            # the change is not saved


def test_a_strip_of_20000_frames_asks_for_what_is_seen(qtbot: QtBot) -> None:
    background = Background()
    strip = Filmstrip(StripMap(), FramePictures(background))
    qtbot.addWidget(strip)
    strip.resize(1000, 92)
    strip.show()
    strip.set_frames(list(range(20_000)), 1.0)
    assert 10 <= len(strip.visible()) <= 12
    strip.strip.zoom(1e5, 500)
    seen = [place for place, _ in strip.visible()]
    assert 6 <= len(seen) <= 12
    assert seen == list(range(seen[0], seen[-1] + 1))
    strip.strip.scroll_to(1e9)
    assert strip.visible()[-1][0] == 19_999
    background.wait()


def test_thumbnails_stay_within_their_bound(inputs: dict[str, Path], qtbot: QtBot) -> None:
    background = Background()
    pictures = FramePictures(background, budget=120_000)
    pictures.set_source(inputs["source"])
    pictures.want([6, 5, 7, 4, 8, 3, 9])
    qtbot.waitUntil(lambda: all(pictures.has_seen(number) for number in range(3, 10)), timeout=PATIENCE_MS)
    assert pictures.bytes <= 120_000
    pictures.stop()
    background.wait()


def test_what_is_seen_before_and_after_a_scroll_is_read_all_the_same(inputs: dict[str, Path], qtbot: QtBot) -> None:
    background = Background()
    pictures = FramePictures(background)
    pictures.set_source(inputs["source"])
    pictures.want(list(range(8)))
    pictures.want([7, 8, 9, 10, 11])        # while the first are on their way
    qtbot.waitUntil(lambda: all(pictures.has_seen(number) for number in range(7, 12)), timeout=PATIENCE_MS)
    pictures.stop()
    background.wait()


def _drag(strip: Filmstrip, start: float, end: float) -> None:
    points = [QPoint(round(start + (end - start) * share), 40) for share in (0, 0.3, 0.7, 1)]
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(strip, point)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=points[-1])
