"""A target as a card: what kind of video, and what it will be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studio.finish.targets import Target
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import label


class TargetCard(QFrame):
    """Chosen by a click or with the space bar."""

    picked = Signal(str)

    def __init__(self, target: Target, title: str) -> None:
        super().__init__()
        self.target = target
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self._mark = label("✓", "accepted")
        self._summary = label("", "small", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(title, "sectionTitle"), 1)
        head.addWidget(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, BETWEEN, INSIDE, BETWEEN)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._summary)

    def set_summary(self, text: str) -> None:
        """What the video will be."""
        self._summary.setText(text)
        self.setAccessibleDescription(text)

    def set_chosen(self, *, chosen: bool) -> None:
        """Show whether this is the one to be exported."""
        self._mark.setVisible(chosen)
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.picked.emit(self.target.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose it."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self.picked.emit(self.target.key)
        else:
            super().keyPressEvent(event)
