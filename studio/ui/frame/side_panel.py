"""What can slide in at the right of every page: history and log."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.history_panel import HistoryPanel
from studio.ui.frame.log_panel import LogPanel
from studio.ui.widgets.controls import icon_button
from studio.ui.widgets.panel import PanelHead

WIDTH = 320
LEAST = 240


class SidePanel(QWidget):
    """One of `history` and `log` at a time, or hidden."""

    changed = Signal(str)               # which is shown now, or nothing

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST)
        self._titles = {"history": self.tr("History"), "log": self.tr("Log")}
        self.history, self.log = HistoryPanel(), LogPanel(context.notices)
        self._pages: dict[str, QWidget] = {"history": self.history, "log": self.log}
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._head = PanelHead("")
        self._head.add(self._closer())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self.hide()

    @property
    def shown(self) -> str:
        """`history`, `log` or nothing."""
        if self.isHidden():
            return ""
        return next(key for key, page in self._pages.items() if page is self._stack.currentWidget())

    def toggle(self, key: str) -> None:
        """Show that one, or hide it where it is shown."""
        self.show_page("" if self.shown == key else key)

    def show_page(self, key: str) -> None:
        """Show `history` or `log`; nothing hides both."""
        if key in self._pages:
            self._head.set_title(self._titles[key])
            self.setAccessibleName(self._titles[key])
            self._stack.setCurrentWidget(self._pages[key])
        self.setVisible(key in self._pages)
        self.changed.emit(self.shown)

    def show_session(self, session: EpisodeSession | None) -> None:
        """Follow an episode's history."""
        self.history.show_session(session)

    def _closer(self) -> QToolButton:
        return icon_button("close", self.tr("Close"), lambda: self.show_page(""))
