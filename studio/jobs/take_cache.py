"""Finished takes kept beside the worker: the same request in tomorrow's episode costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.episode.files import write_atomically
from studio.jobs.patient_lock import holding

_TRIM_EVERY = 64
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"


class TakeCache:
    """PNG files by key under one folder, the least recently used dropped above `limit_bytes`."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self._puts = 0

    def get(self, key: str) -> bytes | None:
        """The take's PNG, None where it is not here whole."""
        path = self._path(key)
        try:
            png = path.read_bytes()
            path.touch()
        except OSError:
            return None
        return png if png.endswith(_PNG_END) else None

    def put(self, key: str, png: bytes) -> None:
        """Keep a finished take; raises StudioError("disk") where it cannot be written."""
        write_atomically(self._path(key), png)
        if self._puts % _TRIM_EVERY == 0:
            self._trim()
        self._puts += 1

    @contextmanager
    def making(self, key: str, while_waiting: Callable[[], None]) -> Iterator[None]:
        """Hold the right to make `key`: of two workers asked for it at once, the second waits and finds it here.

        What `while_waiting` raises ends the waiting.
        """
        with holding(self._path(key).with_suffix(".lock"), while_waiting):
            yield

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.png"

    def _trim(self) -> None:
        files = [(path, path.stat()) for path in self._folder.glob("??/*.png")]
        size = sum(facts.st_size for _, facts in files)
        for path, facts in sorted(files, key=lambda item: item[1].st_mtime):
            if size <= self._limit:
                return
            path.unlink(missing_ok=True)
            path.with_suffix(".lock").unlink(missing_ok=True)
            size -= facts.st_size
