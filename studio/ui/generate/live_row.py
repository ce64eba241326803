"""Source, take in the making and last take side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.ui.generate.live_picture import LivePicture
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import label
from studio.ui.widgets.elided_label import ElidedLabel

_LEAST = 240


class LivePane(QWidget):
    """A picture under its name and what there is to say of it."""

    def __init__(self, name: str, empty: str = "") -> None:
        """`empty`: what is said while there is no picture."""
        super().__init__()
        self.picture = LivePicture(name)
        self.picture.show_image(None, empty)
        self._empty = empty
        self._name = label(name, "sectionTitle")
        self._facts = ElidedLabel("", "second")
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(BETWEEN)
        head.addWidget(self._name)
        head.addWidget(self._facts, 1)
        self.room = QStackedWidget()
        self.room.addWidget(self.picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.room, 1)

    @property
    def facts(self) -> str:
        """What stands at the right of the name."""
        return self._facts.text()

    def show_image(self, image: QImage | None) -> None:
        """A picture, or that there is none."""
        self.picture.show_image(image, self._empty)

    def set_facts(self, text: str) -> None:
        """Say something at the right of the name."""
        self._facts.setText(text)


class LiveRow(QWidget):
    """`start` stands in the middle while nothing is in the making."""

    def __init__(self, start: QWidget) -> None:
        super().__init__()
        self.source = LivePane(self.tr("Source"), self.tr("The frame that a take is made from"))
        self.making = LivePane(self.tr("In the making"))
        self.last = LivePane(self.tr("Last take"), self.tr("Every finished take appears here, with its scores"))
        self.making.room.addWidget(start)
        self._start = start
        self._panes = (self.source, self.making, self.last)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(INSIDE + GRID)
        for pane in self._panes:
            row.addWidget(pane, 1)
            pane.picture.aspect_changed.connect(self._limit_height)

    @property
    def shows_start(self) -> bool:
        """Whether the middle is where one starts."""
        return self.making.room.currentWidget() is self._start

    def show_start(self) -> None:
        """Nothing is in the making."""
        self.making.set_facts("")
        self.making.room.setCurrentWidget(self._start)

    def show_making(self) -> None:
        """Something is in the making, or its engine loads."""
        self.making.room.setCurrentWidget(self.making.picture)

    def show_step(self, step: int, steps: int) -> None:
        """How far the take in the making is."""
        text = self.tr("step {step} of {steps}").format(step=step, steps=steps) if steps else ""
        self.making.set_facts(text)
        self.making.picture.set_share(step / steps if steps else None)

    def show_preview(self, image: QImage | None, message: str = "") -> None:
        """The take in the making as it looks now, or why there is nothing to see."""
        self.making.picture.show_image(image, message)
        if image is None:
            self.making.picture.set_share(None)

    def set_aspect(self, aspect: float) -> None:
        """The takes' width by height, for pictures that are not there yet."""
        for pane in self._panes:
            pane.picture.set_aspect(aspect)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width allows another height."""
        super().resizeEvent(event)
        self._limit_height()

    def _limit_height(self) -> None:
        """No higher than the highest picture can be in its width."""
        above = self.making.height() - self.making.room.height()
        aspect = min(pane.picture.aspect for pane in self._panes)
        self.setMaximumHeight(max(_LEAST, round(self.making.width() / aspect) + above))
