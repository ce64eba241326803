"""A scroll area as high as what is in it, where there is room for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.widgets.panel import UprightScroll

_LEAST = 120


class FittedScroll(UprightScroll):
    """Scrolls only where the column it stands in is too low for all of it."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__(inner)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:  # noqa: N802
        """All of it."""
        return self.inner.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few rows."""
        return QSize(super().minimumSizeHint().width(), min(_LEAST, self.inner.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The content asks for another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
