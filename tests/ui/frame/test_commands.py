"""Palette, sheet of keys, rebinding."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from studio.ui.frame.fuzzy import fit
from studio.ui.frame.key_sheet import KeySheet
from studio.ui.frame.main_window import MainWindow
from studio.ui.frame.palette import CommandPalette, Entry, ranked
from studio.ui.frame.shortcut_editor import ShortcutEditor
from tests.ui.frame.test_window import press
from tests.ui.pages import shown_page, visit

CTRL = Qt.KeyboardModifier.ControlModifier
LETTER_KA = Qt.Key(0x041B)      # the Cyrillic letter on the key of K
LETTER_ZE = Qt.Key(0x0417)      # ... of P


def palette_of(window: MainWindow) -> CommandPalette:
    return next(item for item in window.findChildren(CommandPalette) if item.isVisible())


def test_letters_in_order_fit_and_beginnings_of_words_fit_better() -> None:
    assert fit("gts", "Generate takes") is not None
    assert fit("xyz", "Generate takes") is None
    assert (fit("re", "Redo") or 0) > (fit("re", "Generate") or 0)
    assert (fit("nl", "New like this one") or 0) > (fit("nl", "Panel") or 0)
    assert fit("takes generate", "Generate takes") is not None


def test_names_come_before_places_and_greyed_ones_last() -> None:
    def entry(text: str, where: str = "", *, enabled: bool = True) -> Entry:
        return Entry(text, where, "", lambda: None, enabled=enabled)

    entries = [entry("Zoom", "Review"), entry("Redo", enabled=False), entry("Reject", "Review"), entry("Quit", "Window")]
    assert [item.text for item in ranked(entries, "re")] == ["Reject", "Redo", "Zoom"]
    assert ranked(entries, " ") == entries


def test_the_palette_runs_a_command_by_keys_alone(episode_window: MainWindow) -> None:
    session = episode_window.session
    assert session is not None
    session.decide(-1, np.array([2]), "reject")
    press(episode_window, Qt.Key.Key_K, CTRL)
    palette = palette_of(episode_window)
    assert QApplication.focusWidget() is palette.search
    QTest.keyClicks(palette.search, "undo")
    assert palette.found()[0].text == "Undo"
    assert palette.found()[0].key == "Ctrl+Z"
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert session.takes.decisions[2] == 0
    assert not palette.isVisible()


def test_the_palette_opens_on_the_russian_layout_and_escape_gives_the_keyboard_back(episode_window: MainWindow) -> None:
    before = QApplication.focusWidget()
    press(episode_window, LETTER_KA, CTRL)
    palette = palette_of(episode_window)
    QTest.keyClick(palette.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is before


def test_the_palette_goes_to_the_workspace_of_the_command(episode_window: MainWindow) -> None:
    visit(episode_window, "export")
    spec = next(spec for spec in episode_window.context.actions.specs.values() if spec.where == "review")
    press(episode_window, Qt.Key.Key_K, CTRL)
    palette = palette_of(episode_window)
    QTest.keyClicks(palette.search, spec.text)
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    shown_page(episode_window, "review")


def test_the_palette_opens_recent_episodes(window: MainWindow, episode: Path) -> None:
    window.context.state.add_recent(episode)
    press(window, Qt.Key.Key_K, CTRL)
    palette = palette_of(window)
    QTest.keyClicks(palette.search, "turn")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.session is not None
    assert window.session.folder == episode


def test_arrows_move_and_a_click_runs(episode_window: MainWindow) -> None:
    press(episode_window, Qt.Key.Key_K, CTRL)
    palette = palette_of(episode_window)
    QTest.keyClicks(palette.search, "timeline")
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    QTest.keyClick(palette.search, Qt.Key.Key_Up)
    place = palette.list.visualRect(palette.list.currentIndex()).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shown_page(episode_window, "timeline")


def test_a_click_beside_the_card_ends_it(episode_window: MainWindow) -> None:
    press(episode_window, Qt.Key.Key_K, CTRL)
    palette = palette_of(episode_window)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert not palette.isVisible()


def test_the_question_mark_shows_the_keys_and_hides_them(episode_window: MainWindow) -> None:
    press(episode_window, Qt.Key.Key_Question)
    sheet = next(item for item in episode_window.findChildren(KeySheet) if item.isVisible())
    texts = [item.property("text") for item in sheet.findChildren(QWidget) if item.property("text")]
    assert "Undo" in texts
    assert "Ctrl+Z" in texts
    assert "Everywhere" in texts
    QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_key_is_rebound_with_its_clash_shown_and_kept(episode_window: MainWindow) -> None:
    actions = episode_window.context.actions
    editor = episode_window.commands.open_shortcuts()
    editor.choose("window.log")
    editor.capture.setFocus()
    QTest.keyClick(editor.capture, Qt.Key.Key_H, CTRL)
    assert editor.capture.text() == "Ctrl+H"
    assert "History" in editor.clash.text()
    QTest.mouseClick(editor.set_button, Qt.MouseButton.LeftButton)
    assert actions.keys("window.log") == ("Ctrl+H",)
    assert actions.keys("window.history") == ()
    assert episode_window.context.state.mapping("keys") == {"window.log": ["Ctrl+H"], "window.history": []}
    editor.dismiss()
    press(episode_window, Qt.Key.Key_H, CTRL)
    assert episode_window.side.shown == "log"


def test_a_cyrillic_key_is_taken_as_the_key_it_stands_on(episode_window: MainWindow) -> None:
    editor = episode_window.commands.open_shortcuts()
    editor.choose("window.reset_layout")
    QTest.keyClick(editor.capture, LETTER_ZE, CTRL | Qt.KeyboardModifier.AltModifier)
    QTest.mouseClick(editor.set_button, Qt.MouseButton.LeftButton)
    assert episode_window.context.actions.keys("window.reset_layout") == ("Ctrl+Alt+P",)
    QTest.mouseClick(editor.reset_button, Qt.MouseButton.LeftButton)
    assert episode_window.context.actions.keys("window.reset_layout") == ()
    assert episode_window.context.state.mapping("keys") == {}


def test_all_goes_back_to_the_usual(episode_window: MainWindow) -> None:
    actions = episode_window.context.actions
    actions.set_keys("window.undo", ["F2"])
    editor = next(iter([episode_window.commands.open_shortcuts()]))
    assert isinstance(editor, ShortcutEditor)
    reset = next(item for item in editor.findChildren(QWidget) if item.accessibleName() == "All as usual")
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert actions.keys("window.undo") == ("Ctrl+Z",)
    assert actions.own_keys() == {}


def test_the_search_of_the_editor_narrows(episode_window: MainWindow) -> None:
    editor = episode_window.commands.open_shortcuts()
    QTest.keyClicks(editor.search, "history")
    shown = [editor.tree.topLevelItem(row) for row in range(editor.tree.topLevelItemCount())]
    assert [item.text(0) for item in shown if item is not None and not item.isHidden()] == ["Everywhere"]


def test_a_menu_entry_of_another_workspace_goes_there(episode_window: MainWindow) -> None:
    visit(episode_window, "export")
    menu = episode_window.top_bar.menu
    menu.fill()
    entries = {entry.objectName(): entry for held in menu.findChildren(QMenu) for entry in held.actions()
               if entry.objectName()}
    assert set(entries) == set(episode_window.context.actions.specs)
    entries["window.prepare"].trigger()
    shown_page(episode_window, "prepare")
