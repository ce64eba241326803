"""English and Russian while the window is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.jobs.language import program_language
from studio.ui.frame.main_window import MainWindow
from studio.ui.language import languages
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from studio.ui.timeline.track_head import TrackHead
from studio.ui.translation import tr
from tests.ui.frame.test_window import press
from tests.ui.pages import shown_page, visit


def test_switching_rebuilds_the_window_and_keeps_episode_and_page(episode_window: MainWindow, episode: Path) -> None:
    visit(episode_window, "timeline")
    episode_window.side.show_page("history")
    try:
        episode_window.context.actions.action("window.language_ru").trigger()
        assert episode_window.session is not None
        assert episode_window.session.folder == episode
        shown_page(episode_window, "timeline")
        assert episode_window.side.shown == "history"
        assert episode_window.top_bar.page_button("review").text() == "Отбор"
        assert episode_window.context.state.text("language") == "ru"
        press(episode_window, Qt.Key.Key_1)
        shown_page(episode_window, "prepare")
    finally:
        episode_window.commands.use_language("en")
    assert episode_window.top_bar.page_button("review").text() == "Review"
    languages().use("system")


def test_the_start_page_and_the_palette_speak_russian(window: MainWindow) -> None:
    try:
        window.commands.use_language("ru")
        assert window.start_page.form.create_button.text() == "Создать эпизод"
        palette = window.commands.open_palette()
        QTest.keyClicks(palette.search, "full screen")          # the English name is found too
        assert palette.found()[0].text == "Во весь экран"
        palette.dismiss()
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Отмена"
    finally:
        window.commands.use_language("en")
        languages().use("system")
    assert QApplication.instance() is not None


def test_plurals_in_both_languages() -> None:
    try:
        languages().use("ru")
        assert [tr("%n frame(s)", "", n) for n in (1, 3, 11, 21)] == ["1 кадр", "3 кадра", "11 кадров", "21 кадр"]
        languages().use("en")
        assert [tr("%n frame(s)", "", n) for n in (1, 2)] == ["1 frame", "2 frames"]
    finally:
        languages().use("system")


def test_nothing_of_the_top_bar_is_clipped_in_russian_at_1280(episode_window: MainWindow, qtbot: QtBot) -> None:
    try:
        episode_window.commands.use_language("ru")
        episode_window.resize(1280, 720)
        bar = episode_window.top_bar
        buttons = [bar.page_button(page) for page in ("prepare", "generate", "review", "timeline", "export")]
        qtbot.waitUntil(lambda: all(item.width() >= item.sizeHint().width() for item in buttons))
        assert bar.work_state.width() > 200
    finally:
        episode_window.commands.use_language("en")
        languages().use("system")


def test_what_is_made_speaks_the_language_that_was_just_chosen(window: MainWindow) -> None:
    for language in ("ru", "en"):
        window.commands.use_language(language)
        assert program_language() == language


def test_fields_follow_a_change_of_language(episode_window: MainWindow) -> None:
    try:
        for language, shown in (("ru", "−6,5 дБ"), ("en", "−6.5 dB")):
            episode_window.commands.use_language(language)
            room = visit(episode_window, "timeline")
            assert isinstance(room, TimelineWorkspace)
            gain = next(head for head in room.timeline.heads if isinstance(head, TrackHead)).gain
            gain.lineEdit().setFocus()
            gain.selectAll()
            QTest.keyClicks(gain.lineEdit(), "-6.5")
            QTest.keyClick(gain.lineEdit(), Qt.Key.Key_Return)
            assert gain.text() == shown
            assert room.session.timeline.voice is not None
            assert room.session.timeline.voice.gain_db == -6.5
            step = {"ru": "Ctrl Z: Усиление: Голос", "en": "Ctrl Z: Gain of Voice"}[language]
            assert episode_window.status_line.texts()[2] == step
    finally:
        episode_window.commands.use_language("en")
        languages().use("system")
