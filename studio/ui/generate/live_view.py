"""The middle of the workspace: three pictures, the strip of all frames, the numbers, and what failed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.generate.failures_card import FailuresCard
from studio.ui.generate.live_row import LiveRow
from studio.ui.generate.run_numbers import RunNumbers
from studio.ui.generate.start_card import StartCard
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import label
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.frame_strip import FrameStrip

_NEARLY_ALL = 1000      # of the height, until the pictures are as high as their width allows


class LiveView(QWidget):
    """Only lays out; the workspace fills it."""

    def __init__(self) -> None:
        super().__init__()
        self.start = StartCard()
        self.row = LiveRow(self.start)
        self.strip = GoStrip()
        self.numbers = RunNumbers()
        self.failures = FailuresCard()
        self._first, self._last = label("", "small"), label("", "small")
        self._legend = ElidedLabel(self.tr("tall ✓ picked · short ✕ out · blue in the making · grey waits · click: review"),
                                   "small")
        self._legend.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(self.row, _NEARLY_ALL)
        column.addSpacing(GRID)
        column.addWidget(self.strip)
        column.addLayout(self._captions())
        column.addWidget(self.failures)
        column.addSpacing(GRID)
        column.addWidget(self.numbers, 1)

    def show_range(self, first: int | None, last: int | None) -> None:
        """The frames at the ends of the strip."""
        self._first.setText("" if first is None else f"#{first}")
        self._last.setText("" if last is None else f"#{last}")
        self.strip.setVisible(first is not None)
        self._legend.setVisible(first is not None)

    def _captions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addWidget(self._first)
        row.addWidget(self._legend, 1)
        row.addWidget(self._last)
        return row


class GoStrip(FrameStrip):
    """Keys only move the mark; a click or Enter goes there."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move the mark, Enter goes to the marked frame."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current is not None:
                self.clicked.emit(self.current)
            return
        with QSignalBlocker(self):
            super().keyPressEvent(event)
