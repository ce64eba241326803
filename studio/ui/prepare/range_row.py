"""The frame range as text, checked while it is typed, and what it is enough for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.episode.frame_range import parse_frame_range
from studio.jobs.source_change import unrepeated_seconds
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import label

FIELD_WIDTH = 150


class RangeRow(QWidget):
    """Enter takes a range over, Escape goes back to the one that counts; empty is all frames."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._numbers: list[int] = []
        self._kept = ""
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Frames"))
        self.field.setPlaceholderText(self.tr("all, or 50-149, 0-200:4"))
        self.field.setMinimumWidth(FIELD_WIDTH)
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.problem = label("", "rejected", wrap=True)
        self.problem.hide()
        self.motion = label("", "second", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(label(self.tr("Frames"), "second"))
        row.addWidget(self.field)
        row.addWidget(self.motion, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.field.textEdited.connect(lambda _: self._check())
        self.field.editingFinished.connect(self._take)

    def show_range(self, text: str, numbers: list[int]) -> None:
        """The range that counts, of a source with these frames."""
        self._kept, self._numbers = text, numbers
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show a range that is being dragged."""
        self.field.setText(text)
        self._check()

    def show_motion(self, count: int, share: float | None, fps: float, hold: int) -> None:
        """Say what so many frames are enough for; `share` of them pass, as far as was measured."""
        seconds = fixed_text(unrepeated_seconds(count, 1.0 if share is None else share, fps, hold), 1)
        frames = self.tr("%n frame(s)", "", count)
        if share is None:
            text = self.tr("{frames}: {seconds} s before the motion repeats, if all pass")
            self.motion.setText(text.format(frames=frames, seconds=seconds))
        else:
            text = self.tr("{frames}: {seconds} s before the motion repeats, at {share} % pass")
            self.motion.setText(text.format(frames=frames, seconds=seconds, share=fixed_text(100 * share, 0)))
        self.motion.setVisible(count > 0)

    def _check(self) -> bool:
        """Say at once what is wrong with what was typed."""
        text = self.field.text().strip()
        try:
            if text:
                parse_frame_range(text).select(self._numbers)
        except StudioError as error:
            self.problem.setText(localized(error.message))
            self.problem.show()
            return False
        self.problem.hide()
        return True

    def _take(self) -> None:
        text = self.field.text().strip()
        if self._check() and text != self._kept:
            self._kept = text
            self.chosen.emit(text)
