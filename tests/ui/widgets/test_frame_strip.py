"""The strip of all frames."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.theme import colors
from studio.ui.widgets.frame_strip import HEIGHT, FrameState, FrameStrip

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def strip(qtbot: QtBot) -> FrameStrip:
    made = FrameStrip()
    qtbot.addWidget(made)
    made.resize(200, made.sizeHint().height())
    made.show()
    return made


def fill(strip: FrameStrip, count: int) -> None:
    states = np.where(np.arange(count) % 2, FrameState.OUT, FrameState.PICKED).astype(np.int8)
    strip.set_states(states, np.arange(100, 100 + count, dtype=np.int64))


def pixel(strip: FrameStrip, at: QPoint) -> QColor:
    return strip.grab().toImage().pixelColor(at)


def test_a_pick_is_tall_and_green_and_a_take_that_is_out_short_and_red(strip: FrameStrip) -> None:
    fill(strip, 20)
    good, bad = strip.bar(100), strip.bar(101)
    assert good.height() == HEIGHT
    assert bad.height() == HEIGHT // 2
    assert pixel(strip, good.center()).green() > pixel(strip, good.center()).red()
    assert pixel(strip, bad.center()).red() > pixel(strip, bad.center()).green()
    assert pixel(strip, QPoint(bad.center().x(), 2)) != pixel(strip, bad.center())


def test_a_click_goes_to_a_frame_and_marks_it(strip: FrameStrip, qtbot: QtBot) -> None:
    fill(strip, 20)
    with qtbot.waitSignal(strip.clicked) as told:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, NONE, strip.bar(107).center())
    assert told.args == [107]
    assert strip.current == 107
    mark = QPoint(strip.bar(107).center().x(), HEIGHT + 1)
    assert pixel(strip, mark).name().upper() == colors().text


def test_dragging_runs_through_the_frames(strip: FrameStrip) -> None:
    fill(strip, 20)
    seen: list[int] = []
    strip.clicked.connect(seen.append)
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, NONE, strip.bar(103).center())
    QTest.mouseMove(strip, strip.bar(104).center())
    QTest.mouseMove(strip, strip.bar(106).center())
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, NONE, strip.bar(106).center())
    assert seen == [103, 104, 106]


def test_arrow_keys(strip: FrameStrip) -> None:
    fill(strip, 20)
    seen: list[int] = []
    strip.clicked.connect(seen.append)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(strip, key)
    assert seen == [119, 118, 100]


def test_twenty_thousand_frames_share_pixels(strip: FrameStrip) -> None:
    states = np.full(20_000, FrameState.PICKED, np.int8)
    states[10_000:] = FrameState.OUT
    strip.set_states(states, np.arange(20_000, dtype=np.int64))
    left, right = pixel(strip, QPoint(50, HEIGHT - 2)), pixel(strip, QPoint(150, HEIGHT - 2))
    assert left.green() > left.red()
    assert right.red() > right.green()
    assert strip.state_of(9_999) == FrameState.PICKED
    assert strip.state_of(20_000) == FrameState.NOTHING


def test_without_frames_nothing_happens(strip: FrameStrip, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(strip.clicked):
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton)
        QTest.keyClick(strip, Qt.Key.Key_End)
    assert strip.bar(3).isEmpty()
