"""Pictures of the live view that are read from disk: the last take, and a source frame while nothing runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.inputs import open_episode_source
from studio.ui.background import Background
from studio.ui.widgets.images import as_image

LONGEST = 1600


class LatestPicture(QObject):
    """Reads the picture asked for last, one at a time; those asked for in between are passed over."""

    ready = Signal(object, object)      # what was asked for, QImage (null where it cannot be read)

    def __init__(self, background: Background, read: Callable[[int], QImage], parent: QObject) -> None:
        """`read` runs on another thread."""
        super().__init__(parent)
        self._background = background
        self._read = read
        self._wanted: int | None = None
        self._shown: int | None = None
        self._reading = False

    def want(self, number: int | None) -> None:
        """Read this one, unless it is the one read last."""
        self._wanted = number
        self._go_on()

    def _go_on(self) -> None:
        number = self._wanted
        if self._reading or number is None or number == self._shown:
            return
        self._reading = True
        self._background.read(self, lambda: self._read(number), lambda image: self._came(number, image),
                              lambda _: self._came(number, QImage()))

    def _came(self, number: int, image: QImage) -> None:
        self._reading = False
        self._shown = number
        if number == self._wanted:
            self.ready.emit(number, image)
        self._go_on()


def read_take(folder: Path, take: int) -> QImage:
    """The picture of a take; raises StudioError where the episode cannot be read, gives a null image without one."""
    with EpisodeStore.open_to_read(folder) as store:
        try:
            path = store.takes.picture_path(store.takes.row(take).request.key)
        except KeyError:
            return QImage()
    reader = QImageReader(str(path))
    size = reader.size()
    if max(size.width(), size.height()) > LONGEST:
        reader.setScaledSize(size.scaled(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def read_source_frame(folder: Path, number: int) -> QImage:
    """A frame of the source; null where it cannot be decoded."""
    with EpisodeStore.open_to_read(folder) as store:
        source = open_episode_source(store)
    for _, picture in source.read([number]):
        if not isinstance(picture, StudioError):
            return as_image(picture)
    return QImage()
