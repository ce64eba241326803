"""The small field that goes to a frame by its number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from studio.ui.theme import BETWEEN, HEAD, INSIDE
from studio.ui.widgets.controls import label

_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class FrameField(QFrame):
    """Lies over the top of `parent`; Return asks for the number, Escape or a click elsewhere closes it."""

    asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("card")
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("Number of the frame"))
        self.number.setMaximumWidth(96)
        self._note = label("", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(INSIDE, BETWEEN, INSIDE, BETWEEN)
        row.setSpacing(BETWEEN)
        row.addWidget(label(self.tr("Go to frame")))
        row.addWidget(self.number)
        row.addWidget(self._note)
        self.number.returnPressed.connect(self._ask)
        self.number.installEventFilter(self)
        self._before: QWidget | None = None
        self.hide()

    def open(self, first: int, last: int) -> None:
        """Ask; `first` and `last` are the frames there are."""
        self._before = self.window().focusWidget()
        self._note.setText(self.tr("{first} – {last}").format(first=first, last=last))
        self.number.clear()
        self._place()
        self.show()
        self.raise_()
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, text: str) -> None:
        """Say why that number does not do."""
        self._note.setText(text)
        self.number.selectAll()
        self._place()

    def close_field(self) -> None:
        """Put it away; the keyboard goes back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Return and Escape mean this field, also where they are shortcuts; leaving it closes it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close_field()
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        text = self.number.text().strip().removeprefix("#")
        if text.isdecimal():
            self.asked.emit(int(text))
        else:
            self.refuse(self.tr("A frame is a whole number."))

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._around.width() - self.width()) // 2, HEAD + INSIDE)
