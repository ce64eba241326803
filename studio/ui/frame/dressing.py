"""Puts the look on the window a page at a time, so that the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.ui.theme import theme


class Dressing(QObject):
    """The window wears the style sheet with all that it holds. Qt goes through every widget when the sheet is changed;
    so pages that are not seen are taken out before, and put back one a turn of the event loop."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pages: QStackedWidget | None = None
        self._away: list[QWidget] = []
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)
        window.setStyleSheet(theme().sheet)
        theme().changed.connect(self._begin)

    def show_pages(self, pages: QStackedWidget) -> None:
        """The pages of the window from now on."""
        self._pages = pages
        self._away.clear()
        if self._timer.isActive():
            self._begin()

    def put_back(self, page: QWidget) -> None:
        """A page that is to be shown now."""
        if self._pages is not None and self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)

    def end(self) -> None:
        """The window closes: pages go with it, those that were taken out too."""
        self._timer.stop()
        while self._away:
            page = self._away.pop()
            if shiboken6.isValid(page):
                self.put_back(page)

    def _begin(self) -> None:
        self._window.setUpdatesEnabled(False)      # else it would be seen half in one look, half in the other
        self._steps = self._change()
        self._timer.start()

    def _step(self) -> None:
        if next(self._steps, "all") == "all":
            self._timer.stop()

    def _change(self) -> Iterator[None]:
        while (page := self._unseen()) is not None:
            self._away.append(page)
            page.setParent(None)
            yield
        self._window.setStyleSheet(theme().sheet)
        yield
        self._window.setUpdatesEnabled(True)
        yield
        while self._away:
            page = self._away.pop()
            if shiboken6.isValid(page):
                self.put_back(page)
                yield

    def _unseen(self) -> QWidget | None:
        pages = self._pages
        if pages is None:
            return None
        return next((pages.widget(index) for index in range(pages.count()) if index != pages.currentIndex()), None)
