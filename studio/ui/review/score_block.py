"""One score in the filter: its name with the switch of its threshold, how many pass, its histogram, a brushed range."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.episode.thresholds import RULE_OF
from studio.review.histogram import Histogram
from studio.review.take_filter import ScoreSpan
from studio.ui.numbers import plain_text, typed_number
from studio.ui.review.score_histogram import ScoreHistogram
from studio.ui.review.score_words import score_name, score_text
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.decimal_field import DecimalValidator

_ENDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class ScoreBlock(QWidget):
    """`limit_moved`: follow while it is dragged. `limit_set`: keep it; None switches the threshold off. `brushed`: select
    these takes. `span_set`: show only these, an open span shows all."""

    limit_moved = Signal(str, float)
    limit_set = Signal(str, object)
    brushed = Signal(str, object)
    span_set = Signal(str, object)

    def __init__(self, score: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score = score
        self._rule = RULE_OF.get(score)
        self._span = ScoreSpan()
        self.limit: float | None = None
        self._last_limit: float | None = None
        name = score_name(score)
        self.switch = QCheckBox(name)
        self.switch.setToolTip(self.tr("Whether this threshold counts"))
        self._name = label(name)
        self.passing = label("", "second")
        self.histogram = ScoreHistogram(score, self._rule)
        self.histogram.setAccessibleName(name)
        self.histogram.setToolTip(self.tr("Drag the line to move the threshold, Return types it.\n"
                                          "Drag over the bars to select the takes in a range."))
        self.field = QLineEdit(self)
        self.only = button("", self._toggle_only, style="chip")
        self.only.setCheckable(True)
        self._fill()
        self._connect()

    def show_data(self, data: Histogram) -> None:
        """Other takes."""
        self.histogram.set_data(data)
        self.histogram.setVisible(not data.is_empty)

    def show_limit(self, limit: float | None, passing: int) -> None:
        """The threshold that counts now, and how many takes keep it."""
        self.limit = limit
        self.histogram.set_limit(limit)
        if limit is not None:
            self._last_limit = limit
        self.switch.setChecked(limit is not None)
        if limit is not None:
            self.passing.setText(self.tr("%n pass", "", passing))
        else:
            self.passing.setText(self.tr("%n measured", "", passing) if passing else self.tr("not measured"))

    def show_span(self, span: ScoreSpan) -> None:
        """The range that is shown alone; open: all."""
        self._span = span
        self.histogram.set_brush(span)
        self._show_only()

    def add_below(self, widget: QWidget) -> None:
        """Put what is said of the threshold under its histogram."""
        self._column.addWidget(widget)

    def _fill(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(BETWEEN)
        head.addWidget(self.switch if self._rule else self._name)
        unused = self._name if self._rule else self.switch
        unused.setParent(self)
        unused.hide()
        head.addStretch(1)
        head.addWidget(self.passing)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.histogram)
        column.addWidget(self.only, 0, Qt.AlignmentFlag.AlignLeft)
        self.only.hide()
        self.field.hide()
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setAccessibleName(self.tr("Threshold of {score}").format(score=score_name(self.score)))
        if self._rule:
            self.field.setValidator(DecimalValidator(self._rule.low, self._rule.high, 4, self.field))
        self.field.installEventFilter(self)

    def _connect(self) -> None:
        self.switch.clicked.connect(self._switched)
        self.histogram.limit_moved.connect(lambda value: self.limit_moved.emit(self.score, value))
        self.histogram.limit_set.connect(lambda: self.limit_set.emit(self.score, self.histogram.limit))
        self.histogram.brushed.connect(self._on_brush)
        self.histogram.edit_asked.connect(self.edit_limit)
        self.field.returnPressed.connect(self._typed)
        self.field.editingFinished.connect(self.field.hide)

    def edit_limit(self) -> None:
        """Let the threshold be typed, where its value stands."""
        if self._rule is None:
            return
        bubble = self.histogram.bubble().toRect()
        place = self.histogram.mapTo(self, bubble.center() if not bubble.isEmpty() else self.histogram.rect().center())
        size = self.field.sizeHint()
        self.field.setGeometry(max(0, min(place.x() - 36, self.width() - 72)), place.y() - size.height() // 2, 72,
                               size.height())
        self.field.setText("" if self.histogram.limit is None else plain_text(self.histogram.limit))
        self.field.show()
        self.field.raise_()
        self.field.selectAll()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Return takes what was typed, Escape gives it up; neither is a command of the workspace meanwhile."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() in _ENDING:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.field.hide()
                self.histogram.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self.limit_set.emit(self.score, typed_number(self.field.text()))
        self.field.hide()
        self.histogram.setFocus()

    def _switched(self, on: bool) -> None:  # noqa: FBT001
        usual = self._last_limit if self._last_limit is not None else self.histogram.usual_limit()
        self.limit_set.emit(self.score, usual if on else None)

    def _on_brush(self, span: ScoreSpan) -> None:
        if span == ScoreSpan() and self._span != ScoreSpan():
            self.span_set.emit(self.score, span)
        self._show_only()
        self.brushed.emit(self.score, span)

    def _toggle_only(self) -> None:
        self.span_set.emit(self.score, self.histogram.brush if self.only.isChecked() else ScoreSpan())

    def _show_only(self) -> None:
        brush = self.histogram.brush
        shown = brush.low is not None and brush.high is not None
        self.only.setVisible(shown)
        self.only.setChecked(shown and self._span == brush)
        if brush.low is not None and brush.high is not None:
            self.only.setText(self.tr("Only {low} … {high}").format(low=score_text(self.score, brush.low),
                                                                   high=score_text(self.score, brush.high)))
