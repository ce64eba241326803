"""Small pictures of takes for the picture track, read when first shown and kept within a bound."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from studio.episode.errors import StudioError
from studio.ui.background import Background

_KEPT = 2000
_BATCH = 24
_GATHER_MS = 8


class Thumbnails(QObject):
    """Pixmaps by take key; those asked for last are read first."""

    arrived = Signal()

    def __init__(self, background: Background, height: int, ratio: float = 1.0, parent: QObject | None = None) -> None:
        """`height` in pixels of the screen's `ratio`."""
        super().__init__(parent)
        self._background = background
        self._height = height
        self._ratio = ratio
        self._held: OrderedDict[str, QPixmap] = OrderedDict()
        self._wanted: dict[str, Path] = {}
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._timer.timeout.connect(self._read)

    def width(self) -> int:
        """Pixels that a picture is wide at this height; the pictures of a loop are all alike."""
        first = next((held for held in self._held.values() if not held.isNull()), None)
        return max(8, round(first.width() * self._height / first.height())) if first else round(self._height * 2 / 3)

    def get(self, key: str) -> QPixmap | None:
        """The picture of a take; None where it has to be wanted first."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def want(self, key: str, path: Path) -> None:
        """Read a picture, before those wanted earlier."""
        self._wanted.pop(key, None)
        self._wanted[key] = path
        self._timer.start()

    def _read(self) -> None:
        if self._busy or not self._wanted:
            return
        batch = [self._wanted.popitem() for _ in range(min(_BATCH, len(self._wanted)))]
        self._wanted = dict(list(self._wanted.items())[-_KEPT:])
        self._busy = True
        self._background.read(self, partial(_read_all, batch, round(self._height * self._ratio)), self._take, self._fail)

    def _take(self, images: dict[str, QImage]) -> None:
        self._busy = False
        for key, image in images.items():
            self._held[key] = QPixmap.fromImage(image)
        while len(self._held) > _KEPT:
            self._held.popitem(last=False)
        self.arrived.emit()
        self._read()

    def _fail(self, problem: StudioError) -> None:
        del problem                     # the log has it; empty places stay empty
        self._busy = False


def _read_all(batch: list[tuple[str, Path]], height: int) -> dict[str, QImage]:
    return {key: _read_one(path, height) for key, path in batch}


def _read_one(path: Path, height: int) -> QImage:
    """A picture that cannot be read comes back empty, and is so drawn."""
    reader = QImageReader(str(path))
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(size.width() * 4, height, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
