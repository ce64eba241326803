"""Frames whose take could not be made, each with its reason, and the button that tries again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel

_SHOWN = 2


class FailuresCard(QFrame):
    """Hidden while nothing failed. `retry_requested` carries the numbers of the frames."""

    retry_requested = Signal(object)    # list[int]

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self.setProperty("kind", "error")
        self._failures: dict[int, str] = {}
        self._title = label("", "rejected")
        self.all = button("", lambda: self.retry_requested.emit(sorted(self._failures)))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, BETWEEN, BETWEEN, BETWEEN)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addLayout(self._rows)
        self.hide()

    @property
    def failures(self) -> Mapping[int, str]:
        """Frame number to sentence."""
        return self._failures

    def show_failures(self, failures: Mapping[int, str], *, can_retry: bool) -> None:
        """Show these; while a run is under way they are tried when it is over."""
        if dict(failures) != self._failures:
            self._failures = dict(sorted(failures.items()))
            self._fill()
        self.all.setEnabled(can_retry)
        self.setVisible(bool(failures))

    def _fill(self) -> None:
        count = len(self._failures)
        self._title.setText("✕ " + self.tr("%n frame(s) could not be made", "", count))
        self.all.setText(self.tr("Try %n frame(s) again", "", count))
        self.all.setAccessibleName(self.all.text())
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for frame, text in list(self._failures.items())[:_SHOWN]:
            self._rows.addWidget(self._row(frame, text))
        if count > _SHOWN:
            self._rows.addWidget(label(self.tr("and %n more", "", count - _SHOWN), "small"))

    def _row(self, frame: int, text: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(label(f"#{frame}"))
        row.addWidget(ElidedLabel(localized(text), "second"), 1)
        again = button(self.tr("Try again"), self._asking(frame), style="flat")
        again.setAccessibleName(self.tr("Try frame {number} again").format(number=frame))
        row.addWidget(again)
        return made

    def _asking(self, frame: int) -> Callable[[], object]:
        return lambda: self.retry_requested.emit([frame])
