"""A small question in place: a name to give, or whether to delete."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from studio.episode.errors import StudioError
from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label


class AskLine(QFrame):
    """Hidden until asked; Enter or the button answers, Escape drops the question. An answer that fails says why."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._answer: Callable[[str], object] | None = None
        self._question = label("", wrap=True)
        self.field = QLineEdit()
        self._problem = label("", "rejected", wrap=True)
        self.yes = button("", self._give, style="chip")
        self._no = button(self.tr("Cancel"), self.hide, style="flat")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.field, 1)
        row.addWidget(self.yes)
        row.addWidget(self._no)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.setSpacing(GRID)
        column.addWidget(self._question)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.field.returnPressed.connect(self._give)
        self.hide()

    @property
    def problem(self) -> str:
        """Why the answer could not be used."""
        return self._problem.text()

    def ask_name(self, question: str, name: str, yes: str, answer: Callable[[str], object]) -> None:
        """Ask for a name; `answer` may raise StudioError."""
        self._ask(question, yes, answer)
        self.field.show()
        self.field.setText(name)
        self.field.setAccessibleName(question)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_whether(self, question: str, yes: str, answer: Callable[[], object]) -> None:
        """Ask for a decision; `answer` may raise StudioError."""
        self._ask(question, yes, lambda _: answer())
        self.field.hide()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape drops the question."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _ask(self, question: str, yes: str, answer: Callable[[str], object]) -> None:
        self._question.setText(question)
        self.yes.setText(yes)
        self.yes.setAccessibleName(yes)
        self._answer = answer
        self._problem.setText("")
        self._problem.hide()
        self.show()

    def _give(self) -> None:
        assert self._answer is not None
        try:
            self._answer(self.field.text().strip())
        except StudioError as error:
            self._problem.setText(localized(error.message))
            self._problem.show()
        else:
            self.hide()
