"""Small controls in the house style: labels, chips, keys, buttons, rows of facts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.ui.icons import icon
from studio.ui.theme import BETWEEN, GRID

FLAT_EDGE = 9       # pixels from the edge of a flat button to its text: padding and border of the style sheet


def label(text: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """A label; `name` is a style of the sheet: second, small, large, sectionTitle, accepted, rejected, undecided."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def chip(text: str = "") -> QLabel:
    """A short fact in a rounded box, such as `preset D`."""
    made = label(text, "chip")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def key_hint(text: str) -> QLabel:
    """A key written beside what it does."""
    made = label(text, "key")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def button(text: str, clicked: Callable[[], object] | None = None, *, style: str = "", icon_name: str = "",
           tip: str = "") -> QPushButton:
    """A button; `style` is primary (one in a workspace: the next step), danger, flat, chip, or nothing."""
    made = QPushButton(text)
    made.setObjectName(style)
    made.setToolTip(tip)
    made.setAccessibleName(text or tip)
    if icon_name:
        made.setIcon(icon(icon_name, "on_button" if style == "primary" else "text"))
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def icon_button(icon_name: str, tip: str, clicked: Callable[[], object], name: str = "") -> QToolButton:
    """A flat button of an icon alone; `name` is what it is called where the tip says less."""
    made = QToolButton()
    made.setObjectName("flat")
    made.setIcon(icon(icon_name))
    made.setToolTip(tip)
    made.setAccessibleName(name or tip)
    made.clicked.connect(lambda _checked=False: clicked())
    return made


def seam() -> QFrame:
    """A line of one pixel."""
    made = QFrame()
    made.setObjectName("seam")
    return made


class FactRows(QWidget):
    """Rows of a dim name at the left and a value at the right; `set` adds a row or changes it.

    `wrap`: values that are longer than their place go on in the next line.
    """

    def __init__(self, parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self._wrap = wrap
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}

    def set(self, key: str, name: str, value: str, *, style: str = "", tip: str = "") -> None:
        """Show `value` beside `name`; `style` as in `label`."""
        if key not in self._rows:
            self._add(key, name, style)
        shown, held = self._rows[key]
        shown.setText(name)
        held.setText(value)
        held.setToolTip(tip)
        if held.objectName() != style:
            held.setObjectName(style)
            held.style().polish(held)

    def _add(self, key: str, name: str, style: str) -> None:
        shown, held = self._rows[key] = (label(name, "second"), label("", style, wrap=self._wrap))
        row, top = len(self._rows) - 1, Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignLeft | top)
        held.setAlignment(Qt.AlignmentFlag.AlignRight | top)
        self._grid.addWidget(held, row, 1, top if self._wrap else Qt.AlignmentFlag.AlignRight | top)

    def remove(self, key: str) -> None:
        """Take a row away."""
        for item in self._rows.pop(key, ()):
            self._grid.removeWidget(item)
            item.deleteLater()

    def value(self, key: str) -> str:
        """What a row says, nothing where it is not shown."""
        return self._rows[key][1].text() if key in self._rows else ""

    def keys(self) -> list[str]:
        """The rows shown."""
        return list(self._rows)


class BigNumber(QWidget):
    """One of the few numbers a person steers by, with what it is measured against below."""

    def __init__(self, caption: str = "", *, wrap: bool = False) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        self._value = label("–", "large")
        self._unit = label("", "second")
        line.addWidget(self._value)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        self._caption = label(caption, "small", wrap=wrap)
        column.addLayout(line)
        column.addWidget(self._caption)

    def set(self, value: str, unit: str = "", caption: str | None = None) -> None:
        """Show a value such as `63` with the unit `of 100`."""
        self._value.setText(value)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        if caption is not None:
            self._caption.setText(caption)
