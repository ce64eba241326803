"""The survey: selected takes side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSizeF, Qt
from PySide6.QtTest import QTest

from studio.ui.review.survey_view import MOST, SurveyView, tiled
from tests.ui.review.looking_window import LookingWindow


@pytest.fixture
def survey(review: LookingWindow) -> SurveyView:
    review.select(2, 5, 9, 12)
    review.key(Qt.Key.Key_N)
    view = review.looks.survey
    for tile in view.tiles[:4]:
        review.wait_for_picture(tile)
    return view


def test_n_shows_the_selected_takes_and_marks_the_current_one(survey: SurveyView, review: LookingWindow) -> None:
    assert survey.rows == [2, 5, 9, 12]
    assert [tile.isVisible() for tile in survey.tiles] == [True] * 4 + [False] * (MOST - 4)
    assert [tile.is_current for tile in survey.tiles[:4]] == [True, False, False, False]
    pictures = review.looks.pictures
    assert survey.tiles[2].levels is pictures.cache.get(pictures.take(9).key)


def test_a_click_makes_a_take_current_and_keeps_the_selection(survey: SurveyView, review: LookingWindow) -> None:
    QTest.mouseClick(survey.tiles[2], Qt.MouseButton.LeftButton)
    assert review.state.current_row == 9
    assert review.state.selected_rows().tolist() == [2, 5, 9, 12]
    assert [tile.is_current for tile in survey.tiles[:4]] == [False, False, True, False]


def test_arrows_stay_within_the_survey(survey: SurveyView, review: LookingWindow) -> None:
    for _ in range(6):
        review.key(Qt.Key.Key_Right)
    assert review.state.current_row == 12
    review.key(Qt.Key.Key_Left)
    assert review.state.current_row == 9
    assert len(survey.rows) == 4


def test_x_rejects_the_current_take_and_takes_it_out(survey: SurveyView, review: LookingWindow) -> None:
    review.key(Qt.Key.Key_Right)
    review.key(Qt.Key.Key_X)
    assert review.session.takes.decisions[[2, 5, 9, 12]].tolist() == [0, -1, 0, 0]
    assert survey.rows == [2, 9, 12]
    assert review.state.current_row == 9


def test_going_on_after_each_decision_leaves_the_survey_as_it_is(survey: SurveyView, review: LookingWindow) -> None:
    review.key(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert review.session.takes.decisions[2] == 1
    assert survey.rows == [2, 5, 9, 12]
    review.key(Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert survey.rows == [5, 9, 12]
    assert review.state.current_row == 5


def test_delete_takes_it_out_without_a_decision(survey: SurveyView, review: LookingWindow) -> None:
    review.key(Qt.Key.Key_Delete)
    assert survey.rows == [5, 9, 12]
    assert review.state.current_row == 5
    assert not review.session.takes.decisions.any()


def test_with_one_take_it_says_how_to_see_more(review: LookingWindow) -> None:
    review.key(Qt.Key.Key_N)
    assert review.looks.survey.rows == [0]
    assert "Select two takes" in review.looks.survey.hint()


def test_at_most_twelve_are_shown_and_it_is_said(review: LookingWindow) -> None:
    review.state.select_all()
    review.key(Qt.Key.Key_N)
    assert len(review.looks.survey.rows) == MOST
    assert "first 12 of 16" in review.looks.survey.hint()


@given(st.integers(1, MOST), st.integers(50, 3000), st.integers(50, 3000), st.sampled_from([(2, 3), (4, 3), (1, 1)]))
def test_tiles_keep_their_shape_inside_the_room_and_do_not_overlap(count: int, width: int, height: int,
                                                                  shape: tuple[int, int]) -> None:
    room = QRect(7, 9, width, height)
    boxes = tiled(room, count, QSizeF(*shape))
    assert len(boxes) == count
    for place, box in enumerate(boxes):
        assert abs(box.width() * shape[1] - box.height() * shape[0]) <= 2 * max(shape)
        if width >= 200 and height >= 200:
            assert room.contains(box)
        assert not any(box.intersects(other) for other in boxes[:place])
