"""One stage of the export in a row: mark, name, state, bar, time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import label, seam

_HEIGHT = 36
_MARK = 16
_BAR = 150
_STEPS = 1000


class StageRow(QWidget):
    """Shows what it is told."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setMinimumHeight(_HEIGHT)
        self.mark = label("·", "second")
        self.mark.setFixedWidth(_MARK)
        self.title = label(title)
        self.state = label("", "second")
        self.time = label("", "")
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(_BAR)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        for widget in (self.mark, self.title, self.state):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.time, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(seam())

    def show_row(self, *, title: str, mark: str, state: str, time: str, share: float | None, style: str = "second",
                 tip: str = "") -> None:
        """`share` from 0 to 1 shows the bar, None hides it; `style` is the mark's."""
        self.title.setText(title)
        self.mark.setText(mark)
        if self.mark.objectName() != style:
            self.mark.setObjectName(style)
            self.mark.style().polish(self.mark)
        self.state.setText(state)
        self.time.setText(time)
        self.setToolTip(tip)
        self.bar.setVisible(share is not None)
        if share is not None:
            self.bar.setValue(round(share * _STEPS))
        self.setAccessibleName(f"{title}: {state} {time}".strip())
