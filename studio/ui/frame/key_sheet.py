"""The sheet of keys: every command that has one, by workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.ui.actions import ActionRegistry, ActionSpec
from studio.ui.frame.overlay import Overlay
from studio.ui.frame.places import by_place, place_name
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import button, key_hint, label, seam

_SIZE = (1080, 760)
_COLUMNS = 3


def key_texts(actions: ActionRegistry, action_id: str) -> list[str]:
    """All its keys as they are written on them."""
    native = QKeySequence.SequenceFormat.NativeText
    return [QKeySequence(key).toString(native) for key in actions.keys(action_id)]


class KeySheet(Overlay):
    """Shown by `?`; `change` opens the editor of shortcuts."""

    def __init__(self, window: QWidget, actions: ActionRegistry, change: Callable[[], object], shown: str) -> None:
        """`shown`: the workspace shown now, which stands first."""
        super().__init__(window, QCoreApplication.translate("KeySheet", "Keys"), _SIZE)
        self._actions = actions
        self._change = change
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Keys by workspace"))
        self._area.setWidget(self._columns(shown))
        self.column.addWidget(self._head())
        self.column.addWidget(seam())
        self.column.addWidget(self._area, 1)
        self.open(self._area)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The key that opened it closes it too."""
        if event.text() == "?" or event.key() == Qt.Key.Key_F1:
            self.dismiss()
        super().keyPressEvent(event)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(2 * INSIDE, INSIDE, INSIDE, INSIDE)
        row.addWidget(label(self.tr("Keys"), "sectionTitle"))
        row.addWidget(label(self.tr("Letters work on the Russian layout too: the key counts, not the letter on it."),
                            "small"))
        row.addStretch(1)
        row.addWidget(button(self.tr("Change shortcuts…"), self._change_shortcuts, style="flat"))
        row.addWidget(button(self.tr("Close"), self.dismiss))
        return head

    def _change_shortcuts(self) -> None:
        self.dismiss()
        self._change()

    def _columns(self, shown: str) -> QWidget:
        groups = by_place(self._actions)
        order = sorted(groups, key=lambda where: (where != shown, where == "window"))
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(2 * INSIDE, INSIDE, 2 * INSIDE, 2 * INSIDE)
        row.setSpacing(4 * BETWEEN)
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        heights = [0] * _COLUMNS
        for where in order:
            keyed = [spec for spec in groups[where] if self._actions.keys(spec.id)]
            if keyed:
                least = heights.index(min(heights))
                heights[least] += len(keyed) + 2
                columns[least].addWidget(self._group(where, keyed))
        for column in columns:
            column.setSpacing(2 * INSIDE)
            column.addStretch(1)
            row.addLayout(column, 1)
        return held

    def _group(self, where: str, specs: Sequence[ActionSpec]) -> QWidget:
        group = QFrame()
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(place_name(self._actions, where), "sectionTitle"), 0, 0)
        for line, spec in enumerate(specs, 1):
            grid.addWidget(label(self._actions.text(spec.id), "second", wrap=True), line, 0)
            grid.addWidget(_keys(key_texts(self._actions, spec.id)), line, 1, Qt.AlignmentFlag.AlignRight)
        return group


def _keys(texts: Sequence[str]) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for text in texts:
        row.addWidget(key_hint(text))
    return held
