"""The Russian window with real failures in it, and with what the command line did: nothing is English but names."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.cli.main import studio
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.thresholds import Thresholds
from studio.ui.export.export_workspace import ExportWorkspace
from studio.ui.frame.main_window import MainWindow
from studio.ui.generate.generate_workspace import GenerateWorkspace
from studio.ui.language import languages
from studio.ui.prepare.prepare_workspace import PrepareWorkspace
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.widgets.elided_label import ElidedLabel
from tests.ui.pages import visit
from tests.ui.prepare.dropping import drop_files

PATIENCE_MS = 60_000
STAYING = re.compile(r"`[^`]*`|--[a-z-]+|#\d+|\b(draft|PNG|JPEG|WebP|TIFF|BMP|AVIF|Ctrl|Enter|Return)\b")


@pytest.fixture(autouse=True)
def russian_state(private_home: Path) -> Iterator[None]:
    """The language that the person chose the last time."""
    (private_home / "config").mkdir()
    (private_home / "config" / "window.json").write_text(json.dumps({"language": "ru"}), encoding="utf-8")
    yield
    languages().use("system")


def english(text: str, *names: str) -> str:
    """What is left in Latin letters without the names given and words of the command line."""
    for name in names:
        text = text.replace(name, "")
    return " ".join(re.findall("[A-Za-z]+", STAYING.sub("", text)))


def texts(widget: QWidget) -> str:
    """All that is shown in a widget."""
    shown = [part.text() for part in widget.findChildren(QLabel) if part.isVisible()]
    return "\n".join([*shown, *(part.text() for part in widget.findChildren(QPushButton) if part.isVisible())])


def run_studio(*words: object) -> None:
    result = CliRunner().invoke(studio, [str(word) for word in words])
    assert result.exit_code == 0, result.output


def test_what_is_no_video_is_refused_in_russian(episode_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    room = visit(episode_window, "prepare")
    assert isinstance(room, PrepareWorkspace)
    broken = tmp_path / "Tom and Jerry.mp4"
    broken.write_bytes(b"this is no video")
    drop_files(room.source, [broken])
    qtbot.waitUntil(lambda: bool(room.source.problem.text), timeout=PATIENCE_MS)
    assert "не читается как видео" in room.source.problem.text
    assert english(room.source.problem.text, str(broken), broken.name) == ""


def test_a_range_typed_wrong_is_explained_in_russian(episode_window: MainWindow, qtbot: QtBot) -> None:
    room = visit(episode_window, "prepare")
    assert isinstance(room, PrepareWorkspace)
    qtbot.waitUntil(lambda: len(room.source.numbers) == 24, timeout=PATIENCE_MS)
    row = room.source.range_row
    for typed, said in (("9-3", "Диапазон кадров '9-3' идёт назад: напишите 3-9."),
                        ("5-99", "Кадры 5-99 выходят за пределы источника, в нём есть кадры 0-23.")):
        row.field.clear()
        QTest.keyClicks(row.field, typed)
        assert row.problem.text() == said


def test_an_episode_of_a_newer_version_is_refused_in_russian(episode_window: MainWindow, episode: Path) -> None:
    newer = episode.with_name("newer.episode")
    with EpisodeStore.create(newer, EpisodeStore.open_to_read(episode).settings):
        pass
    with closing(sqlite3.connect(newer / "episode.db")) as database:
        database.execute("PRAGMA user_version=99")
    episode_window.open_episode(newer)
    said = episode_window.context.notices.kept[-1].text
    assert said.startswith("Эпизод newer.episode создан более новой версией студии")
    assert english(said, "newer.episode") == ""
    assert texts(episode_window.banner.lines()[-1]).count(said) == 1
    shown = episode_window.side.log.list.model().index(0, 0).data()
    assert said in shown


def test_steps_of_the_command_line_are_russian_in_the_history(window: MainWindow, episode: Path, qtbot: QtBot) -> None:
    run_studio("review", episode, "--accept", "3-5", "--min-det", "0.95", "--max-yaw", "20")
    run_studio("review", episode, "--reject", "7")
    run_studio("tracks", episode, "set", "voice", "--gain", "-6", "--mute")
    window.open_episode(episode)
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded, timeout=PATIENCE_MS)
    window.side.show_page("history")
    model = window.side.history.list.model()
    steps = [model.index(row, 0).data() for row in range(1, model.rowCount())]
    assert {"принять: кадры 3-5", "отклонить: кадры 7", "голос: усиление −6,0, без звука: да"} <= set(steps)
    assert [english(step, "det") for step in steps] == [""] * len(steps)
    assert window.side.history.list.model().index(0, 0).data() == "Начало"


def test_frames_that_failed_are_told_in_russian_out_of_the_database(window: MainWindow, episode: Path,
                                                                    qtbot: QtBot) -> None:
    failure = StudioError("engine", "The command make.py failed (exit code 3): it printed nothing")
    with EpisodeStore.open(episode) as store:
        store.history.set("preset", "D", "preset D")        # of which there are no takes yet
        store.frames.add_failure(store.frames.of_current_source()[3].id, "0" * 64, failure)
    window.open_episode(episode)
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded, timeout=PATIENCE_MS)
    room = visit(window, "generate")
    assert isinstance(room, GenerateWorkspace)
    qtbot.waitUntil(lambda: 3 in room.view.failures.failures, timeout=PATIENCE_MS)
    shown = [part.text() for part in room.view.failures.findChildren(ElidedLabel)]
    assert shown == ["Команда make.py не удалась (код выхода 3): она ничего не вывела"]


def test_nothing_to_export_and_a_reroll_are_told_in_russian(episode_window: MainWindow, episode: Path,
                                                            qtbot: QtBot) -> None:
    run_studio("review", episode, "--min-det", "1")
    room = visit(episode_window, "export")
    assert isinstance(room, ExportWorkspace)
    assert episode_window.session is not None
    episode_window.session.reload()
    qtbot.waitUntil(lambda: "Ни один дубль не проходит" in room.stages.problem.text, timeout=PATIENCE_MS)
    assert english(room.stages.problem.text) == ""
    review = visit(episode_window, "review")
    assert isinstance(review, ReviewWorkspace)
    qtbot.waitUntil(lambda: review.bar.reroll.text().startswith("Переделать 2"), timeout=PATIENCE_MS)
    assert english(review.bar.reroll.text()) == ""


def numbers_in(widget: QWidget) -> list[str]:
    """Every text with digits that is seen in it."""
    parts: list[QLabel | QPushButton | QLineEdit | QAbstractSpinBox]
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton), *widget.findChildren(QLineEdit),
             *widget.findChildren(QAbstractSpinBox)]
    shown = [part.text() for part in parts if part.isVisible()]
    return [text for text in shown if re.search(r"\d", text)]


@pytest.mark.parametrize("page", ["prepare", "generate", "review", "timeline", "export"])
def test_no_number_has_an_english_sign(episode_window: MainWindow, page: str, qtbot: QtBot) -> None:
    session = episode_window.session
    assert session is not None
    session.set_thresholds(Thresholds(det=0.75), "threshold of face found 0.75")
    room = visit(episode_window, page)
    qtbot.wait(700)                                     # until what is read in the background is shown
    shown = numbers_in(room)                            # among them Apache-2.0 and v0.9.1, which stay
    assert [text for text in shown if re.search(r"(?<![\w.-])\d+\.\d", text)] == []
    assert page == "export" or [text for text in shown if re.search(r"\d,\d", text)]
    assert episode_window.status_line.texts()[2] == "Ctrl Z: порог: лицо найдено 0,75"
    if isinstance(room, ReviewWorkspace):
        painted = list(room.grid._painter._texts)
        assert [text for text in painted if "." in text] == []
        assert [text for text in painted if "," in text]


@pytest.mark.parametrize("page", ["prepare", "generate", "review", "timeline", "export"])
def test_every_page_fits_a_small_screen(episode_window: MainWindow, page: str, qtbot: QtBot) -> None:
    episode_window.resize(1280, 720)
    room = visit(episode_window, page)
    qtbot.wait(300)
    assert (episode_window.width(), episode_window.height()) == (1280, 720)
    assert room.minimumSizeHint().width() <= 1280
    buttons = [item for item in room.findChildren(QPushButton) if item.isVisible() and item.text()]
    cut = [item.text() for item in buttons if item.width() < item.minimumSizeHint().width()]
    assert cut == []
