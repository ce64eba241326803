"""Long work on weights, for the whole window: fetching, checking, taking in; one at a time, whatever episode is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from studio.ui.single_work import SingleWork
from studio.weights.catalog import catalog_row
from studio.weights.fetch import fetch, is_accepted
from studio.weights.import_weights import import_weights
from studio.weights.verify import verify


class WeightWork(SingleWork):
    """On a row, by its name, or a folder; `told`: bytes there, of how many or None. What comes of it: the path fetched, a
    list of PartCheck, an ImportReport. What was fetched when it was cancelled stays for the next time."""

    told = Signal(str, object, object)

    def needs_consent(self, name: str) -> bool:
        """Whether the row's licence was not accepted yet."""
        return not is_accepted(catalog_row(name))

    def fetch(self, name: str) -> None:
        """Fetch a row whose licence the person accepted."""
        row = catalog_row(name)
        self._begin(name, lambda: fetch(row, lambda _: True, partial(self.told.emit, name), self._is_cancelled))

    def verify(self, name: str) -> None:
        """Read a row's files and compare their digests."""
        row = catalog_row(name)
        self._begin(name, lambda: verify(row, partial(self.told.emit, name), self._is_cancelled))

    def import_folder(self, folder: Path) -> None:
        """Take in what is known of a folder."""
        name = folder.name
        self._begin(name, lambda: import_weights(folder, on_bytes=partial(self.told.emit, name),
                                                 cancelled=self._is_cancelled))

    def _is_cancelled(self) -> bool:
        return self._control.wish == "stop"
