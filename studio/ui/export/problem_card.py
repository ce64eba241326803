"""What went wrong or is missing, with the buttons that mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.flow_row import FlowRow

Mend: TypeAlias = tuple[str, Callable[[], object]]
"""What is written on a button, and what it does."""


class ProblemCard(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._text = label("", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(INSIDE, BETWEEN, INSIDE, BETWEEN)
        self._column.setSpacing(BETWEEN)
        self._column.addWidget(self._text)
        self._row = FlowRow(GRID)
        self._column.addWidget(self._row)
        self.buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """What is said; "" for nothing."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, *mends: Mend, error: bool = False) -> None:
        """Show a sentence, and a button for each way to mend it, the best one first."""
        self._text.setText(localized(text))
        self._row.deleteLater()
        self._row, self.buttons = FlowRow(GRID), [button(name, mend) for name, mend in mends]
        for made in self.buttons:
            self._row.add(made)
        self._row.setVisible(bool(mends))
        self._column.addWidget(self._row)
        self.setProperty("kind", "error" if error else "notice")
        self.style().polish(self)
        self.show()

    def clear(self) -> None:
        """Nothing to say any more."""
        self.hide()
