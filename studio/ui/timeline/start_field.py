"""The picture that the loop begins with, as the number of its source frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QValidator

from studio.ui.widgets.field_rows import CountField


class StartField(CountField):
    """Its value is a pick (0 the first); shown and written is the source frame's number."""

    def __init__(self) -> None:
        self._frames: Sequence[int] = ()
        super().__init__(0, 0)

    def show_start(self, pick: int, frames: Sequence[int]) -> None:
        """Show a pick, of which `frames` holds the numbers."""
        self._frames = frames
        with QSignalBlocker(self):
            self.setRange(0, max(0, len(frames) - 1))
        self.show_value(min(pick, max(0, len(frames) - 1)))
        self.setEnabled(len(frames) > 1)

    def textFromValue(self, value: int) -> str:  # noqa: N802
        """#50."""
        return f"#{self._frames[value]}" if 0 <= value < len(self._frames) else "–"

    def valueFromText(self, text: str) -> int:  # noqa: N802
        """The pick whose frame is nearest to the number written."""
        digits = text.strip().lstrip("#")
        if not digits.isdecimal() or not self._frames:
            return self.value()
        wanted = int(digits)
        return min(range(len(self._frames)), key=lambda pick: abs(self._frames[pick] - wanted))

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """A number, with or without #."""
        digits = text.strip().lstrip("#")
        state = QValidator.State.Acceptable if digits.isdecimal() else QValidator.State.Intermediate
        return (state if not digits or digits.isdecimal() else QValidator.State.Invalid), text, place
