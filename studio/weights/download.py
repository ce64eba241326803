"""Fetching one file, whole or not at all."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from studio.episode.errors import StudioError
from studio.episode.files import atomic_path

OnBytes: TypeAlias = Callable[[int, int | None], None]
"""Hears how many bytes are there, and of how many (None where the server does not say)."""

_CHUNK = 1 << 20
_SILENCE_S = 30.0


def download(url: str, target: Path, on_bytes: OnBytes | None = None) -> None:
    """Fetch `url` into `target`, which appears only when the last byte is there.

    Raises StudioError("missing") where the network or the server fails, StudioError("disk") where `target`
    cannot be written.
    """
    request = urllib.request.Request(url, headers={"User-Agent": "fullmotion-studio"})  # noqa: S310  addresses of ours
    try:
        with urllib.request.urlopen(request, timeout=_SILENCE_S) as answer:  # noqa: S310
            _keep(answer, target, on_bytes)
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        message = f"{url} could not be fetched. Check the network and try again, or fetch the file by hand."
        raise StudioError("missing", message, f"{type(error).__name__}: {error}") from error


def _keep(answer: http.client.HTTPResponse, target: Path, on_bytes: OnBytes | None) -> None:
    length = answer.length
    received = 0
    with atomic_path(target) as temporary, temporary.open("wb") as file:
        for chunk in _chunks(answer):
            file.write(chunk)
            received += len(chunk)
            if on_bytes:
                on_bytes(received, length)
        if length is not None and received < length:
            raise http.client.IncompleteRead(b"", length - received)


def _chunks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """What the server sends; its failures as HTTPException, so that they are not taken for the disk's."""
    try:
        while chunk := answer.read(_CHUNK):
            yield chunk
    except OSError as error:
        raise http.client.HTTPException(str(error)) from error
