"""What the identity threshold costs stands under it and follows the drag."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.faces_at_hand import name_folder, named_folders, pictures_at_hand
from studio.jobs.strangers import strangers_stage
from studio.media.pictures import encode_png
from studio.source.sample_person import sample_portrait
from studio.ui.frame.main_window import MainWindow
from studio.ui.review.identity_cost_line import AFTER_MS, IdentityCostLine
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.review.score_histogram import BARS_HEIGHT, ScoreHistogram
from tests.patience import within
from tests.ui.pages import visit

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WAIT_MS = 60_000


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """A folder with a picture of somebody."""
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "somebody.png").write_bytes(encode_png(sample_portrait()[:-2]))
    return folder


def opened(window: MainWindow, folder: Path, qtbot: QtBot) -> tuple[ReviewWorkspace, IdentityCostLine]:
    window.open_episode(folder)
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded, timeout=WAIT_MS)
    shown = visit(window, "review")
    assert isinstance(shown, ReviewWorkspace)
    line = shown.filter.blocks["identity"].findChild(IdentityCostLine)
    assert isinstance(line, IdentityCostLine)
    assert not line.text.isVisible()        # nothing large is loaded before it is asked for
    QTest.mouseClick(line.ask, LEFT)
    assert not line.ask.isVisible()
    return shown, line


def with_limit(folder: Path, limit: float) -> None:
    with EpisodeStore.open(folder) as store:
        thresholds = replace(store.settings.thresholds, identity=limit)
        store.change_settings({"thresholds": thresholds, "thresholds_by_hand": True})


def file_look(folder: Path, cosines: list[float]) -> None:
    """As the analyzer would have: a person for each cosine."""
    with EpisodeStore.open(folder) as store:
        stage = strangers_stage(store, pictures_at_hand(store))
        scorer = store.scores.current_scorer()
        assert scorer is not None
        faces = [["0" * 64, person, cosine] for person, cosine in enumerate(cosines)]
        details = {"analyzer": f"{scorer[1]} {scorer[2]}", "faces": faces, "set_aside": [], "unseen": 0}
        store.stages.commit(StageRun(stage.name, stage.digest, "", "", "1", "cpu", "", 1, 1.0, details))


def at(histogram: ScoreHistogram, value: float) -> QPoint:
    return QPoint(round(histogram.x_of(value)), BARS_HEIGHT // 2)


def test_the_sentence_follows_the_drag(window: MainWindow, episode: Path, others: Path, qtbot: QtBot) -> None:
    name_folder(others)
    with_limit(episode, 0.6)
    file_look(episode, [0.1, 0.2, 0.45])
    workspace, line = opened(window, episode, qtbot)
    qtbot.waitUntil(line.text.isVisible, timeout=WAIT_MS)
    values = workspace.session.takes.scores["identity"]
    known = values[~np.isnan(values)]

    def lost(limit: float) -> str:
        return f"threshold of {limit:.2f} loses {int((known < limit).sum())} of {len(known)} takes"

    assert lost(0.6) in line.text.text()
    assert "None of 3 other people at hand would pass it; at 95 %, fewer than 63 % of strangers would." in line.text.text()
    histogram = workspace.filter.blocks["identity"].histogram
    QTest.mousePress(histogram, LEFT, NONE, at(histogram, 0.6))
    QTest.mouseMove(histogram, at(histogram, 0.3))
    limit = workspace.session.thresholds.identity
    assert limit is not None
    assert lost(limit) in line.text.text()          # at once: nothing was waited for
    assert "Of 3 other people at hand 1 would pass it, 33 %" in line.text.text()
    QTest.mouseRelease(histogram, LEFT, NONE, at(histogram, 0.3))
    switch = workspace.filter.blocks["identity"].switch
    QTest.mouseClick(switch, LEFT, NONE, QPoint(8, switch.height() // 2))
    assert not line.text.isVisible()


def test_a_typed_threshold_between_hundredths_is_reckoned(window: MainWindow, episode: Path, qtbot: QtBot) -> None:
    with_limit(episode, 0.6)
    workspace, line = opened(window, episode, qtbot)
    qtbot.waitUntil(line.text.isVisible, timeout=WAIT_MS)
    assert "Whether a stranger would pass it was not measured." in line.text.text()
    block = workspace.filter.blocks["identity"]
    block.histogram.setFocus()
    QTest.keyClick(block.histogram, Qt.Key.Key_Return)
    QTest.keyClicks(block.field, "0.7251")
    QTest.keyClick(block.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "threshold of 0.73" in line.text.text(), timeout=WAIT_MS)


def test_without_an_identity_score_that_is_said_once(window: MainWindow, episode: Path, qtbot: QtBot,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    with_limit(episode, 0.6)
    with closing(sqlite3.connect(episode / "episode.db")) as database, database:
        database.execute("UPDATE scores SET identity=NULL")
    asked: list[str] = []
    measure = window.context.background.measure

    def counted(owner: QObject, *rest: Any) -> None:  # noqa: ANN401
        asked.append(type(owner).__name__)
        measure(owner, *rest)

    monkeypatch.setattr(window.context.background, "measure", counted)
    _, line = opened(window, episode, qtbot)
    qtbot.waitUntil(line.text.isVisible, timeout=WAIT_MS)
    assert line.text.text() == "No take has an identity score yet, so what the threshold costs is not known."
    assert not line.name.isVisible()
    qtbot.wait(round(within(2 * AFTER_MS)))            # since it was shown it looks once more
    count = asked.count("IdentityCostLine")
    qtbot.wait(3 * AFTER_MS)
    assert asked.count("IdentityCostLine") == count     # it does not ask again and again


def test_a_folder_is_named_and_looked_at(window: MainWindow, episode: Path, others: Path, qtbot: QtBot,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    with_limit(episode, 0.6)
    _, line = opened(window, episode, qtbot)
    qtbot.waitUntil(line.name.isVisible, timeout=WAIT_MS)
    assert not line.look.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(others))
    QTest.mouseClick(line.name, LEFT)
    qtbot.waitUntil(line.look.isVisible, timeout=WAIT_MS)
    assert line.look.text() == "Compare with other people (1 picture)"
    assert named_folders() == [others]
    QTest.mouseClick(line.look, LEFT)
    assert not line.look.isEnabled()
    qtbot.waitUntil(line.look.isEnabled, timeout=WAIT_MS)
    assert "builtin cannot compare faces" in window.context.notices.kept[-1].text


def test_what_is_asked_once_is_reckoned_once(window: MainWindow, episode: Path, qtbot: QtBot,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[QObject] = []
    measure = window.context.background.measure

    def counted(owner: QObject, *rest: Any) -> None:  # noqa: ANN401
        asked.append(owner)
        measure(owner, *rest)

    monkeypatch.setattr(window.context.background, "measure", counted)
    with_limit(episode, 0.6)
    _, line = opened(window, episode, qtbot)
    qtbot.waitUntil(line.text.isVisible, timeout=WAIT_MS)
    qtbot.wait(2 * AFTER_MS)
    assert asked.count(line) == 1
