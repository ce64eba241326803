"""Above the pictures compared: in which way, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QSlider, QWidget

from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import button, key_hint, label
from studio.ui.widgets.pair_view import FASTEST, SLOWEST, USUAL

Mode: TypeAlias = Literal["side", "wipe", "flicker", "difference"]
MODES: tuple[Mode, ...] = ("side", "wipe", "flicker", "difference")


class CompareBar(QWidget):
    """Chips for the ways, a list of what to compare with, the rate of the flicker while it matters."""

    mode_chosen = Signal(str)
    against_chosen = Signal(object)
    rate_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._chips = self._make_chips()
        self._choices: list[object] = []
        self.against = QComboBox()
        self.against.setAccessibleName(self.tr("Compare with"))
        self.against.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.against.activated.connect(lambda place: self.against_chosen.emit(self._choices[place]))
        self._rate_note = label("", "second")
        self.rate = QSlider(Qt.Orientation.Horizontal)
        self.rate.setRange(round(SLOWEST), round(FASTEST))
        self.rate.setValue(round(USUAL))
        self.rate.setAccessibleName(self.tr("Changes a second"))
        self.rate.setMinimumWidth(48)
        self.rate.setMaximumWidth(120)
        self.rate.valueChanged.connect(self._on_rate)
        self._note = label("", "second")
        self._lay_out()
        self._on_rate(self.rate.value())

    def show_mode(self, mode: Mode) -> None:
        """Mark the way shown."""
        self._chips[mode].setChecked(True)
        for item in (self.rate, self._rate_note):
            item.setVisible(mode == "flicker")

    def show_choices(self, choices: Sequence[tuple[object, str]], chosen: object) -> None:
        """List what there is to compare with."""
        self._choices = [choice for choice, _ in choices]
        self.against.clear()
        self.against.addItems([name for _, name in choices])
        self.against.setCurrentIndex(self._choices.index(chosen))

    def set_note(self, note: str) -> None:
        """A word at the right end."""
        self._note.setText(note)

    def _on_rate(self, rate: int) -> None:
        self._rate_note.setText(self.tr("{rate} a second").format(rate=rate))
        self.rate_changed.emit(float(rate))

    def _make_chips(self) -> dict[Mode, QPushButton]:
        names: dict[Mode, str] = {"side": self.tr("Side by side"), "wipe": self.tr("Wipe"), "flicker": self.tr("Flicker"),
                                  "difference": self.tr("Difference")}
        group = QButtonGroup(self)
        chips = {}
        for mode in MODES:
            chips[mode] = button(names[mode], partial(self.mode_chosen.emit, mode), style="chip")
            chips[mode].setCheckable(True)
            group.addButton(chips[mode])
        return chips

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(INSIDE, GRID, INSIDE, GRID)
        row.setSpacing(GRID)
        for chip in self._chips.values():
            row.addWidget(chip)
        row.addWidget(key_hint("C"))
        row.addSpacing(BETWEEN)
        row.addWidget(label(self.tr("with"), "second"))
        row.addWidget(self.against)
        row.addWidget(key_hint("B"))
        row.addSpacing(BETWEEN)
        row.addWidget(self.rate)
        row.addWidget(self._rate_note)
        row.addStretch(1)
        row.addWidget(self._note)
