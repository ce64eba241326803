"""Things side by side that go on in the next line where the room ends: buttons with texts of any language."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import GRID


class FlowRow(QWidget):
    """From left to right, then the next line; at least as wide as the widest thing.

    A widget, not a layout: the items of a layout written in Python outlive their widgets and are freed after them,
    which breaks memory.
    """

    def __init__(self, spacing: int = GRID, between_lines: int | None = None) -> None:
        """`between_lines`: pixels from one line to the next, where they are others than between things."""
        super().__init__()
        self._spacing = spacing
        self._between_lines = spacing if between_lines is None else between_lines
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put something at the end."""
        widget.setParent(self)
        self._widgets.append(widget)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height of all lines."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its width asks for."""
        return QSize(self.minimumSizeHint().width(), self._arrange(max(self.width(), 1), move=False))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The widest and the highest thing."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.sizeHint())
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Other lines."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        """A text or what is shown has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange(self.width(), move=True)
            self.updateGeometry()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [item for item in self._widgets if not item.isHidden()]

    def _arrange(self, width: int, *, move: bool) -> int:
        """Go through the lines; the height they take."""
        x = y = line = 0
        for item in self._shown():
            size = item.sizeHint()
            if x > 0 and x + size.width() > width:
                x, y, line = 0, y + line + self._between_lines, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._spacing
            line = max(line, size.height())
        return y + line
