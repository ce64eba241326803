"""Puts the look on the window a part at a time, so that the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDockWidget, QWidget

from studio.ui.theme import theme
from studio.ui.widgets.view_stack import ViewStack


@dataclass(frozen=True)
class _Part:
    """A view, or what a closed panel holds, and where it belongs."""

    place: ViewStack | QDockWidget
    widget: QWidget

    def put_back(self) -> None:
        """Unless it is back already; what has no place any more goes too."""
        if not shiboken6.isValid(self.widget):
            return
        if not shiboken6.isValid(self.place):
            self.widget.deleteLater()
        elif isinstance(self.place, QDockWidget):
            self.place.setWidget(self.widget)
        elif self.place.indexOf(self.widget) < 0:
            self.place.addWidget(self.widget)


class Dressing(QObject):
    """The window wears the style sheet with all that it holds. Qt goes through every widget when the sheet is changed;
    so parts that are not seen are taken out before, and put back one a turn of the event loop."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pages: ViewStack | None = None
        self._away: list[_Part] = []
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)
        window.setStyleSheet(theme().sheet)
        theme().changed.connect(self._begin)

    def show_pages(self, pages: ViewStack) -> None:
        """The pages of the window from now on; the parts of those before go with them."""
        self._put_all_back()
        self._pages = pages
        if self._timer.isActive():
            self._begin()

    def end(self) -> None:
        """The window closes: parts that were taken out go with it."""
        self._timer.stop()
        self._put_all_back()

    def _put_all_back(self) -> None:
        while self._away:
            self._away.pop().put_back()

    def _begin(self) -> None:
        self._window.setUpdatesEnabled(False)      # else it would be seen half in one look, half in the other
        self._steps = self._change()
        self._timer.start()

    def _step(self) -> None:
        if next(self._steps, "all") == "all":
            self._timer.stop()

    def _change(self) -> Iterator[None]:
        while (part := self._unseen()) is not None:
            self._away.append(part)
            part.widget.setParent(None)
            yield
        self._window.setStyleSheet(theme().sheet)
        yield
        self._window.setUpdatesEnabled(True)
        yield
        while self._away:
            self._away.pop().put_back()
            yield

    def _unseen(self) -> _Part | None:
        """A part that is in the window and not seen, the largest first: pages, then closed panels, then views."""
        pages = self._pages
        return None if pages is None else next(_unseen_of(pages), None)


def _unseen_of(pages: ViewStack) -> Iterator[_Part]:
    if (page := pages.unseen()) is not None:
        yield _Part(pages, page)
    for dock in pages.findChildren(QDockWidget):
        if dock.isHidden() and dock.widget() is not None:
            yield _Part(dock, dock.widget())
    for stack in pages.findChildren(ViewStack):
        if (view := stack.unseen()) is not None:
            yield _Part(stack, view)
