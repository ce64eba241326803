"""A dockable panel: a head of 32 pixels with title and facts, and a body."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from studio.ui.theme import BETWEEN, HEAD, INSIDE
from studio.ui.widgets.controls import FLAT_EDGE, label


class PanelHead(QWidget):
    """Title at the left, chips after it, notes and buttons at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEAD)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(INSIDE, 0, INSIDE, 0)
        self._row.setSpacing(BETWEEN)
        self._title = label(title, "title")
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        self._chips = 0

    def sizeHint(self) -> QSize:  # noqa: N802
        """Its whole height: a dock asks for nothing else when it makes room for its head."""
        return QSize(super().sizeHint().width(), HEAD)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def title_width(self) -> int:
        """Pixels that the title takes with the room at both ends and after it."""
        return self._title.sizeHint().width() + 2 * INSIDE + BETWEEN

    def add_chip(self, chip: QWidget) -> None:
        """Put something directly after the title."""
        self._chips += 1
        self._row.insertWidget(self._chips, chip)

    def add(self, widget: QWidget) -> None:
        """Put something at the right end; the text of a flat button there ends where that of a note does."""
        self._row.addWidget(widget)
        edge = INSIDE - FLAT_EDGE if widget.objectName() == "flat" else INSIDE
        self._row.setContentsMargins(INSIDE, 0, edge, 0)

    def add_note(self) -> QLabel:
        """A dim text at the right end, to be set later."""
        note = label("", "second")
        self.add(note)
        return note


class Panel(QWidget):
    """`key` names it in remembered layouts. Subclasses fill `self.body`, a column with the inner margin.

    `scrolls`: the body scrolls when it is higher than the panel. `margins`: False for bodies of pictures.
    """

    def __init__(self, key: str, title: str, *, scrolls: bool = False, margins: bool = True) -> None:
        super().__init__()
        self.key = key
        self.title = title
        self.setObjectName("panel")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = PanelHead(title)
        inner = QWidget()
        inner.setObjectName("panelBody")
        self.body = QVBoxLayout(inner)
        edge = INSIDE if margins else 0
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(BETWEEN)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(UprightScroll(inner) if scrolls else inner, 1)


class PanelDock(QDockWidget):
    """The dock around a panel; its title bar is the panel's head."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel.title)
        self.setObjectName(f"dock-{panel.key}")
        self.setTitleBarWidget(panel.head)
        self.setWidget(panel)
        self.setAccessibleName(panel.title)
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetClosable
                         | QDockWidget.DockWidgetFeature.DockWidgetFloatable)


class CentralPanel(QWidget):
    """A panel that is not a dock: the workspace's middle, head above body."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panel.head)
        column.addWidget(panel, 1)


Area = Literal["left", "right", "bottom", "top"]
DOCK_AREAS: dict[Area, Qt.DockWidgetArea] = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea, "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea, "top": Qt.DockWidgetArea.TopDockWidgetArea,
}


class UprightScroll(QScrollArea):
    """Scrolls up and down only: it is never narrower than what is in it, so that nothing is cut off at the side."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.inner = inner
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._fit)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setWidget(inner)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """It is called what its panel is called, which may be named after it was made."""
        super().showEvent(event)
        panel = self.parentWidget()
        if panel is not None:
            self.setAccessibleName(panel.accessibleName())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The content was laid out anew and may need another width, once that is settled."""
        if event.type() == QEvent.Type.LayoutRequest and not self._settling.isActive():
            self._settling.start()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Docks keep the least width they were once told, so they are told again."""
        self.setMinimumWidth(self.inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
