"""Every command of the window, declared once: menus, toolbar, shortcuts, palette and the sheet of keys read from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.ui.icons import icon
from studio.ui.keyboard import with_twins

Where: TypeAlias = Literal["window", "prepare", "generate", "review", "timeline", "export"]
"""`window`: everywhere; else only while that workspace is shown."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. `id` is `where.name`; `text` is English, marked with QT_TRANSLATE_NOOP("Actions", ...).

    `menu` is the menu it stands in (File, Edit, View, Generate, Review, Timeline, Export, Help); `keys` are portable key
    sequences such as `Ctrl+Z`, `P`, `Space`; `checkable` ones keep a state; `icon` names a file of resources/icons;
    `repeats`: holding the key down repeats it.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    repeats: bool = False

    @property
    def where(self) -> Where:
        """The workspace it belongs to."""
        return cast("Where", self.id.partition(".")[0])


class ActionRegistry(QObject):
    """The actions of the window. A command without a bound function is shown disabled."""

    shortcuts_changed = Signal()
    triggered = Signal(str)

    def __init__(self, specs: Sequence[ActionSpec], keys: Mapping[str, Sequence[str]] | None = None) -> None:
        """`keys`: the person's own shortcuts by action id, in place of the declared ones."""
        super().__init__()
        self.specs = {spec.id: spec for spec in specs}
        self._own_keys = {name: tuple(held) for name, held in (keys or {}).items() if name in self.specs}
        self._bound: dict[str, Callable[[], object]] = {}
        self._actions = {spec.id: self._make(spec) for spec in specs}

    def action(self, action_id: str) -> QAction:
        """The QAction; put it into menus and on buttons freely."""
        return self._actions[action_id]

    def text(self, action_id: str) -> str:
        """Its name in the language shown."""
        return translated(self.specs[action_id].text)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The shortcuts that count now, without their Cyrillic twins."""
        return self._own_keys.get(action_id, self.specs[action_id].keys)

    def key_text(self, action_id: str) -> str:
        """The first shortcut as written beside a command, or nothing."""
        keys = self.keys(action_id)
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    def own_keys(self) -> dict[str, tuple[str, ...]]:
        """What the person changed, to be kept."""
        return dict(self._own_keys)

    def set_keys(self, action_id: str, keys: Sequence[str] | None) -> None:
        """Rebind; None goes back to the declared shortcuts."""
        if keys is None or tuple(keys) == self.specs[action_id].keys:
            self._own_keys.pop(action_id, None)
        else:
            self._own_keys[action_id] = tuple(keys)
        self._give_keys(self.specs[action_id], self._actions[action_id])
        self.shortcuts_changed.emit()

    def free_key(self, action_id: str, key: str) -> None:
        """Take one shortcut away from an action and leave it the others."""
        same = QKeySequence(key)
        self.set_keys(action_id, [held for held in self.keys(action_id) if QKeySequence(held) != same])

    def conflicts(self, action_id: str, key: str) -> list[str]:
        """Other actions that this key would clash with: those of the same workspace, and the window's."""
        mine = self.specs[action_id].where
        same = QKeySequence(key)
        return [other.id for other in self.specs.values() if other.id != action_id and _meet(mine, other.where)
                and any(QKeySequence(held) == same for held in self.keys(other.id))]

    def bind(self, action_id: str, function: Callable[[], object], owner: QWidget) -> None:
        """Let the action call `function` while `owner` lives; its shortcuts work inside `owner`."""
        action = self._actions[action_id]
        self._bound[action_id] = function
        if action not in owner.actions():
            owner.addAction(action)
        action.setEnabled(True)
        owner.destroyed.connect(lambda: self._unbind(action_id, function))

    def is_bound(self, action_id: str) -> bool:
        """Whether something would happen."""
        return action_id in self._bound

    def set_enabled(self, action_id: str, *, enabled: bool) -> None:
        """Grey a command out while it makes no sense."""
        self._actions[action_id].setEnabled(enabled and action_id in self._bound)

    def retranslate(self) -> None:
        """After a change of language."""
        for spec in self.specs.values():
            self._actions[spec.id].setText(translated(spec.text))

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(translated(spec.text), self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setAutoRepeat(spec.repeats)
        in_window = spec.where == "window"
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut if in_window
                                  else Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        self._give_keys(spec, action)
        action.setEnabled(False)
        action.triggered.connect(lambda _checked=False: self._trigger(spec.id))
        return action

    def _give_keys(self, spec: ActionSpec, action: QAction) -> None:
        action.setShortcuts([QKeySequence(key) for key in with_twins(self.keys(spec.id))])

    def _trigger(self, action_id: str) -> None:
        function = self._bound.get(action_id)
        if function is not None:
            function()
            self.triggered.emit(action_id)

    def _unbind(self, action_id: str, function: Callable[[], object]) -> None:
        if self._bound.get(action_id) == function:
            del self._bound[action_id]
            if isValid(self._actions[action_id]):       # else everything goes at once: the program ends
                self._actions[action_id].setEnabled(False)


def translated(text: str) -> str:
    """A text marked for the context "Actions", in the language shown."""
    return QCoreApplication.translate("Actions", text)


def _meet(mine: Where, other: Where) -> bool:
    return mine == other or "window" in (mine, other)
