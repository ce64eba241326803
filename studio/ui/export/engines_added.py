"""The engines of finishing that were added on this machine, read in the background."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal


class EnginesAdded(QObject):
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def named(self, kind: str) -> Sequence[str]:
        return ()
