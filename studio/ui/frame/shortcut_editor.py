"""Change shortcuts: pick a command, press a key; what it clashes with is shown before anything is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from studio.ui.actions import ActionRegistry
from studio.ui.frame.key_capture import KeyCapture
from studio.ui.frame.key_sheet import key_texts
from studio.ui.frame.overlay import Overlay
from studio.ui.frame.places import by_place, place_name
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, label, seam

_SIZE = (720, 640)
_ID = Qt.ItemDataRole.UserRole


class ShortcutEditor(Overlay):
    """Every change counts at once; `keep` is called after each."""

    def __init__(self, window: QWidget, actions: ActionRegistry, keep: Callable[[], object]) -> None:
        super().__init__(window, QCoreApplication.translate("ShortcutEditor", "Change shortcuts"), _SIZE)
        self._actions = actions
        self._keep = keep
        self._pressed = ""
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText(self.tr("Find a command or a key"))
        self.search.setAccessibleName(self.tr("Find a command or a key"))
        self.search.textChanged.connect(self._narrow)
        self.tree = self._make_tree()
        self.capture = KeyCapture()
        self.capture.captured.connect(self._captured)
        self.clash = label("", "small", wrap=True)
        self.set_button = button(self.tr("Use this key"), self._use, style="primary")
        self.add_button = button(self.tr("Add as a second key"), self._add)
        self.none_button = button(self.tr("No key"), lambda: self._rebind(()))
        self.reset_button = button(self.tr("Usual key"), lambda: self._rebind(None))
        for part in (self.search, self.tree, seam(), self._foot()):
            self.column.addWidget(part, 1 if part is self.tree else 0)
        self._fill()
        self.open(self.search)

    def choose(self, action_id: str) -> None:
        """Turn to one command."""
        item = self._items[action_id]
        self.tree.setCurrentItem(item)
        self.tree.scrollToItem(item)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setAccessibleName(self.tr("Commands and their keys"))
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.currentItemChanged.connect(lambda _now, _before: self._turned())
        return tree

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        column.setSpacing(BETWEEN)
        line, last = QHBoxLayout(), QHBoxLayout()
        for item in (self.capture, self.set_button, self.add_button):
            line.addWidget(item, 1 if item is self.capture else 0)
        for item in (self.none_button, self.reset_button):
            last.addWidget(item)
        last.addStretch(1)
        last.addWidget(button(self.tr("All as usual"), self._reset_all, style="danger"))
        last.addWidget(button(self.tr("Close"), self.dismiss))
        column.addLayout(line)
        column.addWidget(self.clash)
        column.addLayout(last)
        return foot

    def _fill(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        for where, specs in by_place(self._actions).items():
            head = QTreeWidgetItem(self.tree, [place_name(self._actions, where), ""])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            head.setExpanded(True)
            for spec in specs:
                self._items[spec.id] = QTreeWidgetItem(head, ["", ""])
                self._items[spec.id].setData(0, _ID, spec.id)
                self._show(spec.id)
        self._turned()

    def _show(self, action_id: str) -> None:
        item = self._items[action_id]
        changed = self._actions.keys(action_id) != self._actions.specs[action_id].keys
        item.setText(0, "    " + self._actions.text(action_id))
        item.setText(1, "   ".join(key_texts(self._actions, action_id)) + (" *" if changed else ""))
        item.setToolTip(1, self.tr("Changed by you") if changed else "")

    def _narrow(self, typed: str) -> None:
        wanted = typed.casefold()
        for item in self._items.values():
            item.setHidden(wanted not in f"{item.text(0)} {item.text(1)}".casefold())
        for row in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(row)
            if head is not None:
                held = [item for item in self._items.values() if item.parent() is head]
                head.setHidden(all(item.isHidden() for item in held))

    def _chosen(self) -> str | None:
        item = self.tree.currentItem()
        return item.data(0, _ID) if item is not None else None

    def _turned(self) -> None:
        self._pressed = ""
        self.capture.clear()
        self._say()

    def _captured(self, key: str) -> None:
        self._pressed = key
        self._say()

    def _say(self) -> None:
        chosen = self._chosen()
        clashes = self._actions.conflicts(chosen, self._pressed) if chosen and self._pressed else []
        names = ", ".join(self._actions.text(other) for other in clashes)
        self.clash.setText(self.tr("This key now does: {names}. Using it takes it from there.").format(names=names)
                           if names else "")
        for item in (self.set_button, self.add_button):
            item.setEnabled(bool(chosen and self._pressed))
        for item in (self.none_button, self.reset_button):
            item.setEnabled(bool(chosen))
        self.capture.setEnabled(bool(chosen))

    def _use(self) -> None:
        self._take((self._pressed,))

    def _add(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._take((*self._actions.keys(chosen), self._pressed))

    def _take(self, keys: tuple[str, ...]) -> None:
        chosen = self._chosen()
        if chosen is None or not self._pressed:
            return
        for other in self._actions.conflicts(chosen, self._pressed):
            self._actions.free_key(other, self._pressed)
            self._show(other)
        self._rebind(tuple(dict.fromkeys(keys)))

    def _rebind(self, keys: tuple[str, ...] | None) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._actions.set_keys(chosen, keys)
            self._show(chosen)
            self._turned()
            self._keep()

    def _reset_all(self) -> None:
        for action_id in list(self._actions.own_keys()):
            self._actions.set_keys(action_id, None)
            self._show(action_id)
        self._turned()
        self._keep()
