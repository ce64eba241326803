"""The line of a stage: mark, name with its choice, state, bar, time; a click or the space bar opens what can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QSizePolicy

from studio.ui.icons import icon
from studio.ui.keyboard import latin_key
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import icon_button, label
from studio.ui.widgets.elided_label import ElidedLabel

_HEIGHT = 36
_MARK = 16
_BAR = 130
_STEPS = 1000


class StageLine(QFrame):
    """`opened`: the choices are wanted, or no longer; `result_wanted`: its result is to be shown alone."""

    opened = Signal()
    result_wanted = Signal()

    def __init__(self, *, has_choices: bool) -> None:
        super().__init__()
        self._has_choices, self.has_result, self._open = has_choices, False, False
        self.setObjectName("stageRow")
        self.setMinimumHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.mark = label("·", "second")
        self.mark.setFixedWidth(_MARK)
        self.title = label("")              # the state gives way to it
        self.arrow = label("", "second")
        self.state = ElidedLabel("", "second")
        self.time = label("")
        self.play = icon_button("play", self.tr("Show this result alone"), self.result_wanted.emit)
        self.play.setIcon(icon("play", "second"))
        self.play.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(_BAR)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._arrange()

    def show_line(self, *, title: str, mark: str, state: str, time: str, share: float | None, style: str = "second",
                  tip: str = "", has_result: bool = False) -> None:
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
        self.has_result = has_result
        self.play.setVisible(has_result)
        self.setAccessibleName(f"{title}: {state} {time}".strip())

    def show_open(self, *, is_open: bool) -> None:
        """Whether the choices stand below."""
        self._open = is_open
        self.arrow.setText("▴" if is_open else "▾")
        self.arrow.setVisible(self._has_choices)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open or close the choices."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._press()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space and Return open the choices, O the result; up and down go to the next line."""
        key = latin_key(event.key())
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press()
        elif key == Qt.Key.Key_O and self.has_result:
            self.result_wanted.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """What can be done with it."""
        self._show_menu(event.globalPos())

    def menu(self) -> QMenu:
        """The commands of the line."""
        menu = QMenu(self)
        show = menu.addAction(self.tr("Show this result alone\tO"), self.result_wanted.emit)
        show.setEnabled(self.has_result)
        choose = menu.addAction(self.tr("Choose…\tSpace"), self._press)
        choose.setEnabled(self._has_choices)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.exec(at)
        menu.deleteLater()

    def _press(self) -> None:
        if self._has_choices:
            self.opened.emit()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(BETWEEN)
        for widget in (self.mark, self.title, self.arrow, self.state):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.play)
        row.addWidget(self.time, 0, Qt.AlignmentFlag.AlignRight)
        self.show_open(is_open=False)
