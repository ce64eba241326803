"""The commands that work everywhere in the window."""

from __future__ import annotations

from studio.ui.actions import ActionSpec
from studio.ui.translation import QT_TRANSLATE_NOOP

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("window.new", QT_TRANSLATE_NOOP("Actions", "New episode…"), "File", ("Ctrl+N",), "new"),
    ActionSpec("window.new_like", QT_TRANSLATE_NOOP("Actions", "New like this one…"), "File", ("Ctrl+Shift+N",)),
    ActionSpec("window.open", QT_TRANSLATE_NOOP("Actions", "Open episode…"), "File", ("Ctrl+O",), "open"),
    ActionSpec("window.start_page", QT_TRANSLATE_NOOP("Actions", "Start page"), "File", ("Ctrl+Home",), "home"),
    ActionSpec("window.reveal", QT_TRANSLATE_NOOP("Actions", "Show the episode's folder"), "File"),
    ActionSpec("window.quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "File", ("Ctrl+Q",)),
    ActionSpec("window.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "Edit", ("Ctrl+Z",), "undo", repeats=True),
    ActionSpec("window.redo", QT_TRANSLATE_NOOP("Actions", "Redo"), "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo",
               repeats=True),
    ActionSpec("window.shortcuts", QT_TRANSLATE_NOOP("Actions", "Change shortcuts…"), "Edit"),
    ActionSpec("window.prepare", QT_TRANSLATE_NOOP("Actions", "Prepare"), "View", ("1",)),
    ActionSpec("window.generate", QT_TRANSLATE_NOOP("Actions", "Generate"), "View", ("2",)),
    ActionSpec("window.review", QT_TRANSLATE_NOOP("Actions", "Review"), "View", ("3",)),
    ActionSpec("window.timeline", QT_TRANSLATE_NOOP("Actions", "Timeline"), "View", ("4",)),
    ActionSpec("window.export", QT_TRANSLATE_NOOP("Actions", "Export"), "View", ("5",)),
    ActionSpec("window.history", QT_TRANSLATE_NOOP("Actions", "History"), "View", ("Ctrl+H",), "history", checkable=True),
    ActionSpec("window.log", QT_TRANSLATE_NOOP("Actions", "Log"), "View", ("Ctrl+L",), "log", checkable=True),
    ActionSpec("window.next_panel", QT_TRANSLATE_NOOP("Actions", "Next panel"), "View", ("F6",)),
    ActionSpec("window.previous_panel", QT_TRANSLATE_NOOP("Actions", "Previous panel"), "View", ("Shift+F6",)),
    ActionSpec("window.reset_layout", QT_TRANSLATE_NOOP("Actions", "Usual layout"), "View"),
    ActionSpec("window.full_screen", QT_TRANSLATE_NOOP("Actions", "Full screen"), "View", ("F11",), checkable=True),
    ActionSpec("window.look_system", QT_TRANSLATE_NOOP("Actions", "Look: as the system"), "View", checkable=True),
    ActionSpec("window.look_dark", QT_TRANSLATE_NOOP("Actions", "Look: dark"), "View", checkable=True),
    ActionSpec("window.look_light", QT_TRANSLATE_NOOP("Actions", "Look: light"), "View", checkable=True),
    ActionSpec("window.language_system", QT_TRANSLATE_NOOP("Actions", "Language: as the system"), "View", checkable=True),
    ActionSpec("window.language_en", QT_TRANSLATE_NOOP("Actions", "Language: English"), "View", checkable=True),
    ActionSpec("window.language_ru", QT_TRANSLATE_NOOP("Actions", "Language: Russian"), "View", checkable=True),
    ActionSpec("window.menu", QT_TRANSLATE_NOOP("Actions", "Menu"), "View", ("F10",), "menu"),
    ActionSpec("window.palette", QT_TRANSLATE_NOOP("Actions", "Command palette"), "Help", ("Ctrl+K",), "search"),
    ActionSpec("window.keys", QT_TRANSLATE_NOOP("Actions", "Keys"), "Help", ("?", "F1")),
    ActionSpec("window.about", QT_TRANSLATE_NOOP("Actions", "About"), "Help"),
)
