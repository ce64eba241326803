"""A licence in full, and whether it is accepted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label


class LicenceQuestion(QFrame):
    """`accepted`: with the name of what was asked for."""

    accepted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._name = ""
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.yes = button("", self._accept, style="chip")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.yes)
        row.addWidget(button(self.tr("Not now"), self.hide, style="flat"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.addWidget(self._text)
        column.addLayout(row)
        self.hide()

    def ask(self, name: str, licence: str, size: str) -> None:
        """Show it."""
        self._name = name
        self._text.setText(localized(licence))
        self.yes.setText(self.tr("Accept and fetch {size}").format(size=size))
        self.yes.setAccessibleName(self.yes.text())
        self.show()

    @property
    def text(self) -> str:
        """The licence shown."""
        return self._text.text()

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit(self._name)
