"""The loupe, by keyboard only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.review.take_filter import TakeFilter
from tests.ui.review.looking_window import FRAMES, SEEDS, LookingWindow, color_at


@pytest.fixture
def loupe(review: LookingWindow) -> LookingWindow:
    review.key(Qt.Key.Key_E)
    review.wait_for_picture(review.looks.loupe.picture)
    return review


def test_e_shows_the_current_take_large(loupe: LookingWindow) -> None:
    picture = loupe.looks.loupe.picture
    assert loupe.state.view == "loupe"
    assert picture.isVisible()
    assert picture.levels is loupe.looks.pictures.cache.get(loupe.looks.pictures.take(0).key)
    assert picture.target().height() == pytest.approx(picture.height(), abs=1)


def test_arrows_go_on_in_the_order_of_the_grid_and_stop_at_its_ends(loupe: LookingWindow) -> None:
    loupe.key(Qt.Key.Key_Right)
    loupe.key(Qt.Key.Key_Down)
    assert loupe.state.current_row == 2
    loupe.key(Qt.Key.Key_Left)
    assert loupe.state.current_row == 1
    loupe.key(Qt.Key.Key_End)
    loupe.key(Qt.Key.Key_Right)
    assert loupe.state.current_row == FRAMES * SEEDS - 1
    loupe.key(Qt.Key.Key_Home)
    loupe.key(Qt.Key.Key_PageUp)
    assert loupe.state.current_row == 0


def test_the_next_take_was_read_ahead_and_shows_at_once(loupe: LookingWindow) -> None:
    cache, pictures = loupe.looks.pictures.cache, loupe.looks.pictures
    loupe.qtbot.waitUntil(lambda: cache.get(pictures.take(1).key) is not None)
    loupe.key(Qt.Key.Key_Right)
    assert loupe.looks.loupe.picture.levels is cache.get(pictures.take(1).key)


def test_s_shows_the_source_frame_and_the_take_again(loupe: LookingWindow) -> None:
    picture, pictures = loupe.looks.loupe.picture, loupe.looks.pictures
    take = color_at(picture, 0.3, 0.7)
    loupe.key(Qt.Key.Key_S)
    loupe.qtbot.waitUntil(lambda: picture.levels is pictures.cache.get(pictures.source(0).key))
    source = color_at(picture, 0.3, 0.7)
    assert source.hslSaturation() > take.hslSaturation() + 20
    assert picture.accessibleName() == "source"
    loupe.key(Qt.Key.Key_S)
    assert color_at(picture, 0.3, 0.7) == take


def test_x_rejects_and_the_badge_says_so(loupe: LookingWindow) -> None:
    loupe.key(Qt.Key.Key_P)
    assert loupe.session.takes.decisions[0] == 1
    before = loupe.looks.loupe.picture.grab().toImage()
    loupe.key(Qt.Key.Key_X)
    assert loupe.session.takes.decisions[0] == -1
    assert loupe.looks.loupe.picture.grab().toImage() != before
    loupe.key(Qt.Key.Key_U)
    assert loupe.session.takes.decisions[0] == 0


def test_in_the_loupe_keys_act_on_the_current_take_alone(review: LookingWindow) -> None:
    review.select(0, 1, 2)
    review.key(Qt.Key.Key_E)
    review.key(Qt.Key.Key_X)
    assert review.session.takes.decisions[:4].tolist() == [-1, 0, 0, 0]


def test_z_goes_to_100_percent_and_the_zoom_holds_for_the_next_take_and_view(loupe: LookingWindow) -> None:
    picture = loupe.looks.loupe.picture
    loupe.key(Qt.Key.Key_Z)
    assert picture.scale == 1.0
    loupe.key(Qt.Key.Key_Right)
    loupe.key(Qt.Key.Key_C)
    assert loupe.looks.compare.sides[0].zoom.scale == 1.0
    loupe.key(Qt.Key.Key_Z)
    assert picture.zoom.scale is None


def test_z_in_the_grid_opens_the_loupe_at_100_percent(review: LookingWindow) -> None:
    review.key(Qt.Key.Key_Z)
    assert review.state.view == "loupe"
    assert review.looks.looking.zoom.scale == 1.0


def test_ctrl_plus_and_minus_zoom(loupe: LookingWindow) -> None:
    picture = loupe.looks.loupe.picture
    fitted = picture.scale
    loupe.key(Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert picture.scale == pytest.approx(fitted * 1.25)
    loupe.key(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert picture.zoom.scale is None


def test_i_takes_the_scores_off_the_picture(loupe: LookingWindow) -> None:
    before = loupe.looks.loupe.picture.grab().toImage()
    loupe.key(Qt.Key.Key_I)
    assert loupe.looks.loupe.picture.grab().toImage() != before
    loupe.key(Qt.Key.Key_I)
    assert loupe.looks.loupe.picture.grab().toImage() == before


def test_a_filter_that_hides_everything_says_what_to_do(loupe: LookingWindow) -> None:
    loupe.state.model.set_filter(TakeFilter("by hand"))
    assert loupe.state.current_row is None
    assert loupe.looks.loupe.picture.levels is None
    assert loupe.looks.panel.nothing.isVisibleTo(loupe.looks.panel)


def test_a_picture_that_is_gone_is_said_in_its_place(loupe: LookingWindow) -> None:
    last = FRAMES * SEEDS - 1
    path = loupe.session.picture_path(last)
    path.unlink()
    loupe.key(Qt.Key.Key_End)
    request = loupe.looks.pictures.take(last)
    loupe.qtbot.waitUntil(lambda: bool(loupe.looks.pictures.problem(request)))
    assert path.name in loupe.looks.pictures.problem(request)
    assert loupe.looks.loupe.picture.levels is None
    loupe.key(Qt.Key.Key_Left)
    loupe.wait_for_picture(loupe.looks.loupe.picture)


def test_ctrl_g_goes_to_a_frame_by_its_number(loupe: LookingWindow) -> None:
    loupe.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    field = loupe.focus()
    QTest.keyClicks(field, "99")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert loupe.focus() is field
    QTest.keyClicks(field, "5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert loupe.state.current_row in loupe.rows_of(5)
    assert loupe.focus() is loupe.looks.loupe


def test_escape_closes_the_field_and_leaves_the_loupe_open(loupe: LookingWindow) -> None:
    loupe.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    field = loupe.focus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert loupe.state.view == "loupe"
    assert loupe.focus() is loupe.looks.loupe


def test_another_workspace_opens_a_frame_even_one_the_filter_hides(review: LookingWindow) -> None:
    review.state.model.set_filter(TakeFilter("by hand"))
    review.workspace.show_frame(6)
    assert review.state.view == "loupe"
    picked = set(review.session.picks.tolist()) & set(review.rows_of(6))
    assert review.state.current_row in (picked or review.rows_of(6))
