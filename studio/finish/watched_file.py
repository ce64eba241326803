"""A file for a library that reads and writes through callbacks and keeps to itself what they raise."""

from __future__ import annotations

from contextlib import contextmanager
from io import FileIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from _typeshed import ReadableBuffer, WriteableBuffer

_MOST = 8 << 20             # bytes at a time, so that the next look is soon; whoever reads goes on where a read was short


class WatchedFile(FileIO):
    """A file, unbuffered, with `obey` called before each piece of it is read or written.

    What `obey` or the disk raises reaches the library as a failed read or write; it is raised again in the place of what the
    library makes of it, where that leaves the `with` block.
    """

    def __init__(self, path: Path, mode: str, obey: Callable[[], None]) -> None:
        super().__init__(path, mode)
        self._obey = obey
        self._problem: Exception | None = None

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """At most 8 MiB at a time."""
        with self._watched():
            return super().readinto(memoryview(buffer)[:_MOST]) or 0

    def write(self, data: ReadableBuffer, /) -> int:
        """All of it."""
        left = memoryview(data)
        while left:
            with self._watched():
                left = left[super().write(left[:_MOST]) :]
        return memoryview(data).nbytes

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            self._obey()
            yield
        except Exception as problem:
            self._problem = problem
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        super().__exit__(kind, error, trace)
        if error is not None and self._problem is not None and error is not self._problem:
            raise self._problem from error
