"""What stands in the head above the takes: how they were made, the four views with their keys, the size of cells."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSlider, QWidget

from studio.ui.actions import ActionRegistry
from studio.ui.review.grid_geometry import NARROWEST, WIDEST
from studio.ui.review.review_facts import ReviewNumbers
from studio.ui.review.review_state import VIEWS, ReviewState
from studio.ui.review.take_grid import TakeGrid
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, chip, key_hint
from studio.ui.widgets.panel import PanelHead

_FACTS, _KEYS, _SIZE = range(3)     # what gives way where there is little room, in this order


class ReviewHead(QObject):
    """Fills `head` and keeps it up to date."""

    def __init__(self, head: PanelHead, actions: ActionRegistry, state: ReviewState, grid: TakeGrid,
                 numbers: ReviewNumbers) -> None:
        super().__init__(head)
        self._state, self._session, self._numbers = state, state.session, numbers
        self._head = head
        self._gone = -1             # the last of those that has given way
        self.preset, self.seeds = chip(), chip()
        head.add_chip(self.preset)
        head.add_chip(self.seeds)
        self.views = {view: self._view_button(actions, view) for view in VIEWS}
        self._keys = {view: key_hint(actions.key_text(f"review.{view}")) for view in VIEWS}
        group = QButtonGroup(self)
        for view, item in self.views.items():
            group.addButton(item)
            head.add(_with_key(item, self._keys[view]))
        self.density = QSlider(Qt.Orientation.Horizontal)
        self._set_up_density(grid)
        head.add(self.density)
        head.installEventFilter(self)
        state.view_changed.connect(lambda _: self._show_view())
        self._session.takes_changed.connect(self._tell_facts)
        numbers.facts_changed.connect(self._tell_facts)
        self._tell_facts()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Words of the views stay whole, in every language: other things go before them."""
        if isinstance(event, QResizeEvent):
            self._fit(event.size().width())
        return super().eventFilter(watched, event)

    def _fit(self, width: int) -> None:
        facts = (self.preset, self.seeds)
        least = self._head.title_width() + sum(item.sizeHint().width() + BETWEEN for item in self.views.values())
        keys = sum(key.sizeHint().width() + GRID for key in self._keys.values())
        wanted = (sum(chip.sizeHint().width() + BETWEEN for chip in facts), keys, self.density.width() + BETWEEN)
        self._gone = next((gone for gone in range(-1, _SIZE) if least + sum(wanted[gone + 1:]) <= width), _SIZE)
        self._show_facts()
        self._show_view()

    def _view_button(self, actions: ActionRegistry, view: str) -> QPushButton:
        action = actions.action(f"review.{view}")
        made = button(action.text(), action.trigger, style="view")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _set_up_density(self, grid: TakeGrid) -> None:
        self.density.setRange(NARROWEST, WIDEST)
        self.density.setValue(grid.cell_width)
        self.density.setFixedWidth(88)
        self.density.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.density.setAccessibleName(self.tr("Size of the pictures"))
        self.density.setToolTip(self.tr("Size of the pictures (-, + or Ctrl and the wheel)"))
        self.density.valueChanged.connect(grid.set_cell_width)
        grid.width_changed.connect(self.density.setValue)

    def _show_view(self) -> None:
        self.views[self._state.view].setChecked(True)
        self.density.setVisible(self._state.view == "grid" and self._gone < _SIZE)
        for key in self._keys.values():
            key.setVisible(self._gone < _KEYS)

    def _show_facts(self) -> None:
        self.preset.setVisible(self._gone < _FACTS and bool(self._numbers.facts.preset))
        self.seeds.setVisible(self._gone < _FACTS and len(self._session.takes.seeds) > 0)

    def _tell_facts(self) -> None:
        facts, seeds = self._numbers.facts, self._session.takes.seeds
        self.preset.setText(self.tr("preset {name}").format(name=facts.preset))
        if len(seeds):
            low, high = int(seeds.min()), int(seeds.max())
            self.seeds.setText(self.tr("seed {seed}").format(seed=low) if low == high
                               else self.tr("seeds {first} – {last}").format(first=low, last=high))
        self._fit(self._head.width())


def _with_key(item: QPushButton, key: QWidget) -> QWidget:
    """The button with its key close by."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    row.addWidget(item)
    row.addWidget(key)
    return pair
