"""A folder that one run of an engine has for itself: without spaces in its path, and gone afterwards."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import disk_errors
from studio.episode.folders import cache_folder

_PREFIX = "studio-engine-"
_PLAIN = re.compile(r"[\w.,:/\\~+-]+")


@contextmanager
def private_folder() -> Iterator[Path]:
    """The folder, absolute. Some engines hand their paths to a shell unquoted, so no such place has a space in it.

    Raises StudioError: "input" where there is none, "disk" where nothing can be written there.
    """
    place = _plain_place()
    _remove_orphans(place)
    with disk_errors(place / _PREFIX):
        made = tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=place, ignore_cleanup_errors=True)
    with made as folder:
        yield Path(folder).absolute()


def _plain_place() -> Path:
    usual = Path(tempfile.gettempdir())
    for place in (usual, cache_folder()):
        if _PLAIN.fullmatch(str(place.absolute())):
            with disk_errors(place):
                place.mkdir(parents=True, exist_ok=True)
            return place
    raise StudioError("input", f"Engines need a folder to work in whose path has no spaces, and {usual} has some: set the "
                               "variable TMPDIR (on Windows TEMP) to another one.")


def _remove_orphans(place: Path) -> None:
    """What runs left whose process was killed."""
    import psutil

    for folder in place.glob(f"{_PREFIX}*"):
        process = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if process.isdecimal() and not psutil.pid_exists(int(process)):
            shutil.rmtree(folder, ignore_errors=True)
