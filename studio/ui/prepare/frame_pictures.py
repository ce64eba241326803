"""The source's pictures for the filmstrip and the preview: decoded in the background, nearest first, within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.resizing import resize
from studio.source.open_source import open_source
from studio.source.source import Source
from studio.ui.background import Background
from studio.ui.widgets.images import as_image

THUMBNAIL_HEIGHT = 128
LARGEST_PREVIEW = 1600
BUDGET = 64 * 2**20
AT_ONCE = 16
"""Thumbnails decoded in one go: starting a decoder costs more than a few frames."""
_PREVIEWS_KEPT = 12


class FramePictures(QObject):
    """`want` says which thumbnails are visible, most urgent first; `want_large` which frame is previewed."""

    thumbnail_came = Signal(int)
    large_came = Signal(int)
    failed = Signal(object)             # StudioError: the source cannot be opened
    _decoded = Signal(int, int, object, str)    # generation, number, QImage or StudioError, small or large

    def __init__(self, background: Background, budget: int = BUDGET) -> None:
        """`budget`: bytes of thumbnails."""
        super().__init__()
        self._background = background
        self._budget = budget
        self._generation = 0
        self._path: Path | None = None
        self._opened = _Opened()
        self._thumbnails: OrderedDict[int, QImage] = OrderedDict()
        self._bytes = 0
        self._seen: set[int] = set()
        self._broken: dict[int, StudioError] = {}
        self._large: OrderedDict[int, QImage] = OrderedDict()
        self._wanted: list[int] = []
        self._visible: frozenset[int] = frozenset()
        self._wanted_large: int | None = None
        self._reading = self._reading_large = False
        self._decoded.connect(self._take)

    @property
    def bytes(self) -> int:
        """Bytes of thumbnails held."""
        return self._bytes

    def set_source(self, path: Path | None) -> None:
        """Show another source; what was held of the earlier one is dropped."""
        self._generation += 1
        self._path = path
        self._thumbnails.clear()
        self._seen.clear()
        self._large.clear()
        self._broken.clear()
        self._bytes = 0
        self._wanted, self._wanted_large = [], None

    def thumbnail(self, number: int) -> QImage | None:
        """The small picture if it is there."""
        found = self._thumbnails.get(number)
        if found is not None:
            self._thumbnails.move_to_end(number)
        return found

    def large(self, number: int) -> QImage | None:
        """The large picture if it is there."""
        return self._large.get(number)

    def has_seen(self, number: int) -> bool:
        """Whether a frame's thumbnail was decoded since the source was opened, kept or not."""
        return number in self._seen

    def error(self, number: int) -> StudioError | None:
        """Why a frame cannot be shown."""
        return self._broken.get(number)

    def want(self, numbers: Sequence[int]) -> None:
        """Decode these that are not there, the first first, instead of what was wanted before."""
        self._visible = frozenset(numbers)
        self._wanted = [number for number in numbers if number not in self._thumbnails and number not in self._broken]
        self._read_next()

    def want_large(self, number: int) -> None:
        """Decode this frame for the preview, instead of the one wanted before."""
        self._wanted_large = None if number in self._large else number
        self._read_large()

    def stop(self) -> None:
        """Decode nothing further."""
        self.set_source(None)

    def _read_next(self) -> None:
        if self._reading or not self._wanted or self._path is None:
            return
        self._reading = True
        batch, generation, path = sorted(self._wanted[:AT_ONCE]), self._generation, self._path

        def work() -> Sequence[int]:
            for place, (number, picture) in enumerate(self._opened.read(path, batch)):
                if generation != self._generation or number not in self._visible:
                    return batch[:place]
                self._decoded.emit(generation, number, _small(picture), "small")
            return batch

        self._background.read(self, work, self._batch_done, self._batch_failed)

    def _batch_done(self, decoded: Sequence[int]) -> None:
        self._reading = False
        came = set(decoded)         # those that did not stay are not decoded over and over
        self._wanted = [number for number in self._wanted if number not in came and number not in self._thumbnails]
        self._read_next()

    def _batch_failed(self, error: StudioError) -> None:
        self._reading = False
        self._wanted = []
        if self._path is not None:
            self.failed.emit(error)

    def _read_large(self) -> None:
        number, path, generation = self._wanted_large, self._path, self._generation
        if self._reading_large or number is None or path is None:
            return
        self._reading_large = True

        def work() -> None:
            for _, picture in self._opened.read(path, [number]):
                self._decoded.emit(generation, number, _bounded(picture), "large")

        self._background.read(self, work, lambda _: self._large_done(number), self._large_failed)

    def _large_done(self, number: int) -> None:
        self._reading_large = False
        if self._wanted_large == number:
            self._wanted_large = None
        self._read_large()

    def _large_failed(self, error: StudioError) -> None:
        self._reading_large = False
        self._wanted_large = None
        if self._path is not None:
            self.failed.emit(error)

    def _take(self, generation: int, number: int, found: QImage | StudioError, size: str) -> None:
        if generation != self._generation:
            return
        if isinstance(found, StudioError):
            self._broken[number] = found
        elif size == "large":
            self._keep_large(number, found)
        else:
            self._keep(number, found)
        (self.large_came if size == "large" else self.thumbnail_came).emit(number)

    def _keep(self, number: int, image: QImage) -> None:
        self._seen.add(number)
        self._bytes += image.sizeInBytes()
        self._thumbnails[number] = image
        while self._bytes > self._budget and len(self._thumbnails) > 1:
            _, gone = self._thumbnails.popitem(last=False)
            self._bytes -= gone.sizeInBytes()

    def _keep_large(self, number: int, image: QImage) -> None:
        self._large[number] = image
        while len(self._large) > _PREVIEWS_KEPT:
            self._large.popitem(last=False)


class _Opened:
    """The source, opened once, whoever of the background's threads comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._source: Source | None = None

    def read(self, path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, Picture | StudioError]]:
        with self._lock:
            if self._source is None or self._path != path:
                self._source, self._path = open_source(path), path
        return self._source.read(numbers)


def nearest_first(numbers: Iterable[int], middle: float) -> list[int]:
    """By distance from the middle of what is seen."""
    return sorted(numbers, key=lambda number: abs(number - middle))


def _small(picture: Picture | StudioError) -> QImage | StudioError:
    if isinstance(picture, StudioError):
        return picture
    height, width = picture.shape[:2]
    return as_image(resize(picture, max(1, round(width * THUMBNAIL_HEIGHT / height)), THUMBNAIL_HEIGHT))


def _bounded(picture: Picture | StudioError) -> QImage | StudioError:
    if isinstance(picture, StudioError):
        return picture
    height, width = picture.shape[:2]
    scale = min(1.0, LARGEST_PREVIEW / max(width, height))
    return as_image(picture if scale == 1 else resize(picture, round(width * scale), round(height * scale)))
