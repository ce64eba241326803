"""Fields for decimal numbers: they write the sign of the language, and take a point as well as a comma."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QDoubleValidator, QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from studio.ui.numbers import MINUS


class DecimalField(QDoubleSpinBox):
    """A box in which `0.5` and `0,5` are the same number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editingFinished.connect(lambda: self.setValue(self.value()))       # shown as numbers are here, not as typed

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """As Qt does, with the decimal sign of the language for either."""
        return super().validate(_with_sign(text, self.locale()), place)

    def textFromValue(self, value: float) -> str:  # noqa: N802
        """With a minus as wide as a plus, which is read back, too."""
        return super().textFromValue(value).replace("-", MINUS)


class DecimalValidator(QDoubleValidator):
    """The same for a line of text, with numbers from `low` to `high`."""

    def __init__(self, low: float, high: float, decimals: int, parent: QObject) -> None:
        super().__init__(low, high, decimals, parent)
        self.setNotation(QDoubleValidator.Notation.StandardNotation)

    def validate(self, text: str, place: int) -> object:
        """As Qt does, with the decimal sign of the language for either."""
        return super().validate(_with_sign(text, self.locale()), place)


def _with_sign(text: str, locale: QLocale) -> str:
    sign = locale.decimalPoint()
    return text.replace(".", sign).replace(",", sign)
