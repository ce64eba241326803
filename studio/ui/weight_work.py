"""Long work on weights, for the whole window: fetching, checking, taking in; one at a time, whatever episode is open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.ui.background import Background
from studio.weights.catalog import catalog_row
from studio.weights.fetch import fetch, is_accepted
from studio.weights.import_weights import import_weights
from studio.weights.verify import verify


class WeightWork(QObject):
    """`begun` and `told` (bytes there, of how many or None) say how it goes, `done` and `failed` how it ended."""

    begun = Signal(str)                     # what is worked on: a row's name, or a folder
    told = Signal(str, object, object)
    done = Signal(str, object)              # the path fetched, a list of PartCheck, an ImportReport
    failed = Signal(str, object)            # StudioError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._stop = threading.Event()
        self.name = ""                      # what is worked on now

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return bool(self.name)

    def needs_consent(self, name: str) -> bool:
        """Whether the row's licence was not accepted yet."""
        return not is_accepted(catalog_row(name))

    def fetch(self, name: str) -> None:
        """Fetch a row whose licence the person accepted."""
        row = catalog_row(name)
        self._begin(name, lambda: fetch(row, lambda _: True, partial(self.told.emit, name), self._stop.is_set))

    def verify(self, name: str) -> None:
        """Read a row's files and compare their digests."""
        row = catalog_row(name)
        self._begin(name, lambda: verify(row, partial(self.told.emit, name), self._stop.is_set))

    def import_folder(self, folder: Path) -> None:
        """Take in what is known of a folder."""
        name = folder.name
        self._begin(name, lambda: import_weights(folder, on_bytes=partial(self.told.emit, name),
                                                 cancelled=self._stop.is_set))

    def cancel(self) -> None:
        """End it; what has come stays for the next time."""
        self._stop.set()

    def close(self) -> None:
        """End it and wait for that."""
        self.cancel()
        self._background.wait()

    def _begin(self, name: str, work: Callable[[], object]) -> None:
        if self.is_busy:
            return
        self.name = name
        self._stop.clear()
        self.begun.emit(name)
        self._background.write(self, work, self._done, self._failed)

    def _done(self, outcome: object) -> None:
        name, self.name = self.name, ""
        self.done.emit(name, outcome)

    def _failed(self, error: StudioError) -> None:
        name, self.name = self.name, ""
        self.failed.emit(name, error)
