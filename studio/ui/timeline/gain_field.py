"""A gain in decibels: a field to write in, to drag in, to turn the wheel in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from studio.episode.track import LOUDEST_DB, QUIETEST_DB
from studio.ui.widgets.decimal_field import DecimalField

_BEGINS = 3                 # pixels before a press becomes a drag
_DB_A_PIXEL = 0.1


class GainField(DecimalField):
    """`previewed` while it is dragged sideways, `committed` when a value is meant to stay."""

    previewed = Signal(float)
    committed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compact")
        self.setRange(QUIETEST_DB, LOUDEST_DB)
        self.setDecimals(1)
        self.setSingleStep(0.5)
        self.setSuffix(self.tr(" dB"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Drag sideways, or write a gain"))
        self._pressed: QPointF | None = None
        self._from = 0.0
        self._dragging = self._showing = False
        self.valueChanged.connect(self._changed)
        self.lineEdit().installEventFilter(self)

    def show_gain(self, gain_db: float) -> None:
        """Show a value that is kept already."""
        self._showing = True
        self.setValue(gain_db)
        self._showing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A press that moves sideways drags the value."""
        if isinstance(event, QMouseEvent) and self.isEnabled():
            if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                self._pressed, self._from = event.globalPosition(), self.value()
            elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
                return self._drag(event.globalPosition().x() - self._pressed.x())
            elif event.type() == QEvent.Type.MouseButtonRelease:
                return self._let_go()
        return super().eventFilter(watched, event)

    def _drag(self, pixels: float) -> bool:
        if not self._dragging and abs(pixels) < _BEGINS:
            return False
        self._dragging = True
        self.setValue(round((self._from + pixels * _DB_A_PIXEL) * 2) / 2)
        return True

    def _let_go(self) -> bool:
        was, self._dragging, self._pressed = self._dragging, False, None
        if was:
            self.committed.emit(self.value())
        return was

    def _changed(self, value: float) -> None:
        if self._dragging:
            self.previewed.emit(value)
        elif not self._showing:
            self.committed.emit(value)
