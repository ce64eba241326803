"""Digests of large files that are asked for again and again."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from studio.jobs.stages import file_digest


def digest_of(path: Path) -> str:
    """sha256 of a file that is there; read once while its size and time stay, since an export is planned again and again."""
    found = path.stat()
    return _digest_as_changed(path, found.st_size, found.st_mtime_ns)


@cache
def _digest_as_changed(path: Path, size: int, changed_ns: int) -> str:
    del size, changed_ns
    return file_digest(path)
