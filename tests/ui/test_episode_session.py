"""The open episode as the window sees it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.main_window import MainWindow


def test_a_decision_made_while_takes_are_read_again_stands(episode_window: MainWindow, qtbot: QtBot) -> None:
    session = episode_window.session
    assert session is not None
    with qtbot.waitSignal(session.takes_changed):
        session.reload()
        session.background.wait()               # what was read holds no decision; it has not arrived yet
        session.decide(-1, np.array([2, 5]), "reject 2 takes")
        session.choose(7, "choose")
    assert np.flatnonzero(session.takes.decisions == -1).tolist() == [2, 5]
    assert np.flatnonzero(session.takes.chosen).tolist() == [7]


def test_what_is_read_while_an_episode_closes_is_passed_over(episode: Path, qtbot: QtBot) -> None:
    background, told = Background(), list[str]()
    session = EpisodeSession(episode, background)
    session.takes_changed.connect(lambda: told.append("takes"))
    session.reload()
    session.close()
    qtbot.wait(100)
    assert told == []


def test_choosing_a_rejected_take_clears_it_in_the_same_step(episode_window: MainWindow) -> None:
    session = episode_window.session
    assert session is not None
    session.decide(-1, np.array([7]), "reject a take")
    session.choose(7, "choose")
    assert session.takes.decisions[7] == 0
    assert 7 in session.picks
    assert session.undo() == "choose"
    assert session.takes.decisions[7] == -1
    assert 7 not in session.picks


def test_what_was_asked_for_while_a_reading_failed_is_read(episode: Path, qtbot: QtBot) -> None:
    background, database = Background(), episode / "episode.db"
    session = EpisodeSession(episode, background)
    away = database.rename(episode / "away.db")
    session.failed.connect(lambda _: away.rename(database))
    with qtbot.waitSignal(session.failed):
        session.reload()
        session.reload()
    qtbot.waitUntil(lambda: session.loaded)
    session.close()
