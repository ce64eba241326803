"""Two numbers that bound the yaw of the takes shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.review.take_filter import ScoreSpan
from studio.ui.review.score_words import score_name
from studio.ui.theme import GRID
from studio.ui.widgets.controls import label
from studio.ui.widgets.decimal_field import DecimalField

YAW_END = 90
_WIDTH = 60
_AFTER_MS = 150


class YawRow(QWidget):
    """`changed` brings a ScoreSpan, open at an end that stands at 90 degrees, a little after the last change."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.boxes = (DecimalField(), DecimalField())
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._tell)
        self._fill()

    def show_span(self, span: ScoreSpan) -> None:
        """Show what is filtered already."""
        for box, value, end in zip(self.boxes, (span.low, span.high), (-YAW_END, YAW_END), strict=True):
            box.setValue(end if value is None else round(value))
        self._timer.stop()

    def _fill(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(label(score_name("yaw"), "second"))
        row.addStretch(1)
        names = (self.tr("Yaw from"), self.tr("Yaw to"))
        for box, value, name in zip(self.boxes, (-YAW_END, YAW_END), names, strict=True):
            box.setDecimals(0)
            box.setRange(-YAW_END, YAW_END)
            box.setSuffix("°")
            box.setValue(value)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.setAccessibleName(name)
            box.setMinimumWidth(_WIDTH)
            box.valueChanged.connect(lambda _: self._timer.start())
            row.addWidget(box)
        row.insertWidget(row.count() - 1, label("…", "second"))

    def _tell(self) -> None:
        low, high = (box.value() for box in self.boxes)
        self.changed.emit(ScoreSpan(low if low > -YAW_END else None, high if high < YAW_END else None))
