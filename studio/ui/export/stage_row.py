"""One stage of the export: its line, and below it what can be chosen, while that is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.export.stage_line import StageLine
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import seam

_INDENT = 28        # of the choices: where the stage's name begins


class StageRow(QWidget):
    """`make_choices` makes what is opened below, when it is first wanted."""

    opened = Signal()

    def __init__(self, make_choices: Callable[[], QWidget] | None = None) -> None:
        super().__init__()
        self._make_choices = make_choices
        self.choices: QWidget | None = None
        self.line = StageLine(has_choices=make_choices is not None)
        self.line.opened.connect(self.toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.line)
        self._column.addWidget(seam())

    @property
    def is_open(self) -> bool:
        """Whether the choices are shown."""
        return self.choices is not None and not self.choices.isHidden()

    def toggle(self) -> None:
        """Open or close the choices."""
        if self.is_open:
            self.close_choices()
        else:
            self.open_choices()

    def open_choices(self) -> None:
        """Show what can be chosen."""
        if self.choices is None and self._make_choices is not None:
            self.choices = self._make_choices()
            layout = self.choices.layout()
            assert layout is not None
            layout.setContentsMargins(_INDENT, 0, GRID, BETWEEN)
            self._column.insertWidget(1, self.choices)
        if self.choices is not None:
            self.choices.show()
            self.line.show_open(is_open=True)
            self.opened.emit()

    def close_choices(self) -> None:
        """Show the line alone."""
        if self.choices is not None:
            self.choices.hide()
            self.line.show_open(is_open=False)
