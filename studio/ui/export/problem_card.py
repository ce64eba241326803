"""What went wrong or is missing, with the button that mends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, label


class ProblemCard(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._text = label("", wrap=True)
        self._mend: Callable[[], object] | None = None
        self.button = button("", self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, BETWEEN, INSIDE, BETWEEN)
        column.setSpacing(BETWEEN)
        column.addWidget(self._text)
        column.addWidget(self.button)
        column.setAlignment(self.button, column.alignment())
        self.hide()

    @property
    def text(self) -> str:
        """What is said; "" for nothing."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, mend_text: str = "", mend: Callable[[], object] | None = None, *, error: bool = False) -> None:
        """Show a sentence; `mend_text` is written on the button that does `mend`."""
        self._text.setText(localized(text))
        self._mend = mend
        self.button.setText(mend_text)
        self.button.setAccessibleName(mend_text)
        self.button.setVisible(mend is not None)
        self.setProperty("kind", "error" if error else "notice")
        self.style().polish(self)
        self.show()

    def clear(self) -> None:
        """Nothing to say any more."""
        self.hide()

    def _do(self) -> None:
        if self._mend is not None:
            self._mend()
