"""Fetching one file, whole or not at all; what has come stays for the next try."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TypeAlias

from studio.episode.errors import StudioError
from studio.episode.files import disk_error, disk_errors, sync_file, sync_folder

OnBytes: TypeAlias = Callable[[int, int | None], None]
"""Hears how many bytes are there, and of how many (None where that is not known)."""
Cancelled: TypeAlias = Callable[[], bool]
"""Asked between chunks; True ends the download."""

UNFINISHED = ".incomplete"
_TRIES = 4
_PLAIN = {"Accept-Encoding": "identity"}     # a compressed answer could not be taken up in the middle


def download(url: str, target: Path, on_bytes: OnBytes | None = None, *, size: int | None = None,
             headers: Mapping[str, str] | None = None, cancelled: Cancelled | None = None) -> None:
    """Fetch `url` into `target`, which appears only when the last byte is there; `size` is what it must come to.

    An earlier try that was cut off, cancelled or killed is continued. Raises StudioError:
    "missing" where the network or the server fails, "disk" where `target` cannot be written, "busy" where another
    process fetches the same file, "interrupted" where `cancelled` said so.
    """
    unfinished = target.with_name(target.name + UNFINISHED)
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(unfinished), network_errors(url):
        _take_up(url, unfinished, size, {**(headers or {}), **_PLAIN}, _Told(on_bytes, cancelled))
        with disk_errors(target):
            sync_file(unfinished)
            unfinished.replace(target)
            sync_folder(target.parent)


@contextlib.contextmanager
def network_errors(url: str) -> Iterator[None]:
    """Turn what the network and the server say into a sentence a person can act on."""
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    try:
        yield
    except HfHubHTTPError as error:
        message = f"{url} could not be fetched: the server answered {error.response.status_code}. Try again later."
        raise StudioError("missing", message, str(error)) from error
    except (httpx2.HTTPError, OfflineModeIsEnabled) as error:
        message = f"{url} could not be fetched. Check the network and try again, or fetch the file by hand."
        raise StudioError("missing", message, f"{type(error).__name__}: {error}") from error


def _take_up(url: str, unfinished: Path, size: int | None, headers: dict[str, str], told: _Told) -> None:
    """Go on where the last try ended, and after a reset connection, as long as bytes come or tries are left."""
    import httpx2
    from huggingface_hub.file_download import http_get

    tries = _TRIES
    while tries:
        have = _bytes_of(unfinished, size)
        try:
            with _opened(unfinished) as file:
                http_get(url, file, resume_size=have, headers=headers, expected_size=size, tqdm_class=told.bar)
            tries = 0
        except httpx2.ReadError:        # the library itself takes up every other end of a connection
            tries = _TRIES if _bytes_of(unfinished, size) > have else tries - 1
            if not tries:
                raise


def _bytes_of(unfinished: Path, size: int | None) -> int:
    """What has come; nothing where it is more than there should be."""
    have = unfinished.stat().st_size if unfinished.exists() else 0
    if size is not None and have > size:
        unfinished.unlink()
        return 0
    return have


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """For appending; what fails in it is the disk's fault, unless it is the network's."""
    import httpx2

    with disk_errors(path):
        file = path.open("ab")
    try:
        with file:
            yield file
    except httpx2.HTTPError:
        raise
    except OSError as error:
        if error.errno is None:         # the library's own word for a file of another length than promised
            message = f"{path.name} came with another length than promised. Try again."
            raise StudioError("missing", message, str(error)) from error
        with disk_errors(path):
            raise


@contextlib.contextmanager
def _alone(unfinished: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(unfinished.with_name(f".{unfinished.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        message = f"Another studio process is fetching {unfinished.name.removesuffix(UNFINISHED)}. Wait for it to end."
        raise StudioError("busy", message) from error
    except OSError as error:
        raise disk_error(unfinished, error) from error
    try:
        yield
    finally:
        lock.release()


class _Told:
    """Makes the library's progress bars tell `on_bytes`, and end when `cancelled` says so."""

    def __init__(self, on_bytes: OnBytes | None, cancelled: Cancelled | None) -> None:
        self._on_bytes = on_bytes
        self._cancelled = cancelled

        class Bar(_Bar):
            told = self

        self.bar = Bar

    def hear(self, have: int, of: int | None) -> None:
        """`have` bytes are there."""
        if self._cancelled and self._cancelled():
            raise StudioError("interrupted", "The download was stopped. What has come stays for the next time.")
        if self._on_bytes:
            self._on_bytes(have, of)


class _Bar:
    """As much of tqdm's bar as the library uses."""

    told: _Told

    def __init__(self, *, total: int | None = None, initial: int = 0, **_: object) -> None:
        self._total, self._have = total, initial
        self.told.hear(initial, total)

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        pass

    def update(self, count: int) -> None:
        """`count` more bytes came (or fewer are there than were said)."""
        self._have += count
        self.told.hear(self._have, self._total)
