"""Whether a folder has room, said before and after it matters."""

from __future__ import annotations

import contextlib
import errno
import shutil
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.episode.files import atomic_path
from studio.media.input_files import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MEBIBYTE = 2**20


@contextlib.contextmanager
def room_for(path: Path, needed: int | None = None) -> Iterator[Path]:
    """A temporary name beside `path`, renamed to it when the block ends well (`atomic_path`).

    `needed` bytes are asked for beforehand, where the caller can tell; a disk that fills up all the same is named
    with its space. Whatever fails, an earlier file at `path` stays.
    Raises StudioError: "input" where `path` is a folder, "disk" where it cannot be written.
    """
    if path.is_dir():
        raise StudioError("input", f"{shown(path)} is a folder: give the file a name.")
    with atomic_path(path) as temporary:
        if needed is not None and _free(path) < needed:
            raise _no_room(path, needed)
        try:
            yield temporary
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise _no_room(path, needed, str(error)) from error
            raise
        except StudioError as error:
            if error.kind == "disk" and _free(path) < _MEBIBYTE:
                raise _no_room(path, needed, error.detail) from error
            raise


def _free(path: Path) -> int:
    return shutil.disk_usage(path.parent).free


def _no_room(path: Path, needed: int | None, detail: str = "") -> StudioError:
    wanted = "" if needed is None else f"it needs about {_megabytes(needed)}, and "
    message = (
        f"There is no room for {shown(path)}: {wanted}the disk of {shown(path.parent)} has "
        f"{_megabytes(_free(path))} left. Free some space and run the same command again."
    )
    return StudioError("disk", message, detail)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
