"""What identifies a model file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

SHORT = 12
"""Hex digits of a short digest: 48 bits, plenty to tell one person's model files apart."""


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def short_digest(files: Iterable[Path], digest_of: Callable[[Path], str] = sha256_of) -> str:
    """The first `SHORT` hex digits of a sha256 over the files' contents, in the order given, whatever their names."""
    return hashlib.sha256("\n".join(map(digest_of, files)).encode("ascii")).hexdigest()[:SHORT]
