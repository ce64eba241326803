"""Two pictures in one place."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.widgets.pair_view import PairView
from studio.ui.widgets.picture_levels import PictureLevels, levels_of

RED, BLUE = (200, 0, 0), (0, 0, 200)


def _flat(color: tuple[int, int, int], width: int = 200, height: int = 100) -> PictureLevels:
    return levels_of(np.full((height, width, 3), color, np.uint8))


@pytest.fixture
def pair(qtbot: QtBot) -> PairView:
    made = PairView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_pair(_flat(RED), _flat(BLUE), ("source", "take"))
    made.show()
    return made


def _reds(pair: PairView, y: int = 150) -> list[int]:
    image = pair.grab().toImage()
    return [image.pixelColor(x, y).red() for x in range(0, 400, 20)]


def test_the_first_stands_left_of_the_line_and_the_second_right(pair: PairView) -> None:
    pair.set_wipe(0.25)
    reds = _reds(pair)
    assert all(red == 200 for red in reds[:5])
    assert all(red == 0 for red in reds[6:])
    assert pair.accessibleName() == "source | take"


def test_the_line_follows_the_mouse_wherever_it_is_pressed_while_fitted(pair: PairView) -> None:
    QTest.mousePress(pair, Qt.MouseButton.LeftButton, pos=QPoint(100, 150))
    assert pair.wipe == pytest.approx(0.25)
    QTest.mouseMove(pair, QPoint(500, 150))
    assert pair.wipe == 1.0
    QTest.mouseRelease(pair, Qt.MouseButton.LeftButton)
    QTest.mouseMove(pair, QPoint(40, 150))
    assert pair.wipe == 1.0


def test_zoomed_in_only_the_line_itself_is_taken_hold_of(pair: PairView) -> None:
    pair.zoom.set(8.0, QPointF(0.5, 0.5))
    QTest.mousePress(pair, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    QTest.mouseMove(pair, QPoint(250, 150))
    QTest.mouseRelease(pair, Qt.MouseButton.LeftButton)
    assert pair.wipe == 0.5
    assert pair.zoom.center.x() > 0.5


def test_ctrl_and_arrows_move_the_line(pair: PairView) -> None:
    QTest.keyClick(pair, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert pair.wipe == pytest.approx(0.52)


def test_the_flicker_turns_by_itself_and_rests_while_hidden(pair: PairView, qtbot: QtBot) -> None:
    pair.set_mode("flicker")
    pair.set_rate(15)
    qtbot.waitUntil(lambda: pair.first_is_shown)
    assert set(_reds(pair)) == {200} or set(_reds(pair)) == {0}
    pair.hide()
    before = pair.first_is_shown
    qtbot.wait(200)
    assert pair.first_is_shown == before


def test_another_shape_stands_inside_the_place_of_the_second(pair: PairView) -> None:
    pair.show_pair(_flat(RED, 100, 100), _flat(BLUE), ("reference", "take"))
    pair.set_wipe(1.0)
    reds = _reds(pair)
    assert reds[3] != 200
    assert reds[10] == 200
    assert reds[16] != 200


def test_until_the_first_is_there_the_second_is_shown_alone(pair: PairView) -> None:
    pair.show_pair(None, _flat(BLUE), ("source", "take"))
    assert 200 not in _reds(pair)
