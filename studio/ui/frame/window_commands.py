"""What the window's own commands do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from studio.ui.actions import ActionSpec
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.panel_walk import walk
from studio.ui.frame.places import PAGES, place_name
from studio.ui.language import LANGUAGES, languages
from studio.ui.theme import LOOKS, theme

if TYPE_CHECKING:       # cards are loaded when first opened
    from studio.ui.frame.about import About
    from studio.ui.frame.key_sheet import KeySheet
    from studio.ui.frame.main_window import MainWindow
    from studio.ui.frame.palette import CommandPalette, Entry
    from studio.ui.frame.shortcut_editor import ShortcutEditor

WITH_EPISODE = ("window.new_like", "window.start_page", "window.reveal", "window.undo", "window.redo",
                *(f"window.{page}" for page in PAGES))


class WindowCommands(QObject):
    """Binds every `window.*` action once and for all languages."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._session: EpisodeSession | None = None
        self._bind()

    def run(self, action_id: str) -> None:
        """Run a command, in its own workspace."""
        spec = self._context.actions.specs[action_id]
        act = self._context.actions.action(action_id).trigger
        if spec.where in ("window", self._window.page):
            act()
        else:
            self._window.go(spec.where, lambda _: act())

    def can_run(self, action_id: str) -> bool:
        """Whether `run` would do something; workspaces not made yet are given the benefit of the doubt."""
        actions = self._context.actions
        where = actions.specs[action_id].where
        if where == "window":
            return actions.action(action_id).isEnabled()
        if self._session is None:
            return False
        return where != self._window.page or actions.action(action_id).isEnabled()

    def show_session(self, session: EpisodeSession | None) -> None:
        """Grey out what needs an episode."""
        before, self._session = self._session, session
        for action_id in WITH_EPISODE:
            self._context.actions.set_enabled(action_id, enabled=session is not None)
        if session is not None and session is not before:
            session.history_changed.connect(self._show_undo)
            session.takes_changed.connect(self._show_undo)
        self._show_undo()

    def open_menu(self) -> None:
        """All menus, below their button."""
        self._window.top_bar.open_menu()

    def side_changed(self, shown: str) -> None:
        """Keep the check marks right."""
        for name in ("history", "log"):
            self._context.actions.action(f"window.{name}").setChecked(shown == name)

    def open_palette(self) -> CommandPalette:
        """The command palette, over the window."""
        from studio.ui.frame.palette import CommandPalette

        return CommandPalette(self._window, self._entries())

    def open_key_sheet(self) -> KeySheet:
        """The sheet of keys."""
        from studio.ui.frame.key_sheet import KeySheet

        return KeySheet(self._window, self._context.actions, self.open_shortcuts, self._window.page)

    def open_shortcuts(self) -> ShortcutEditor:
        """The editor of shortcuts."""
        from studio.ui.frame.shortcut_editor import ShortcutEditor

        return ShortcutEditor(self._window, self._context.actions, self._keep_keys)

    def use_look(self, look: str) -> None:
        """Dark, light or as the system, at once and from now on."""
        theme().set_look(next(known for known in LOOKS if known == look))
        self._context.state.put("look", look)
        self.show_choices()

    def use_language(self, language: str) -> None:
        """Change the language of everything shown."""
        self._context.state.put("language", language)
        self._context.state.save()          # credits and pages are made in it, also by jobs that read the file
        languages().use(language)
        self._context.actions.retranslate()
        self._window.rebuild()
        self.show_choices()

    def show_choices(self) -> None:
        """Check the look and the language that count."""
        chosen = {f"window.look_{theme().look}", f"window.language_{languages().choice}"}
        for name in (*(f"window.look_{look}" for look in LOOKS), *(f"window.language_{item}" for item in LANGUAGES)):
            self._context.actions.action(name).setChecked(name in chosen)

    def _bind(self) -> None:
        commands: dict[str, Callable[[], object]] = {
            "new": partial(self._begin, None), "new_like": self._begin_like, "open": self._choose,
            "start_page": self._window.close_episode, "reveal": self._reveal, "quit": self._window.close,
            "undo": self._undo, "redo": self._redo, "shortcuts": self.open_shortcuts,
            "history": partial(self._toggle, "history"), "log": partial(self._toggle, "log"),
            "next_panel": partial(self._walk, 1), "previous_panel": partial(self._walk, -1),
            "reset_layout": self._usual_layout, "full_screen": self._full_screen, "menu": self.open_menu,
            "palette": self.open_palette, "keys": self.open_key_sheet, "about": self._about,
            **{page: partial(self._window.go, page) for page in PAGES},
            **{f"look_{look}": partial(self.use_look, look) for look in LOOKS},
            **{f"language_{name}": partial(self.use_language, name) for name in LANGUAGES},
        }
        for name, function in commands.items():
            self._context.actions.bind(f"window.{name}", function, self._window)
        self.show_choices()

    def _entries(self) -> list[Entry]:
        from studio.ui.frame.palette import Entry

        actions = self._context.actions
        here = self._window.page
        specs = sorted(actions.specs.values(), key=lambda spec: (spec.where != here, spec.where == "window"))
        shown = [self._entry(spec) for spec in specs if spec.id != "window.palette"]
        recent = [Entry(path.name.removesuffix(".episode"), self.tr("open episode"), "",
                        partial(self._window.open_episode, path), str(path))
                  for path in self._context.state.recent() if self._session is None or path != self._session.folder]
        return [*shown, *recent]

    def _entry(self, spec: ActionSpec) -> Entry:
        from studio.ui.frame.palette import Entry

        actions = self._context.actions
        return Entry(actions.text(spec.id), place_name(actions, spec.where), actions.key_text(spec.id),
                     partial(self.run, spec.id), spec.text, self.can_run(spec.id))

    def _begin(self, like: Path | None) -> None:
        self._window.close_episode()
        self._window.start_page.begin(like)

    def _begin_like(self) -> None:
        if self._session is not None:
            self._begin(self._session.folder)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Open episode"), self._context.state.text("place"))
        if folder:
            self._window.open_episode(Path(folder))

    def _reveal(self) -> None:
        if self._session is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.folder)))

    def _undo(self) -> None:
        if self._session is not None:
            self._session.undo()

    def _redo(self) -> None:
        if self._session is not None:
            self._session.redo()

    def _show_undo(self) -> None:
        if self._session is not None:
            history = self._session.store.history
            self._context.actions.set_enabled("window.undo", enabled=history.next_undo() is not None)
            self._context.actions.set_enabled("window.redo", enabled=history.next_redo() is not None)

    def _toggle(self, name: str) -> None:
        self._window.side.toggle(name)

    def _walk(self, step: int) -> None:
        walk(self._window.panels(), step)

    def _usual_layout(self) -> None:
        self._window.usual_layout()

    def _full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _about(self) -> About:
        from studio.ui.frame.about import About

        return About(self._window)

    def _keep_keys(self) -> None:
        self._context.state.put("keys", {name: list(keys) for name, keys in self._context.actions.own_keys().items()})
