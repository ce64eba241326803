"""Reads in the background what stands before generating; calls in between count once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.config import load_config
from studio.episode.errors import StudioError
from studio.jobs.generate_overview import GenerateOverview, read_overview
from studio.ui.background import Background

_AFTER_MS = 150


class OverviewReader(QObject):
    """`came` brings a GenerateOverview, `failed` a StudioError."""

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, folder: Path, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = background
        self._reading = False
        self._again = False
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._read)

    def read_soon(self) -> None:
        """Something changed."""
        self._timer.start()

    def _read(self) -> None:
        if self._reading:
            self._again = True
            return
        self._reading = True
        folder = self._folder
        self._background.read(self, lambda: read_overview(folder, load_config()[0].rate_per_hour), self._done, self._broke)

    def _done(self, overview: GenerateOverview) -> None:
        self._ready()
        self.came.emit(overview)

    def _broke(self, error: StudioError) -> None:
        self._ready()
        self.failed.emit(error)

    def _ready(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.read_soon()
