"""Everything that has to be said: errors and notices, shown where they belong and kept in the log panel."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.ui.localized import localized

Level: TypeAlias = Literal["notice", "warning", "error"]
_KEPT = 2000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the person. `mend` is called by the button `mend_text` shown beside it."""

    level: Level
    text: str
    detail: str = ""
    mend_text: str = ""
    mend: Callable[[], object] | None = None
    at: datetime = field(default_factory=datetime.now)


class Notices(QObject):
    """Collects what is said; the banner and the log panel listen."""

    added = Signal(object)              # Notice

    def __init__(self) -> None:
        super().__init__()
        self.kept: deque[Notice] = deque(maxlen=_KEPT)

    def say(self, text: str) -> None:
        """Something to know."""
        self.add(Notice("notice", text))

    def warn(self, text: str) -> None:
        """Something to look at."""
        self.add(Notice("warning", text))

    def fail(self, error: StudioError, mend_text: str = "", mend: Callable[[], object] | None = None) -> None:
        """Something failed; `mend` is what would help."""
        self.add(Notice("error", error.message, error.detail, mend_text, mend))

    def add(self, notice: Notice) -> None:
        """Log it as it is; keep it in the window's language, and tell those who show it."""
        log.log({"notice": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}[notice.level],
                "%s %s", notice.text, notice.detail)
        said = replace(notice, text=localized(notice.text))
        self.kept.append(said)
        self.added.emit(said)
