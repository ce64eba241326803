"""What is being made for the start page, with its progress and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from studio.jobs.events import JobEvent
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel

_COUNTED = ("progress", "take", "failure")


class TaskCard(QFrame):
    """Hidden until `begin`."""

    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label("", "sectionTitle")
        self._stage = ElidedLabel("", "second")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop_button = button(self.tr("Stop"), self.stop_requested.emit)
        head = QHBoxLayout()
        head.setSpacing(BETWEEN)
        for item, stretch in ((self._title, 0), (self._stage, 1), (self.stop_button, 0)):
            head.addWidget(item, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        column.setSpacing(BETWEEN)
        column.addLayout(head)
        column.addWidget(self.bar)
        self.hide()

    def begin(self, title: str) -> None:
        """Show it, with nothing known yet."""
        self._title.setText(title)
        self._stage.setText("")
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        self.show()

    def stopping(self) -> None:
        """It was asked to stop."""
        self.stop_button.setEnabled(False)
        self._stage.setText(self.tr("stopping"))

    def hear(self, event: JobEvent) -> None:
        """Show how far it is."""
        if event.kind in ("stage", "loading"):
            self._stage.setText(self._name(event.stage))
            self.bar.setRange(0, 0)
        elif event.kind in _COUNTED and event.total:
            self._stage.setText(self.tr("{stage}: {done} of {total}").format(stage=self._name(event.stage), done=event.done,
                                                                           total=event.total))
            self.bar.setRange(0, event.total)
            self.bar.setValue(event.done)

    def _name(self, stage: str) -> str:
        names = {"source": self.tr("importing the source"), "voice": self.tr("importing the voice"),
                 "generate": self.tr("making takes"), "score": self.tr("scoring"), "loop": self.tr("joining the loop"),
                 "export": self.tr("exporting"), "identity": self.tr("looking at the face")}
        return names.get(stage, stage)
