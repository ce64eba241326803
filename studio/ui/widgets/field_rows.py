"""Rows of a dim name at the left and a quiet field at the right, which looks like a fact until it is wanted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import label
from studio.ui.widgets.decimal_field import DecimalField

_ROW = 24
FIELD_EDGE = 3             # border and padding of a quiet field, so that facts align with its text


class FieldRows(QWidget):
    """`add` puts a named row at the end; a row without a field, or with a label, shows a text that `set` changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setColumnStretch(1, 1)
        self._names: dict[str, QLabel] = {}
        self._held: dict[str, QWidget] = {}

    def add(self, key: str, name: str, field: QWidget | None = None) -> None:
        """A row; `field` gets its name as the accessible one. A field of text takes all the room beside its name."""
        named, held = label(name, "second"), field or label("")
        held.setAccessibleName(name)
        if isinstance(held, QLabel):
            held.setContentsMargins(0, 0, FIELD_EDGE, 0)
        row = len(self._held)
        self._names[key], self._held[key] = named, held
        self._grid.addWidget(named, row, 0)
        if isinstance(field, QLineEdit):
            self._grid.addWidget(held, row, 1)
        else:
            self._grid.addWidget(held, row, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.setRowMinimumHeight(row, _ROW)

    def set(self, key: str, text: str, *, tip: str = "") -> None:
        """Change a row's text."""
        held = self._held[key]
        assert isinstance(held, QLabel)
        held.setText(text)
        held.setToolTip(tip)

    def text(self, key: str) -> str:
        """A row's text."""
        held = self._held[key]
        return held.text() if isinstance(held, QLabel) else ""

    def show_row(self, key: str, *, shown: bool) -> None:
        """Show or hide a row."""
        self._names[key].setVisible(shown)
        self._held[key].setVisible(shown)
        self._grid.setRowMinimumHeight(list(self._held).index(key), _ROW if shown else 0)


class NumberField(DecimalField):
    """A number with its unit; `committed` tells of changes by the person only, `show_value` shows without telling."""

    committed = Signal(float)

    def __init__(self, low: float, high: float, decimals: int, unit: str, step: float) -> None:
        super().__init__()
        _compact(self)
        self.setRange(low, high)
        self.setDecimals(decimals)
        self.setSingleStep(step)
        self.setSuffix(unit)
        self.valueChanged.connect(self.committed)

    def show_value(self, value: float) -> None:
        """Show what is kept already."""
        with QSignalBlocker(self):
            self.setValue(value)


class RateField(NumberField):
    """A number without zeros at its end: 25, 29.97."""

    def textFromValue(self, value: float) -> str:  # noqa: N802
        """25, 29.97, 23.976."""
        return self.locale().toString(value, "f", self.decimals()).rstrip("0").rstrip(self.locale().decimalPoint())


class CountField(QSpinBox):
    """A whole number; `committed` tells of changes by the person only."""

    committed = Signal(int)

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        _compact(self)
        self.setRange(low, high)
        self.valueChanged.connect(self.committed)

    def show_value(self, value: int) -> None:
        """Show what is kept already."""
        with QSignalBlocker(self):
            self.setValue(value)


class ChoiceField(QComboBox):
    """One of a few, as wide as what is chosen; `committed` gives the data of what the person chose."""

    committed = Signal(object)

    def __init__(self, choices: Mapping[object, str]) -> None:
        super().__init__()
        self.setObjectName("compact")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, text in choices.items():
            self.addItem(text, value)
        self.activated.connect(lambda place: self.committed.emit(self.itemData(place)))
        self.currentTextChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:  # noqa: N802
        """So that its text ends where the facts above and below end."""
        return super().sizeHint() - QSize(self._wider(), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It does not give way."""
        return self.sizeHint()

    def showPopup(self) -> None:  # noqa: N802
        """The list is as wide as its widest choice."""
        self.view().setMinimumWidth(super().sizeHint().width())
        super().showPopup()

    def _wider(self) -> int:
        """Pixels by which the widest choice is wider than the chosen one."""
        metrics = self.fontMetrics()
        widths = [metrics.horizontalAdvance(self.itemText(place)) for place in range(self.count())]
        return max(widths, default=0) - metrics.horizontalAdvance(self.currentText())

    def set_choices(self, choices: Mapping[object, str]) -> None:
        """Other choices; what is shown stays shown where it is among them."""
        shown = self.currentData()
        if choices != {self.itemData(place): self.itemText(place) for place in range(self.count())}:
            self.clear()
            for value, text in choices.items():
                self.addItem(text, value)
            self.show_value(shown)

    def show_value(self, value: object) -> None:
        """Show what is kept already."""
        self.setCurrentIndex(self.findData(value))


class TextField(QLineEdit):
    """A line of text; `committed` tells of changes by the person only, when Enter is pressed or the field is left."""

    committed = Signal(str)

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.setObjectName("compact")
        self.setPlaceholderText(hint)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._kept = ""
        self.editingFinished.connect(self._changed)

    def show_value(self, value: str) -> None:
        """Show what is kept already; what is being written is left alone."""
        if value != self._kept or not self.hasFocus():
            self._kept = value
            self.setText(value)
            self.setCursorPosition(0)

    def _changed(self) -> None:
        if self.text() != self._kept:
            self._kept = self.text()
            self.committed.emit(self._kept)


def _compact(field: QAbstractSpinBox) -> None:
    """As numbers look in a row; what is typed counts when it is finished."""
    field.setObjectName("compact")
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setKeyboardTracking(False)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
