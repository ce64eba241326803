"""Reads in the background what stands before generating; calls in between count once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.episode.config import load_config
from studio.episode.errors import StudioError
from studio.jobs.generate_overview import GenerateOverview, read_overview
from studio.ui.background import Background
from studio.ui.one_reading import OneReading

_AFTER_MS = 150


class OverviewReader(QObject):
    """`came` brings a GenerateOverview, `failed` a StudioError."""

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, folder: Path, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = background
        self._reading = OneReading(self._read, _AFTER_MS, self)

    def read_soon(self) -> None:
        """Something changed."""
        self._reading.soon()

    def _read(self) -> None:
        folder = self._folder
        self._background.read(self, lambda: read_overview(folder, load_config()[0].rate_per_hour), self._done, self._broke)

    def _done(self, overview: GenerateOverview) -> None:
        self._reading.ended()
        self.came.emit(overview)

    def _broke(self, error: StudioError) -> None:
        self._reading.ended()
        self.failed.emit(error)
