"""Thumbnails decoded by worker threads at the size they are shown, the nearest first, within a bound of bytes."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

BUDGET = 160 * 2**20
_WORKERS = 2
_TICK_MS = 16                   # arrivals are shown together, once a frame of the screen
_SOFT_FROM = 1.6                # times its size that a thumbnail may be stretched
_AT_ONCE = 48                   # turned into pixmaps in one tick


class ThumbnailCache(QObject):
    """`want` replaces what was wanted before: requests that have scrolled away are dropped. Keys are takes' keys."""

    arrived = Signal(list)              # keys, once a frame of the screen at most

    def __init__(self, folder: Path, parent: QObject | None = None, budget: int = BUDGET) -> None:
        """`folder` holds the takes; `budget` bytes."""
        super().__init__(parent)
        self.budget = budget
        self.bytes = 0
        self._folder = folder
        self._held: OrderedDict[str, QPixmap] = OrderedDict()
        self._boxes: dict[str, QSize] = {}
        self._missing: set[str] = set()
        self._queue = _Queue()
        self._pool = pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="thumbnails")
        self.destroyed.connect(self._queue.drop)
        self.destroyed.connect(lambda: pool.shutdown(wait=False))
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._collect)

    def get(self, key: str) -> QPixmap | None:
        """The thumbnail, maybe still at another size; it then counts as used last."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def is_missing(self, key: str) -> bool:
        """Whether neither thumbnail nor picture could be read."""
        return key in self._missing

    def want(self, keys: Sequence[str], box: QSize) -> None:
        """Decode these, the first first, to fit into `box` (device pixels)."""
        lacking = [key for key in keys if self._boxes.get(key) != box and key not in self._missing]
        self._queue.replace(lacking, box)
        if lacking:
            for _ in range(self._queue.hire(_WORKERS)):
                self._pool.submit(_work, self._queue, self._folder)
            self._timer.start()

    def forget_missing(self) -> None:
        """Look again: files may have come back."""
        self._missing.clear()

    def _collect(self) -> None:
        came: list[str] = []
        while len(came) < _AT_ONCE and (found := self._queue.result()) is not None:
            key, image, box = found
            came.append(key)
            self._keep(key, image, box)
        if came:
            self.arrived.emit(came)
        elif self._queue.idle:
            self._timer.stop()

    def _keep(self, key: str, image: QImage, box: QSize) -> None:
        if image.isNull():
            self._missing.add(key)
            return
        before = self._held.pop(key, None)
        self._held[key] = QPixmap.fromImage(image)
        self._boxes[key] = box
        self.bytes += image.sizeInBytes() - (_bytes_of(before) if before else 0)
        while self.bytes > self.budget and len(self._held) > 1:
            oldest, pixmap = self._held.popitem(last=False)
            del self._boxes[oldest]
            self.bytes -= _bytes_of(pixmap)


class _Queue:
    """What is to be decoded and what was; shared by threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: deque[str] = deque()
        self._box = QSize()
        self._at_work: set[str] = set()
        self._workers = 0
        self._results: deque[tuple[str, QImage, QSize]] = deque()

    @property
    def idle(self) -> bool:
        """Nothing is to be done and nobody is at it."""
        with self._lock:
            return not self._keys and not self._results and not self._workers

    def hire(self, most: int) -> int:
        """How many workers are to begin, so that there are `most`; each ends when `take` gives it nothing."""
        with self._lock:
            lacking = most - self._workers
            self._workers = most
        return lacking

    def replace(self, keys: list[str], box: QSize) -> None:
        with self._lock:
            same = box == self._box
            coming = self._at_work | {key for key, _, its in self._results if its == box} if same else set()
            self._keys = deque(key for key in keys if key not in coming)
            self._box = QSize(box)

    def drop(self) -> None:
        with self._lock:
            self._keys.clear()

    def take(self) -> tuple[str, QSize] | None:
        with self._lock:
            if not self._keys:
                self._workers -= 1
                return None
            key = self._keys.popleft()
            self._at_work.add(key)
            return key, self._box

    def put(self, key: str, image: QImage, box: QSize) -> None:
        with self._lock:
            self._at_work.discard(key)
            self._results.append((key, image, box))

    def result(self) -> tuple[str, QImage, QSize] | None:
        with self._lock:
            return self._results.popleft() if self._results else None


def _work(queue: _Queue, folder: Path) -> None:
    """On a worker's thread: until nothing is wanted."""
    while (taken := queue.take()) is not None:
        key, box = taken
        queue.put(key, _decoded(folder, key, box), box)


def _decoded(folder: Path, key: str, box: QSize) -> QImage:
    """The thumbnail, or the take's own picture where that is gone or would be stretched until it is soft."""
    thumbnail, picture = (QImageReader(f"{folder}/{key[:2]}/{key}.{suffix}") for suffix in ("jpg", "png"))
    small = max(box.width(), box.height()) <= _SOFT_FROM * max(thumbnail.size().width(), thumbnail.size().height())
    for reader in (thumbnail, picture) if small else (picture, thumbnail):
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio))
            image = reader.read()
            if not image.isNull():
                return image.convertToFormat(QImage.Format.Format_RGB32)
    return QImage()


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
