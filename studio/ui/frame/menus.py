"""The menus, read from the registry each time they open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.ui.actions import ActionRegistry, ActionSpec
from studio.ui.frame.places import MENUS, menu_name, place_name

_GROUPS = ("window.history", "window.next_panel", "window.reset_layout", "window.look_system", "window.language_system",
           "window.menu", "window.quit", "window.shortcuts")


class MainMenu(QMenu):
    """All menus under one button. `run` is given the id of the command chosen, `can_run` greys out the others."""

    def __init__(self, parent: QWidget, actions: ActionRegistry, run: Callable[[str], object],
                 can_run: Callable[[str], bool]) -> None:
        super().__init__(parent)
        self._actions = actions
        self._run = run
        self._can_run = can_run
        self.setAccessibleName(self.tr("Menu"))
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Make the entries anew, with the keys and states of now."""
        for action in self.actions():
            held = action.menu()
            self.removeAction(action)
            if isinstance(held, QMenu):
                held.deleteLater()
        for name in self._names():
            self.addMenu(self._menu(name))

    def _menu(self, name: str) -> QMenu:
        """The window's own commands and those of the menu's workspace; below them a menu for each other workspace."""
        menu = QMenu(menu_name(name), self)
        others: dict[str, QMenu] = {}
        for spec in self._actions.specs.values():
            if spec.menu != name:
                continue
            if spec.where not in ("window", name.lower()) and spec.where not in others:
                others[spec.where] = QMenu(place_name(self._actions, spec.where), menu)
            if spec.id in _GROUPS:
                menu.addSeparator()
            self._add(others.get(spec.where, menu), spec)
        if others and not menu.isEmpty():
            menu.addSeparator()
        for held in others.values():
            menu.addMenu(held)
        return menu

    def _names(self) -> list[str]:
        used = [spec.menu for spec in self._actions.specs.values()]
        first, last = MENUS[:-1], MENUS[-1:]
        order = dict.fromkeys((*first, *(name for name in used if name not in last), *last))
        return [name for name in order if name in used]

    def _add(self, menu: QMenu, spec: ActionSpec) -> None:
        action = self._actions.action(spec.id)
        keys = self._actions.keys(spec.id)
        written = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        entry = menu.addAction(action.icon() if spec.icon else QIcon(), action.text().replace("&", "&&")
                               + (f"\t{written}" if written else ""))
        entry.setObjectName(spec.id)
        entry.setCheckable(spec.checkable)
        entry.setChecked(action.isChecked())
        entry.setEnabled(self._can_run(spec.id))
        entry.triggered.connect(lambda _checked=False: self._run(spec.id))
