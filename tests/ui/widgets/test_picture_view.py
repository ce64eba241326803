"""The picture widget, driven with the mouse and judged by what it paints."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.widgets.picture_levels import PictureLevels, levels_of
from studio.ui.widgets.picture_view import PictureView
from studio.ui.widgets.zoom import Zoom

WIDTH, HEIGHT = 400, 300


def _numbered() -> PictureLevels:
    """Red grows to the right, green downwards, so that a colour tells its place."""
    across, down = np.meshgrid(np.arange(200), np.arange(100))
    return levels_of(np.stack([across, down, np.full_like(across, 7)], axis=2).astype(np.uint8))


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    return _shown(qtbot, PictureView())


def _shown(qtbot: QtBot, made: PictureView) -> PictureView:
    qtbot.addWidget(made)
    made.resize(WIDTH, HEIGHT)
    made.show_picture(_numbered())
    made.show()
    return made


def _color(view: PictureView, x: int, y: int) -> QColor:
    return view.grab().toImage().pixelColor(x, y)


def _wheel(view: PictureView, at: QPoint, notches: int) -> None:
    event = QWheelEvent(QPointF(at), QPointF(view.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view, event)


def _drag(view: PictureView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_fitted_it_fills_the_width_and_is_centered(view: PictureView) -> None:
    assert view.target().getRect() == (0, 50, 400, 200)
    assert view.scale == 2.0
    assert _color(view, 201, 151) == QColor(100, 50, 7)


def test_the_wheel_zooms_around_the_pointer(view: PictureView) -> None:
    at = QPoint(120, 130)
    before = view.position_in_picture(QPointF(at))
    _wheel(view, at, 6)
    after = view.position_in_picture(QPointF(at))
    assert view.scale == pytest.approx(2 * 1.25 ** 6)
    assert after.x() == pytest.approx(before.x(), abs=0.003)
    assert after.y() == pytest.approx(before.y(), abs=0.006)


def test_zooming_out_ends_at_the_whole_picture(view: PictureView) -> None:
    _wheel(view, QPoint(10, 60), 3)
    _wheel(view, QPoint(390, 240), -9)
    assert view.zoom.scale is None
    assert view.target().getRect() == (0, 50, 400, 200)


def test_dragging_moves_the_picture_with_the_pointer_and_not_past_its_edge(view: PictureView) -> None:
    _wheel(view, QPoint(200, 150), 8)
    held = view.position_in_picture(QPointF(200, 150))
    _drag(view, QPoint(200, 150), QPoint(240, 170))
    moved = view.position_in_picture(QPointF(240, 170))
    assert moved.x() == pytest.approx(held.x(), abs=0.002)
    assert moved.y() == pytest.approx(held.y(), abs=0.004)
    for _ in range(40):
        _drag(view, QPoint(20, 20), QPoint(390, 290))
    assert view.target().topLeft() == QPointF(0, 0)


def test_a_double_click_goes_to_100_percent_and_back(view: PictureView) -> None:
    big = levels_of(np.zeros((3000, 2000, 3), np.uint8))
    view.show_picture(big)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert view.scale == 1.0
    assert view.position_in_picture(QPointF(200, 150)).x() == pytest.approx(0.5, abs=0.001)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert view.zoom.scale is None


def test_single_pixels_show_when_enlarged_beyond_two(view: PictureView) -> None:
    view.zoom.set(10.0, QPointF(0.5, 0.5))
    left = [_color(view, 200 + step, 155).red() for step in range(10)]
    assert len(set(left)) <= 2
    view.zoom.set(1.5, QPointF(0.5, 0.5))
    smooth = levels_of(np.tile(np.array([[[0], [255]]], np.uint8), (100, 100, 3)))
    view.show_picture(smooth)
    assert any(0 < _color(view, 180 + step, 150).red() < 255 for step in range(10))


def test_views_with_one_zoom_move_together(qtbot: QtBot) -> None:
    zoom = Zoom()
    one, other = (_shown(qtbot, PictureView(zoom)) for _ in range(2))
    _wheel(one, QPoint(50, 80), 5)
    assert other.target() == one.target()
    assert other.scale == one.scale > 2


def test_without_a_picture_the_message_stands_there(view: PictureView) -> None:
    blank = view.grab().toImage()
    view.show_picture(None, "Frame 7 is damaged.")
    _wheel(view, QPoint(50, 50), 2)
    assert view.grab().toImage() != blank
    assert view.zoom.scale is None
    assert view.scale == 0


def test_the_caption_is_painted_and_read_out(view: PictureView) -> None:
    before = _color(view, 20, 238)
    view.set_caption("source")
    assert view.accessibleName() == "source"
    assert _color(view, 20, 238) != before
