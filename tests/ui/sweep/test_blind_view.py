"""The blind comparison with real keys: nothing is said before the vote, and every vote is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from studio.episode.store import EpisodeStore
from tests.ui.sweep.sweep_window import WAIT_MS, SweepWindow


def begin(sweeps: SweepWindow) -> None:
    sweeps.key(Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    assert sweeps.view.currentWidget() is sweeps.view.blind


def test_two_keys_vote_and_backspace_takes_back(sweeps: SweepWindow) -> None:
    begin(sweeps)
    store = sweeps.view.model.session.store
    pairs = list(sweeps.view.blind.blind.left)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_2, Qt.Key.Key_Space):
        sweeps.key(key)
    votes = store.sweeps.votes(1)
    assert [(vote.frame, vote.left, vote.right) for vote in votes] == [(pair.frame, pair.left, pair.right)
                                                                     for pair in pairs[:3]]
    assert [vote.choice for vote in votes] == [1, -1, 0]
    sweeps.key(Qt.Key.Key_Backspace)
    assert len(store.sweeps.votes(1)) == 2
    assert sweeps.view.blind.blind.pair == pairs[2]


def test_nothing_names_a_preset_before_the_vote(sweeps: SweepWindow) -> None:
    begin(sweeps)
    blind = sweeps.view.blind
    sweeps.qtbot.waitUntil(lambda: all(side.levels is not None for side in blind.sides), timeout=WAIT_MS)
    said = " ".join([*(item.text() for item in blind.findChildren(QLabel) if item.isVisible()),
                     *(side.accessibleName() + side.toolTip() for side in blind.sides), blind.accessibleName()])
    assert "small" not in said
    assert "wide" not in said


def test_sides_and_order_are_of_chance_and_stay(sweeps: SweepWindow) -> None:
    begin(sweeps)
    pairs = list(sweeps.view.blind.blind.left)
    assert len(pairs) == len({pair.same for pair in pairs}) == 6
    assert {pair.left for pair in pairs} == {0, 1}
    sweeps.key(Qt.Key.Key_1)
    sweeps.key(Qt.Key.Key_Escape)       # ends it: what the votes say
    sweeps.key(Qt.Key.Key_Escape)       # back to the numbers
    assert sweeps.view.currentWidget() is sweeps.view.results
    begin(sweeps)
    assert sweeps.view.blind.blind.left == pairs[1:]


def test_keys_with_ctrl_are_no_votes_and_cyrillic_ones_are_their_twins(sweeps: SweepWindow) -> None:
    begin(sweeps)
    blind = sweeps.view.blind
    sweeps.qtbot.waitUntil(lambda: all(side.levels is not None for side in blind.sides), timeout=WAIT_MS)
    scales = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_Z):
        sweeps.key(key, Qt.KeyboardModifier.ControlModifier)
        scales.append(blind.zoom.scale)
    assert blind.blind.done == 0
    sweeps.key(Qt.Key(ord("Я")))
    assert scales == [None, None, None]
    assert blind.zoom.scale is not None
    sweeps.key(Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    assert blind.blind.done == 1


def test_a_vote_that_cannot_be_filed_is_told_of_and_not_counted(sweeps: SweepWindow,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    begin(sweeps)
    blind, session = sweeps.view.blind.blind, sweeps.view.model.session
    pair = blind.pair
    session.store.close()
    monkeypatch.setattr(session, "store", EpisodeStore.open_to_read(session.folder))
    sweeps.key(Qt.Key.Key_1)
    assert blind.pair == pair
    assert blind.done == 0
    assert sweeps.window.context.notices.kept[-1].level == "error"


def test_it_ends_in_a_sentence_beside_the_numbers(sweeps: SweepWindow) -> None:
    begin(sweeps)
    while (pair := sweeps.view.blind.blind.pair) is not None:
        sweeps.key(Qt.Key.Key_Left if pair.left == 1 else Qt.Key.Key_Right)     # wide is better each time
    blind = sweeps.view.blind
    sweeps.qtbot.waitUntil(lambda: bool(blind.blind.results), timeout=WAIT_MS)
    results = blind.blind.results
    assert results is not None
    assert (results[0].first, results[0].wins.passed, results[0].wins.tried) == ("small", 0, 6)
    assert "0 of 6" in " ".join(item.text() for item in blind.end.findChildren(QLabel))
    sweeps.key(Qt.Key.Key_Return)
    card = sweeps.view.plots.card
    sweeps.qtbot.waitUntil(lambda: "0 of 6" in card.blind.text(), timeout=WAIT_MS)
    assert "blind" not in card.gaps.text().lower()
