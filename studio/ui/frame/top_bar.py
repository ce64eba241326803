"""The bar at the top: menu, episode, the five pages, what works now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.menus import MainMenu
from studio.ui.frame.page_button import PageButton
from studio.ui.frame.places import PAGES
from studio.ui.frame.work_state import WorkState
from studio.ui.theme import BETWEEN, GRID, INSIDE, TOP_BAR
from studio.ui.widgets.controls import icon_button, label
from studio.ui.widgets.elided_label import ElidedLabel


class TopBar(QWidget):
    """44 pixels: name at the left, pages in the middle, what works at the right."""

    def __init__(self, context: WindowContext, run: Callable[[str], object], can_run: Callable[[str], bool]) -> None:
        """`run` and `can_run` are asked by the menu with an action's id."""
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(TOP_BAR)
        self.setAccessibleName(self.tr("Top bar"))
        self.menu = MainMenu(self, context.actions, run, can_run)
        self.menu_button = self._menu_button()
        self._name = ElidedLabel("", "sectionTitle")
        self._state = label("", "second")
        self.work_state = WorkState(context)
        self._session: EpisodeSession | None = None
        self._group = QButtonGroup(self)
        self._buttons = {key: PageButton(context.actions, f"window.{key}") for key in PAGES}
        for item in self._buttons.values():
            self._group.addButton(item)
        self._arrange()
        self.show_session(None)

    def show_session(self, session: EpisodeSession | None) -> None:
        """Show whose pages these are."""
        self._session = session
        if session is not None:
            session.settings_changed.connect(self._show_name)
        self._show_name()
        self._state.setText(self.tr("saved") if session else "")
        self._state.setToolTip(self.tr("Every change is kept the moment it is made.") if session else "")
        for item in self._buttons.values():
            item.setVisible(session is not None)
        self.work_state.show_session(session)

    def show_page(self, key: str) -> None:
        """Mark the page shown."""
        self._buttons[key].setChecked(True)

    def page_button(self, key: str) -> PageButton:
        """The button of a page."""
        return self._buttons[key]

    def open_menu(self) -> None:
        """Open the menu below its button, with the keyboard in it."""
        self.menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + GRID)))
        entries = self.menu.actions()
        if entries:
            self.menu.setActiveAction(entries[0])

    def _show_name(self) -> None:
        self._name.setText(self._session.name if self._session else "Full-Motion Studio")

    def _arrange(self) -> None:
        row = QGridLayout(self)
        row.setContentsMargins(BETWEEN, 0, INSIDE, 0)
        row.setHorizontalSpacing(INSIDE)
        row.addWidget(self._side(self.menu_button, self._name, self._state), 0, 0)
        row.addWidget(self._middle(), 0, 1)
        row.addWidget(self.work_state, 0, 2)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)

    def _side(self, *items: QWidget) -> QWidget:
        side = QWidget()
        side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        for item in items:
            row.addWidget(item)
        row.addStretch(1)
        return side

    def _middle(self) -> QWidget:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for item in self._buttons.values():
            row.addWidget(item)
        return middle

    def _menu_button(self) -> QToolButton:
        return icon_button("menu", self.tr("Menu (F10)"), self.open_menu, self.tr("Menu"))
