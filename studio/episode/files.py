"""Writing files so that a crash at any moment leaves the old one or the whole new one."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import time
import unicodedata
import uuid
from collections.abc import Iterator
from pathlib import Path

from studio.episode.errors import StudioError

TEMPORARY_SUFFIX = ".part"
_WINDOWS_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_atomically(path: Path, data: bytes) -> None:
    """Write to a temporary name beside `path`, sync, rename over it, sync the folder.

    Raises StudioError("disk") where the disk is full or the folder may not be written; `path` is then as it was.
    """
    with atomic_path(path) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """A temporary name beside `path` for another program to write; synced and renamed when the block ends well."""
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary_beside(path, path.suffix)
    try:
        with disk_errors(path):
            yield temporary
            sync_file(temporary)
            temporary.replace(path)
            sync_folder(path.parent)
    finally:
        _remove(temporary)


@contextlib.contextmanager
def passing_file(path: Path, suffix: str) -> Iterator[Path]:
    """A name of its own beside `path` for a file that is needed inside the block alone; gone when the block ends."""
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary_beside(path, suffix)
    try:
        yield temporary
    finally:
        _remove(temporary)


def _temporary_beside(path: Path, suffix: str) -> Path:
    return path.with_name(f".{uuid.uuid4().hex}{TEMPORARY_SUFFIX}{suffix}")


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system says about `path` into a sentence a person can act on."""
    try:
        yield
    except OSError as error:
        raise disk_error(path, error) from error


def disk_error(path: Path, error: OSError) -> StudioError:
    """The sentence for `error`, met while writing `path`."""
    if error.errno in _FULL:
        return StudioError("disk", f"The disk is full: {path} could not be written. "
                                   "Free some space and run the same command again.", str(error))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StudioError("disk", f"{path.parent} may not be written to. Change its permissions, or choose "
                                   "another folder.", str(error))
    if error.errno == errno.ENAMETOOLONG:
        return StudioError("input", f"The name {path.name[:40]}… is too long for this disk. Choose a shorter "
                                    "one.", str(error))
    return StudioError("disk", f"{path} could not be written: {error.strerror or error}. "
                               "Check the disk and the path.", str(error))


def sync_file(path: Path) -> None:
    """Push a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Push a rename inside `folder` to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_leftovers(folder: Path, older_than_s: float = 0.0) -> int:
    """Delete temporary files that an interrupted run left in `folder`; returns how many.

    Where another process may be writing there, `older_than_s` spares what was written to since.
    """
    before = time.time() - older_than_s
    leftovers = filter(is_leftover, folder.glob(".*"))
    old = [path for path in leftovers if not older_than_s or _written_before(path, before)]
    for path in old:
        _remove(path)
    return len(old)


def is_leftover(path: Path) -> bool:
    """Whether it has the name of a temporary file, which only an interrupted run leaves."""
    return path.name.startswith(".") and TEMPORARY_SUFFIX in path.suffixes[-2:]


def _remove(temporary: Path) -> None:
    """Where that cannot be, as on a disk that may only be read, what went wrong before is what has to be told."""
    with contextlib.suppress(OSError):
        temporary.unlink()


def _written_before(path: Path, time_s: float) -> bool:
    """False for a file that is gone by now."""
    try:
        return path.stat().st_mtime < time_s
    except FileNotFoundError:
        return False


def named_path(folder: Path, name: str) -> Path:
    """The file or folder that a person named: `~` is their home, a relative name counts from `folder`."""
    path = Path(name)
    with contextlib.suppress(RuntimeError):     # of ~ANN, whom this computer does not know
        path = path.expanduser()
    return folder / path


def require_text_name(path: Path) -> None:
    """StudioError("input") for a path that is no text, which neither settings nor databases can hold."""
    try:
        str(path.absolute()).encode("utf-8")
    except UnicodeEncodeError as error:
        raise StudioError("input", f"The name {str(path)!a} is not UTF-8 text: rename that file or folder.") from error


def safe_name(text: str, longest: int = 80) -> str:
    """A file name made of `text` that Linux, macOS and Windows all accept, and any text can hold; never empty."""
    name = unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode("utf-8")
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]+', "_", name).strip(" .")
    if name.split(".")[0].upper() in _WINDOWS_DEVICES:
        name = f"_{name}"
    return name[:longest].rstrip(" .") or "_"


def free_name(place: Path, stem: str, suffix: str) -> str:
    """`stem 1`, or the first number after it for which `place` holds nothing of that name and suffix."""
    taken = {path.name for path in place.iterdir()} if place.is_dir() else set()
    names = (f"{stem} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if f"{name}{suffix}" not in taken)
