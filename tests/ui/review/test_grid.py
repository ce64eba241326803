"""The grid of takes: keys, mouse, sizes, and what a change of order leaves alone."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.review.take_filter import TakeFilter, TakeSort
from studio.ui.frame.main_window import MainWindow
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.review.take_grid import TakeGrid

NONE, CTRL, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def workspace(workspace: ReviewWorkspace, episode_window: MainWindow) -> ReviewWorkspace:
    episode_window.resize(1280, 720)
    QApplication.processEvents()
    workspace.grid.set_cell_width(120)
    return workspace


@pytest.fixture
def grid(workspace: ReviewWorkspace) -> TakeGrid:
    return workspace.grid


def center(grid: TakeGrid, position: int) -> QPoint:
    return grid.cell_rect(position).center()


def selected(grid: TakeGrid) -> list[int]:
    return [int(row) for row in grid.review.selected_rows()]


def test_the_grid_has_the_keyboard_and_says_what_it_is(grid: TakeGrid) -> None:
    assert QApplication.focusWidget() is grid
    assert grid.accessibleName() == "Takes"
    text = grid.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    det = grid.review.session.takes.scores["det"][0]
    assert text == f"Frame 0, face found {det:.2f}, {'passes' if det >= 0.85 else 'out'}"


def test_arrows_walk_and_stop_at_the_ends(grid: TakeGrid) -> None:
    columns = grid.cells.columns
    assert columns > 2
    for key, row in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 1 + columns), (Qt.Key.Key_Left, columns),
                     (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Left, 0), (Qt.Key.Key_End, 23),
                     (Qt.Key.Key_Down, 23), (Qt.Key.Key_Home, 0), (Qt.Key.Key_PageDown, None)):
        QTest.keyClick(grid, key)
        if row is not None:
            assert grid.review.current_row == row
            assert selected(grid) == [row]
    assert grid.review.current_row not in (None, 0)
    assert grid.currentIndex().row() == grid.review.position


def test_down_reaches_a_short_last_line(grid: TakeGrid) -> None:
    columns = grid.cells.columns
    grid.review.set_current((24 // columns) * columns - 1 if 24 % columns else 23 - columns)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.review.current_row == 23


def test_shift_selects_on_and_back(grid: TakeGrid) -> None:
    QTest.keyClick(grid, Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    assert selected(grid) == [1, 2, 3, 4]
    QTest.keyClick(grid, Qt.Key.Key_Left, SHIFT)
    assert selected(grid) == [1, 2, 3]


def test_clicks_select_as_everywhere(grid: TakeGrid) -> None:
    view = grid.viewport()
    QTest.mouseClick(view, LEFT, NONE, center(grid, 2))
    QTest.mouseClick(view, LEFT, CTRL, center(grid, 4))
    assert selected(grid) == [2, 4]
    QTest.mouseClick(view, LEFT, CTRL, center(grid, 2))
    assert selected(grid) == [4]
    QTest.mouseClick(view, LEFT, NONE, center(grid, 1))
    QTest.mouseClick(view, LEFT, SHIFT, center(grid, 3))
    assert selected(grid) == [1, 2, 3]
    QTest.mouseClick(view, LEFT, NONE, QPoint(2, 2))
    assert selected(grid) == []
    assert grid.review.current_row == 3


def test_the_right_button_keeps_a_selection_it_is_pressed_on(grid: TakeGrid) -> None:
    grid.review.select(np.array([1, 2, 3]))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.RightButton, NONE, center(grid, 2))
    assert selected(grid) == [1, 2, 3]
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.RightButton, NONE, center(grid, 5))
    assert selected(grid) == [5]


def test_a_band_selects_what_it_touches(grid: TakeGrid) -> None:
    view, columns = grid.viewport(), grid.cells.columns
    QTest.mousePress(view, LEFT, NONE, center(grid, 0))
    QTest.mouseMove(view, center(grid, columns + 1) - QPoint(20, 20))
    QTest.mouseMove(view, center(grid, columns + 1))
    QTest.mouseRelease(view, LEFT, NONE, center(grid, columns + 1))
    assert selected(grid) == [0, 1, columns, columns + 1]


def test_a_double_click_opens_the_loupe_and_g_comes_back(workspace: ReviewWorkspace, qtbot: QtBot) -> None:
    QTest.mouseDClick(workspace.grid.viewport(), LEFT, NONE, center(workspace.grid, 3))
    qtbot.waitUntil(lambda: workspace.state.view == "loupe")
    QTest.keyClick(QApplication.focusWidget() or workspace, Qt.Key.Key_G)
    assert workspace.stack.currentWidget() is workspace.grid
    assert QApplication.focusWidget() is workspace.grid


def test_the_size_changes_by_key_wheel_and_slider(workspace: ReviewWorkspace) -> None:
    grid = workspace.grid
    columns = grid.cells.columns
    for _ in range(4):
        QTest.keyClick(grid, Qt.Key.Key_Plus)
    assert grid.cells.columns < columns
    assert workspace.head.density.value() == grid.cell_width
    for _ in range(4):
        wheel(grid, -120)
    assert grid.cells.columns == columns
    workspace.head.density.setValue(300)
    assert grid.cell_width == 300
    assert grid.cells.cell.width() >= 300 or grid.cells.columns == 1


def test_the_current_take_stays_where_it_is_seen(grid: TakeGrid) -> None:
    grid.set_cell_width(300)
    grid.review.go_to(12)
    top = grid.cell_rect(12).top()
    grid.review.model.set_sorting(TakeSort(descending=True))
    assert grid.review.current_row == 12
    place = grid.review.position
    assert abs(grid.cell_rect(place).top() - top) <= grid.cells.pitch
    assert grid.viewport().rect().intersects(grid.cell_rect(place))


def test_the_first_cell_stays_where_the_current_one_is_not_seen(grid: TakeGrid) -> None:
    grid.set_cell_width(300)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    first = grid.visible_positions().start
    assert grid.review.position not in grid.visible_positions()
    grid.set_cell_width(260)
    assert first in grid.visible_positions()


def test_thumbnails_come_and_are_painted(grid: TakeGrid, qtbot: QtBot) -> None:
    keys = grid.review.session.takes.keys
    qtbot.waitUntil(lambda: all(grid.thumbnails.get(keys[place]) is not None for place in grid.visible_positions()))
    image = grid.viewport().grab().toImage()
    inside = {image.pixel(center(grid, place) * grid.devicePixelRatioF()) for place in list(grid.visible_positions())[:4]}
    assert len(inside) > 1


def test_a_take_whose_files_are_gone_is_passed_over(grid: TakeGrid, qtbot: QtBot) -> None:
    session = grid.review.session
    session.thumbnail_path(0).unlink()
    session.picture_path(0).unlink()
    session.thumbnail_path(1).unlink()
    grid.thumbnails.forget_missing()
    grid.set_cell_width(200)
    qtbot.waitUntil(lambda: grid.thumbnails.is_missing(session.takes.keys[0]))
    qtbot.waitUntil(lambda: grid.thumbnails.get(session.takes.keys[1]) is not None)
    grid.viewport().grab()


def test_only_cells_that_look_different_are_painted_again(grid: TakeGrid) -> None:
    session = grid.review.session
    out = int(np.setdiff1d(np.arange(24), session.picks)[0])
    grid.viewport().grab()
    before = grid.viewport().grab(grid.cell_rect(out)).toImage()
    session.decide(1, np.array([out]), "accept")
    assert grid.viewport().grab(grid.cell_rect(out)).toImage() != before


def test_a_filter_that_hides_all_says_so_and_helps(workspace: ReviewWorkspace) -> None:
    workspace.model.set_filter(TakeFilter("by hand"))
    assert workspace.stack.currentWidget() is workspace.nothing
    assert workspace.nothing.all.isVisible()
    QTest.mouseClick(workspace.nothing.all, LEFT)
    assert workspace.stack.currentWidget() is workspace.grid


def wheel(grid: TakeGrid, angle: int) -> None:
    middle = QPointF(grid.viewport().rect().center())
    event = QWheelEvent(middle, QPointF(grid.viewport().mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, angle),
                        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(grid.viewport(), event)


def test_a_lower_window_still_shows_the_current_take_whole(grid: TakeGrid, episode_window: MainWindow) -> None:
    episode_window.resize(1280, 900)
    QApplication.processEvents()
    grid.set_cell_width(200)
    grid.review.go_to(len(grid.review.model.order) // 2)
    grid.ensure_visible(grid.review.position)
    episode_window.resize(1280, 640)
    QApplication.processEvents()
    assert grid.viewport().rect().contains(grid.cell_rect(grid.review.position))
