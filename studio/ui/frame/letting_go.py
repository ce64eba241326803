"""Deletes widgets that are shown no more, so that the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class LettingGo(QObject):
    """One widget a turn of the event loop, in their order: a workspace takes ten milliseconds to delete."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._going: list[QWidget] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    def let_go(self, widgets: Iterable[QWidget]) -> None:
        """Delete these soon; what holds others comes after them."""
        self._going += widgets
        self._timer.start()

    def all_now(self) -> None:
        """Delete what is left in the coming turn."""
        while self._going:
            self._next()

    def _next(self) -> None:
        if not self._going:
            self._timer.stop()
            return
        widget = self._going.pop(0)
        if shiboken6.isValid(widget):
            widget.deleteLater()
