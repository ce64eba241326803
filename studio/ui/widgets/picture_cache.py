"""Full pictures read in the background and kept within a bound of bytes, with those asked for last kept longest."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.ui.background import Background
from studio.ui.widgets.picture_levels import PictureLevels, levels_of

BUDGET = 256 * 2**20
_AT_ONCE = 2        # more would only wait in the pool, where nothing can be reordered


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture by its key, and how it is read: `read` runs on a worker thread and may raise StudioError.

    `longest` > 0: no more pixels than that are kept on an edge.
    """

    key: Hashable
    read: Callable[[], Picture]
    longest: int = 0

    def load(self) -> PictureLevels:
        """Read it and make it ready for painting."""
        return levels_of(self.read(), self.longest)


class PictureCache(QObject):
    """`want` says what is to be shown soon, most urgent first; `arrived` tells of each that came."""

    arrived = Signal(object)            # the key
    failed = Signal(object, object)     # the key, StudioError

    def __init__(self, background: Background, budget: int = BUDGET, parent: QObject | None = None) -> None:
        """`budget`: bytes."""
        super().__init__(parent)
        self._background = background
        self._budget = budget
        self._held: OrderedDict[Hashable, PictureLevels] = OrderedDict()
        self._bytes = 0
        self._errors: dict[Hashable, StudioError] = {}
        self._wanted: dict[str, list[PictureRequest]] = {}
        self._reading: set[Hashable] = set()

    @property
    def budget(self) -> int:
        """The most bytes held."""
        return self._budget

    @property
    def bytes(self) -> int:
        """Bytes held now."""
        return self._bytes

    def get(self, key: Hashable) -> PictureLevels | None:
        """The picture if it is there; it then counts as used last."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def error(self, key: Hashable) -> StudioError | None:
        """Why it could not be read the last time."""
        return self._errors.get(key)

    def want(self, asker: str, requests: Sequence[PictureRequest]) -> None:
        """Read these, the first first, in place of what `asker` wanted before and has not got."""
        for request in requests:
            self.get(request.key)
        self._wanted.pop(asker, None)
        self._wanted[asker] = [item for item in requests if item.key not in self._held and item.key not in self._errors]
        self._read_next()

    def forget(self, key: Hashable) -> None:
        """Let it be read again: the file changed, or a failure may have been mended."""
        self._errors.pop(key, None)
        gone = self._held.pop(key, None)
        self._bytes -= gone.bytes if gone else 0

    def _read_next(self) -> None:
        while len(self._reading) < _AT_ONCE:
            request = self._take_next()
            if request is None:
                return
            self._start(request)

    def _take_next(self) -> PictureRequest | None:
        """The most urgent one; askers take turns, the latest to ask first."""
        waiting = [held for held in reversed(self._wanted.values()) if held]
        for held in waiting:
            request = held.pop(0)
            if request.key not in self._held and request.key not in self._reading:
                return request
        return self._take_next() if waiting else None

    def _start(self, request: PictureRequest) -> None:
        key = request.key
        self._reading.add(key)
        self._background.read(self, request.load, lambda levels: self._came(key, levels),
                              lambda error: self._broke(key, error))

    def _came(self, key: Hashable, levels: PictureLevels) -> None:
        self._reading.discard(key)
        self._held[key] = levels
        self._bytes += levels.bytes
        while self._bytes > self._budget and len(self._held) > 1:
            self._bytes -= self._held.popitem(last=False)[1].bytes
        self._read_next()
        self.arrived.emit(key)

    def _broke(self, key: Hashable, error: StudioError) -> None:
        self._reading.discard(key)
        self._errors[key] = error
        self._read_next()
        self.failed.emit(key, error)


def file_request(path: Path, longest: int = 0) -> PictureRequest:
    """A picture file; `longest` > 0: keep no more pixels than that on an edge."""
    return PictureRequest((str(path), longest), lambda: _read(path), longest)


def _read(path: Path) -> Picture:
    from studio.media.pictures import read_picture  # in the worker: a start does not load it

    return read_picture(path)
