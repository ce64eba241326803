"""One process at a time at a file of the person's that several may write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import disk_errors

WAIT_S = 10.0


@contextmanager
def holding_file(path: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold `path`, whose folder is made, by a lock file beside it; the operating system frees it when its holder dies.

    Raises StudioError: "busy" where another process holds it for `wait_s` seconds, "disk" where nothing can be written.
    """
    from filelock import FileLock, Timeout

    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.stem}.lock"), timeout=wait_s)
        try:
            lock.acquire()
        except Timeout as error:        # an OSError, which would be told as one of the disk
            raise StudioError(
                "busy", f"Another studio process holds {path}. Wait for it to end and try again.", str(error)
            ) from error
    try:
        yield
    finally:
        lock.release()
