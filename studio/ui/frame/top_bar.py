"""The bar at the top: menu, episode, the five pages, what works now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.theme import BETWEEN, INSIDE, TOP_BAR
from studio.ui.widgets.controls import button, label

PAGES = ("prepare", "generate", "review", "timeline", "export")


class TopBar(QWidget):
    """44 pixels: name at the left, pages in the middle, engine at the right."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(TOP_BAR)
        self._context = context
        self._name = label("", "sectionTitle")
        self._state = label("", "second")
        self._buttons = {key: self._page_button(key) for key in PAGES}
        row = QHBoxLayout(self)
        row.setContentsMargins(INSIDE, 0, INSIDE, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(self._name)
        row.addWidget(self._state)
        row.addStretch(1)
        for item in self._buttons.values():
            row.addWidget(item)
        row.addStretch(1)
        self.show_session(None)

    def show_session(self, session: EpisodeSession | None) -> None:
        """Show whose pages these are."""
        self._name.setText(session.name if session else "Full-Motion Studio")
        self._state.setText(self.tr("saved") if session else "")
        for item in self._buttons.values():
            item.setVisible(session is not None)

    def show_page(self, key: str) -> None:
        """Mark the page shown."""
        self._buttons[key].setChecked(True)

    def _page_button(self, key: str) -> QPushButton:
        action = self._context.actions.action(f"window.{key}")
        made = button(action.text(), action.trigger, style="page")
        made.setCheckable(True)
        if not hasattr(self, "_group"):
            self._group = QButtonGroup(self)
        self._group.addButton(made)
        return made
