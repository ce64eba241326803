"""The menus, read from the registry each time they open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.ui.actions import ActionRegistry, ActionSpec
from studio.ui.frame.places import MENUS, menu_name


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
            menu = QMenu(menu_name(name), self)
            for spec in self._actions.specs.values():
                if spec.menu == name:
                    self._add(menu, spec)
            self.addMenu(menu)

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
