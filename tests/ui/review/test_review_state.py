"""What is current and selected stays so, whatever order and filter do."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from studio.review.take_filter import ScoreSpan, TakeFilter, TakeSort
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.main_window import MainWindow
from studio.ui.review.review_model import ReviewModel
from studio.ui.review.review_state import ReviewState


@pytest.fixture
def session(episode_window: MainWindow) -> EpisodeSession:
    assert episode_window.session is not None
    return episode_window.session


@pytest.fixture
def state(session: EpisodeSession) -> ReviewState:
    return ReviewState(ReviewModel(session, session), session)


def rows(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, np.int64)


def test_the_model_keeps_the_rules_of_models(session: EpisodeSession) -> None:
    model = ReviewModel(session, session)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_sorting(TakeSort("det", descending=True))
    model.set_filter(TakeFilter("picks"))
    session.reload()
    assert model.rowCount() == len(session.picks) == len(model.order)
    del tester


def test_the_first_take_is_current_at_first(state: ReviewState) -> None:
    assert state.current_row == 0
    assert state.selected_rows().tolist() == [0]


def test_positions_and_rows_are_each_others_inverse(state: ReviewState) -> None:
    model = state.model
    model.set_sorting(TakeSort("det", descending=True))
    det = model.session.takes.scores["det"][model.order]
    measured = det[~np.isnan(det)]
    assert (np.diff(measured) <= 0).all()
    assert np.isnan(det[len(measured):]).all()
    assert [model.position_of(int(row)) for row in model.order] == list(range(24))
    model.set_filter(TakeFilter("picks"))
    out = int(np.setdiff1d(np.arange(24), model.session.picks)[0])
    assert model.position_of(out) == -1
    assert model.positions()[model.rows_at(rows(0, 1, 2))].tolist() == [0, 1, 2]


def test_sorting_keeps_current_and_selection(state: ReviewState) -> None:
    state.go_to(5)
    state.toggle(9)
    state.model.set_sorting(TakeSort("identity"))
    assert state.current_row == 9
    assert sorted(state.selected_rows().tolist()) == [5, 9]
    assert state.position == state.model.position_of(9)


def test_what_a_filter_hides_is_not_acted_on_and_comes_back(state: ReviewState, session: EpisodeSession) -> None:
    out = np.setdiff1d(np.arange(24), session.picks)
    state.select(np.arange(24))
    state.model.set_filter(TakeFilter("picks"))
    assert state.selected_rows().tolist() == session.picks.tolist()
    assert state.scope().tolist() == session.picks.tolist()
    state.model.set_filter(TakeFilter())
    assert set(out.tolist()) < set(state.selected_rows().tolist())


def test_the_next_take_takes_a_hidden_ones_place(state: ReviewState, session: EpisodeSession) -> None:
    state.model.set_filter(TakeFilter("picks"))
    picks = session.picks.tolist()
    state.set_current(picks[3])
    session.decide(-1, rows(picks[1], picks[3]), "reject")
    assert state.current_row == picks[4]
    assert state.position == 2
    session.undo()
    assert state.current_row == picks[4]
    session.decide(-1, rows(*picks[4:]), "reject")
    assert state.current_row == picks[3]


def test_nothing_shown_is_nothing_current(state: ReviewState) -> None:
    state.model.set_filter(TakeFilter().with_span("det", ScoreSpan(2.0)))
    assert state.current_row is None
    assert state.scope().tolist() == []
    state.move(1)
    state.model.set_filter(TakeFilter())
    assert state.current_row == 0


def test_extending_goes_by_the_order_shown(state: ReviewState) -> None:
    state.model.set_sorting(TakeSort(descending=True))
    state.go_to(2)
    state.move(2, extend=True)
    assert state.selected_rows().tolist() == [21, 20, 19]
    state.move(-4, extend=True)
    assert state.selected_rows().tolist() == [23, 22, 21]
    state.go_to(99)
    assert state.selected_rows().tolist() == [0]


def test_all_none_and_the_rest(state: ReviewState, session: EpisodeSession) -> None:
    state.model.set_filter(TakeFilter("picks"))
    state.select(session.picks[:2])
    state.invert()
    assert state.selected_rows().tolist() == session.picks[2:].tolist()
    state.select_all()
    assert state.selected_rows().tolist() == session.picks.tolist()
    state.select_none()
    assert state.selected_rows().tolist() == []
    assert state.scope().tolist() == [state.current_row]


def test_takes_that_come_between_move_nothing(state: ReviewState, session: EpisodeSession, qtbot: QtBot) -> None:
    session.change_settings({"frames": "4-20"})
    qtbot.waitUntil(lambda: len(session.takes) == 17)
    state.go_to(3)
    state.toggle(6)
    frames = session.takes.frames[state.selected_rows()].tolist()
    session.change_settings({"frames": ""})
    qtbot.waitUntil(lambda: len(session.takes) == 24)
    assert session.takes.frames[state.selected_rows()].tolist() == frames == [7, 10]
    assert state.current_row == 10
    session.change_settings({"frames": "0-5"})
    qtbot.waitUntil(lambda: len(session.takes) == 6)
    assert state.current_row == 5
    assert state.selected_rows().tolist() == [5]


def test_views_change_once(state: ReviewState, qtbot: QtBot) -> None:
    with qtbot.waitSignal(state.view_changed) as told:
        state.set_view("loupe")
    assert told.args == ["loupe"]
    with qtbot.assertNotEmitted(state.view_changed):
        state.set_view("loupe")


def test_inverting_leaves_alone_what_a_filter_hides(state: ReviewState) -> None:
    picks = state.session.picks
    state.model.set_filter(TakeFilter("picks"))
    state.select(picks[:1])
    state.invert()
    state.model.set_filter(TakeFilter())
    assert state.selected_rows().tolist() == picks[1:].tolist()
