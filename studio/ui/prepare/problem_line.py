"""What went wrong or has to be known, where it belongs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from studio.episode.errors import StudioError
from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label


class ProblemLine(QFrame):
    """Hidden until there is something to say; a button for the action that mends it, where there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._sign = label("", "undecided")
        self._text = label("", wrap=True)
        self._mend: QPushButton | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(BETWEEN, GRID, BETWEEN, GRID)
        self._row.setSpacing(BETWEEN)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, nothing while hidden."""
        return "" if self.isHidden() else self._text.text()

    def warn(self, text: str) -> None:
        """Something to look at; nothing hides the line."""
        self._show(localized(text), "warning", "!", "undecided")

    def fail(self, error: StudioError, mend_text: str = "", mend: Callable[[], object] | None = None) -> None:
        """Something failed; `mend` is what would help."""
        self._show(localized(error.message), "error", "✕", "rejected")
        if mend is not None:
            self._mend = button(mend_text, mend, style="chip")
            self._row.addWidget(self._mend)

    def clear(self) -> None:
        """All is well."""
        self._show("", "warning", "", "undecided")

    def _show(self, text: str, kind: str, sign: str, style: str) -> None:
        if self._mend is not None:
            self._mend.deleteLater()
            self._mend = None
        self._text.setText(text)
        self._sign.setText(sign)
        self._sign.setObjectName(style)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.style().polish(self)
        self._sign.style().polish(self._sign)
        self.setVisible(bool(text))
