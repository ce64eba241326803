"""Whose face it is: asked once, in place, and shown as a row from then on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.episode.settings import WHOSE_FACE
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label


class WhoseFace(QWidget):
    """An amber strip until it is answered, then a row with a note that travels with every render."""

    answered = Signal(str, str)         # mine, synthetic or with consent; the note

    def __init__(self) -> None:
        super().__init__()
        self._question = self._make_question()
        self._row, self._choice, self.note = self._make_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._question)
        column.addWidget(self._row)
        self.show_answer("", "")

    @property
    def is_asking(self) -> bool:
        """Whether the question is still open."""
        return not self._question.isHidden()

    def show_answer(self, whose: str, note: str) -> None:
        """Show what the episode says."""
        self._question.setVisible(whose not in WHOSE_FACE)
        self._row.setVisible(whose in WHOSE_FACE)
        if whose in WHOSE_FACE:
            self._choice.setCurrentIndex(WHOSE_FACE.index(whose))
        if self.note.text() != note:
            self.note.setText(note)
        self.note.setVisible(whose == "with consent" or bool(note))

    def _answer(self, whose: str) -> None:
        self.answered.emit(whose, self.note.text())

    def _words(self) -> list[str]:
        return [self.tr("mine"), self.tr("synthetic"), self.tr("with consent")]

    def _make_question(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("problem")
        column = QVBoxLayout(frame)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.setSpacing(BETWEEN)
        column.addWidget(label(self.tr("? Whose face is it? The answer is kept in the episode and in every render."),
                               wrap=True))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for value, word in zip(WHOSE_FACE, self._words(), strict=True):
            row.addWidget(button(word, partial(self._answer, value), style="chip"))
        row.addStretch(1)
        column.addLayout(row)
        return frame

    def _make_row(self) -> tuple[QWidget, QComboBox, QLineEdit]:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(BETWEEN)
        grid.setColumnStretch(0, 1)
        choice = QComboBox()
        choice.addItems(self._words())
        choice.setAccessibleName(self.tr("Whose face is it"))
        choice.activated.connect(lambda place: self.answered.emit(WHOSE_FACE[place], self.note.text()))
        note = QLineEdit()
        note.setPlaceholderText(self.tr("Note: who consented, and when"))
        note.setAccessibleName(self.tr("Note on whose face it is"))
        note.editingFinished.connect(lambda: self.answered.emit(WHOSE_FACE[choice.currentIndex()], note.text()))
        grid.addWidget(label(self.tr("Whose face is it"), "second"), 0, 0)
        grid.addWidget(choice, 0, 1)
        grid.addWidget(note, 1, 0, 1, 2)
        return row, choice, note
