"""A target as a card: what kind of video, what it will be, and what has to be known of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studio.finish.targets import Target
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import label

_ONWARD = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}


class TargetCard(QFrame):
    """A click or the space bar chooses it, or no longer; up and down go to the next one."""

    toggled = Signal(str)

    def __init__(self, target: Target, title: str) -> None:
        super().__init__()
        self.target, self.chosen = target, False
        self._title = title
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._mark = label("✓", "accepted")
        self._summary = label("", "small", wrap=True)
        self._note = label("", "undecidedSmall", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(title, "sectionTitle"), 1)
        head.addWidget(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, BETWEEN, INSIDE, BETWEEN)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self._note)
        self.set_chosen(chosen=False)
        self.set_texts("")

    @property
    def summary(self) -> str:
        """What it says of the video."""
        return self._summary.text()

    @property
    def note(self) -> str:
        """What has to be known of it besides."""
        return self._note.text()

    def set_texts(self, summary: str, note: str = "") -> None:
        """What the video will be, and what has to be known of it."""
        self._summary.setText(summary)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleDescription(f"{summary}. {note}" if note else summary)

    def set_chosen(self, *, chosen: bool) -> None:
        """Show whether it is to be exported."""
        self.chosen = chosen
        self._mark.setText("✓" if chosen else "")
        self.setAccessibleName(self.tr("{target}, chosen").format(target=self._title) if chosen else self._title)
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose it, or no longer."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggled.emit(self.target.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose it, or no longer; go on to the next one."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit(self.target.key)
        elif key in _ONWARD:
            self.focusNextPrevChild(_ONWARD[key])
        else:
            super().keyPressEvent(event)
