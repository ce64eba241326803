"""Where a run is started: what is to be made and what it will cost, or what is lacking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import label
from studio.ui.widgets.key_button import KeyButton


@dataclass(frozen=True, slots=True)
class Start:
    """A heading, a sentence, and the one button with what it does; `note` stands below it in small letters."""

    heading: str
    text: str
    action: str
    run: Callable[[], object]
    note: str = ""
    key: str = ""


class StartCard(QWidget):
    """Shows one `Start`."""

    def __init__(self) -> None:
        super().__init__()
        self._run: Callable[[], object] | None = None
        self._heading = label("", "sectionTitle", wrap=True)
        self._text = label("", "second", wrap=True)
        self.button = KeyButton("", "", self._start, style="primary")
        self.button.hide()              # until it is known what it would do
        self._note = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        column.setSpacing(BETWEEN)
        column.addStretch(2)
        for item in (self._heading, self._text, self._note):
            item.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addSpacing(BETWEEN)
        self._choices = QVBoxLayout()
        column.addLayout(self._choices)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._note)
        column.addStretch(3)

    def add(self, choice: QWidget) -> None:
        """Put something to choose above the button."""
        self._choices.addWidget(choice, 0, Qt.AlignmentFlag.AlignHCenter)

    @property
    def heading(self) -> str:
        """What is said first."""
        return self._heading.text()

    def show_start(self, start: Start) -> None:
        """Show what can be done now."""
        self._run = start.run
        self._heading.setText(start.heading)
        self._text.setText(start.text)
        self._text.setVisible(bool(start.text))
        self.button.setText(start.action)
        self.button.setAccessibleName(start.action)
        self.button.setVisible(bool(start.action))
        self.button.set_key(start.key)
        self._note.setText(start.note)
        self._note.setVisible(bool(start.note))

    def _start(self) -> None:
        if self._run is not None:
            self._run()
