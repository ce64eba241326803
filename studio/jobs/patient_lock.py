"""A lock between processes that is waited for, however long, but not deaf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_LOOK_S = 0.5


@contextmanager
def holding(path: Path, while_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file at `path`, which the operating system frees when its holder dies, however it dies.

    `while_waiting` is called twice a second; what it raises ends the waiting.
    """
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, thread_local=False)
    while not lock.is_locked:
        try:
            lock.acquire(timeout=_LOOK_S)
        except Timeout:
            while_waiting()
    try:
        yield
    finally:
        lock.release()
