"""What the middle says where there is nothing to review, or nothing that the filter lets through."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.context import WindowContext
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, label

_TEXT_WIDTH = 400       # pixels


class NoTakes(QWidget):
    """`go_requested`: another workspace; `show_all_requested`: the filter is to be taken away."""

    go_requested = Signal(str)
    show_all_requested = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.text = label("", "large"), label("", "second", wrap=True)
        for text in (self.title, self.text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setFixedWidth(_TEXT_WIDTH)
        self.generate = self._go_button("generate", self.tr("Generate takes"), "primary")
        self.prepare = self._go_button("prepare", self.tr("Prepare the episode"), "primary")
        self.all = button(self.tr("Show all takes"), self.show_all_requested.emit, style="primary")
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addStretch(1)
        for item in (self.prepare, self.generate, self.all):
            row.addWidget(item)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(INSIDE)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addLayout(_centred(self.text))
        column.addLayout(row)
        column.addStretch(3)

    def say_nothing_made(self, *, can_be_made: bool) -> None:
        """The episode has no takes; `can_be_made`: identity and source are there."""
        key = self._context.actions.key_text
        text = self.tr("Every take made from a frame of the source comes here, with its scores.")
        way = (self.tr("Start in Generate ({key}).").format(key=key("window.generate")) if can_be_made
               else self.tr("Drop the pictures of the face and the source in Prepare ({key}) first.").format(
                   key=key("window.prepare")))
        self._say(self.tr("No takes yet"), f"{text} {way}", made=False)
        self.generate.setVisible(can_be_made)
        self.prepare.setVisible(not can_be_made)

    def say_nothing_shown(self) -> None:
        """The filter hides every take."""
        self._say(self.tr("No take is like that"), self.tr("The filter at the left hides every take."), made=True)

    def _say(self, title: str, text: str, *, made: bool) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.all.setVisible(made)
        self.generate.setVisible(not made)
        self.prepare.setVisible(not made)

    def _go_button(self, key: str, text: str, style: str) -> QPushButton:
        return button(text, lambda: self.go_requested.emit(key), style=style)


def _centred(text: QLabel) -> QHBoxLayout:
    """Between stretches, since an aligned label is given the height of one line."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(text)
    row.addStretch(1)
    return row
