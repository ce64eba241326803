"""From three dropped things to an open episode, and the episodes opened lately."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.episode.store import EpisodeStore
from studio.media.pictures import encode_png
from studio.source.sample_person import sample_portrait, sample_source_frames
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.input_slot import InputSlot
from studio.ui.frame.main_window import MainWindow
from studio.ui.frame.recent_list import when
from studio.ui.theme import BETWEEN
from tests.cli.small_inputs import write_tone
from tests.ui.frame.test_window import press
from tests.ui.pages import shown_page

MADE_MS = 60_000


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, Path]:
    """A portrait, a folder of six pictures, a second of sound."""
    folder = tmp_path / "given"
    (folder / "turn").mkdir(parents=True)
    (folder / "face.png").write_bytes(encode_png(sample_portrait()))
    for number, picture in enumerate(sample_source_frames(6)):
        (folder / "turn" / f"{number:03d}.png").write_bytes(encode_png(picture))
    write_tone(folder / "voice.wav", 1.0)
    return {"identity": folder / "face.png", "source": folder / "turn", "voice": folder / "voice.wav"}


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(QPoint(40, 40), *held), QDropEvent(QPointF(40, 40), *held)):
        QApplication.sendEvent(window.start_page, event)
        assert event.isAccepted()


def _holds(slot: InputSlot, name: str) -> bool:
    return name in slot.accessibleName()


def opened(window: MainWindow) -> EpisodeSession | None:
    """What is open now; asked anew each time."""
    return window.session


@pytest.mark.parametrize("order", [("voice", "source", "identity"), ("identity", "voice", "source")])
def test_three_things_in_any_order_become_an_open_episode(window: MainWindow, qtbot: QtBot, inputs: dict[str, Path],
                                                          private_home: Path, order: tuple[str, ...]) -> None:
    form = window.start_page.form
    for kind in order:
        drop(window, inputs[kind])
        qtbot.waitUntil(partial(_holds, form.slots[kind], inputs[kind].name))
    qtbot.waitUntil(lambda: "6 frames" in form.slots["source"].note())
    qtbot.waitUntil(lambda: form.slots["voice"].note() == "1.0 s")
    form.name.selectAll()
    QTest.keyClicks(form.name, "First one")
    QTest.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None, timeout=MADE_MS)
    assert window.session is not None
    assert window.session.folder == private_home / "episodes" / "First one.episode"
    shown_page(window, "prepare")
    settings = window.session.settings
    assert len(settings.references) == 1
    assert settings.source
    assert settings.voice
    assert window.context.state.recent() == [window.session.folder]


def test_all_at_once_with_a_stranger_among_them(window: MainWindow, qtbot: QtBot, inputs: dict[str, Path], tmp_path: Path
                                                ) -> None:
    stranger = tmp_path / "notes.txt"
    stranger.write_text("?", encoding="utf-8")
    drop(window, stranger, *inputs.values())
    form = window.start_page.form
    qtbot.waitUntil(lambda: "6 frames" in form.slots["source"].note())
    assert inputs["identity"].name in form.slots["identity"].accessibleName()
    assert "notes.txt" in form.problem()


def test_a_picture_from_the_clipboard_is_pasted(window: MainWindow, qtbot: QtBot) -> None:
    image = QImage(40, 50, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    QApplication.clipboard().setImage(image)
    press(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    slot = window.start_page.form.slots["identity"]
    qtbot.waitUntil(lambda: slot.note() == "40×50")
    QTest.keyClick(slot, Qt.Key.Key_Delete)
    assert "pasted" not in slot.accessibleName()


def test_a_dropped_episode_opens(window: MainWindow, episode: Path, qtbot: QtBot) -> None:
    drop(window, episode)
    qtbot.waitUntil(lambda: window.session is not None)
    shown_page(window, "review")


def test_a_file_that_is_not_what_it_seems_is_said_in_place(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    drop(window, broken)
    form = window.start_page.form
    qtbot.waitUntil(lambda: "broken.png" in form.problem())
    assert "broken.png" not in form.slots["identity"].accessibleName()


def test_a_failed_creation_leaves_nothing_behind_and_the_form_as_it_was(window: MainWindow, qtbot: QtBot, tmp_path: Path,
                                                                       private_home: Path) -> None:
    sound = tmp_path / "voice.wav"
    write_tone(sound, 1.0)
    drop(window, sound)
    form = window.start_page.form
    qtbot.waitUntil(lambda: form.slots["voice"].note() == "1.0 s")
    sound.write_bytes(b"gone bad meanwhile")
    QTest.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.banner.lines()), timeout=MADE_MS)
    assert window.session is None
    assert form.isEnabled()
    assert list((private_home / "episodes").glob("*")) == []


def test_a_name_that_is_taken_is_refused_before_the_click(window: MainWindow, private_home: Path) -> None:
    (private_home / "episodes" / "Taken.episode").mkdir(parents=True)
    form = window.start_page.form
    form.name.selectAll()
    QTest.keyClicks(form.name, "Taken")
    assert not form.create_button.isEnabled()
    assert "already" in form.problem()
    QTest.keyClicks(form.name, " not")
    assert form.create_button.isEnabled()


def test_new_like_this_one_takes_over_identity_and_source(episode_window: MainWindow, qtbot: QtBot) -> None:
    session = opened(episode_window)
    assert session is not None
    before = session.settings
    press(episode_window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    form = episode_window.start_page.form
    assert opened(episode_window) is None
    assert form.slots["identity"].note() == "as in turn"
    QTest.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened(episode_window) is not None, timeout=MADE_MS)
    session = opened(episode_window)
    assert session is not None
    after = session.settings
    assert after.references == before.references
    assert after.preset == before.preset
    assert after.voice == ""


def test_recent_episodes_are_cards_that_open(episode_window: MainWindow, episode: Path, qtbot: QtBot) -> None:
    press(episode_window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    recent = episode_window.start_page.recent
    qtbot.waitUntil(lambda: recent.rows()[0].picture is not None)
    card = recent.rows()[0].card
    assert card is not None
    assert (card.name, card.frames, card.progress) == ("turn", 24, "takes made")
    assert 0 < card.picks < 24
    assert recent.rows()[-1].is_sample
    place = recent.visualRect(recent.model().index(0, 0)).center()
    QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert episode_window.session is not None
    assert episode_window.session.folder == episode


def test_an_episode_that_cannot_be_read_says_so_on_its_card(window: MainWindow, episode: Path, qtbot: QtBot) -> None:
    window.context.state.add_recent(episode)
    (episode / "episode.toml").write_text("schema = 99", encoding="utf-8")
    window.start_page.refresh()
    recent = window.start_page.recent
    qtbot.waitUntil(lambda: "newer version" in recent.rows()[0].problem)


@pytest.mark.parametrize("width", [1280, 1600, 2560])
def test_five_cards_fill_a_row_from_edge_to_edge(window: MainWindow, tmp_path: Path, width: int) -> None:
    window.resize(width, 1000)
    recent = window.start_page.recent
    recent.show_folders([tmp_path / str(number) for number in range(7)], tmp_path / "sample")
    QApplication.processEvents()
    cards = [recent.visualRect(recent.model().index(row, 0)) for row in range(6)]
    assert len({card.top() for card in cards[:5]}) == 1
    assert cards[5].top() > cards[0].top()
    end = recent.mapTo(window, cards[4].topRight()).x() - BETWEEN
    create = window.start_page.form.create_button
    assert abs(end - create.mapTo(window, create.rect().topRight()).x()) <= 5


def test_the_menu_of_a_card(window: MainWindow, episode: Path) -> None:
    window.context.state.add_recent(episode)
    window.start_page.refresh()
    menu = window.start_page.recent.menu_for(0)
    entries = {entry.text(): entry for entry in menu.actions()}
    entries["New like this one"].trigger()
    assert window.start_page.form.slots["source"].note() == "as in turn"
    entries["Take off this list"].trigger()
    assert window.context.state.recent() == []
    assert episode.is_dir()
    menu.close()


def test_the_sample_is_made_in_the_background_and_can_be_stopped(window: MainWindow, qtbot: QtBot) -> None:
    page = window.start_page
    place = page.recent.visualRect(page.recent.model().index(0, 0)).center()
    QTest.mouseClick(page.recent.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.task_card.isVisible()
    assert not page.form.isEnabled()
    QTest.mouseClick(page.task_card.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.task_card.isVisible(), timeout=2 * MADE_MS)
    assert page.form.isEnabled()
    assert window.session is None


def test_when_is_a_time_today_a_word_for_yesterday_and_else_a_date() -> None:
    moment = datetime(2026, 3, 5, 9, 7)
    assert when(moment, date(2026, 3, 5)) == "09:07"
    assert when(moment, date(2026, 3, 6)) == "yesterday"
    assert "2026" in when(moment, date(2026, 3, 9)) or "26" in when(moment, date(2026, 3, 9))


def test_an_empty_episode_may_be_made_too(window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(window.start_page.form.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None, timeout=MADE_MS)
    assert window.session is not None
    with EpisodeStore.open_to_read(window.session.folder) as store:
        assert store.settings.name == "Episode 1"
