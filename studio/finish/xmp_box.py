"""XMP in MP4 files: one more box at the file's end, where every other offset stays true."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

XMP_UUID = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac").bytes
"""XMP Specification Part 3, 1.2.7 (MPEG-4): a top-level `uuid` box with this identifier holds the packet."""


def append_xmp(path: Path, packet: str) -> None:
    """Add `packet` to the MP4 `path`; StudioError("disk") where that file is not whole (a disk filled up unnoticed)."""
    content = packet.encode("utf-8")
    with path.open("r+b") as file:
        _require_whole(file)
        file.write(struct.pack(">I4s16s", 24 + len(content), b"uuid", XMP_UUID) + content)


def read_xmp(path: Path) -> str:
    """The XMP packet of an MP4, "" where it has none."""
    with path.open("rb") as file:
        for kind, start, end in _boxes(file):
            file.seek(start)
            if kind == b"uuid" and file.read(16) == XMP_UUID:
                return file.read(end - start - 16).decode("utf-8", "replace")
    return ""


def _require_whole(file: BinaryIO) -> None:
    """Every box ends where the next begins, the last at the file's end, and the needed ones are there."""
    boxes = list(_boxes(file))
    size = file.seek(0, 2)
    if not {b"moov", b"mdat"} <= {kind for kind, _, _ in boxes} or boxes[-1][2] != size:
        raise StudioError("disk", "The video was not written whole: check the disk's space and run it again.")


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start of content, end) of the top-level boxes; ISO/IEC 14496-12, 4.2."""
    position, size = 0, file.seek(0, 2)
    while position + 8 <= size:
        file.seek(position)
        length, kind = struct.unpack(">I4s", file.read(8))
        header = 8
        if length == 1:
            length, header = int.from_bytes(file.read(8)), 16
        end = position + length if length else size
        if end < position + header:
            return
        yield kind, position + header, end
        position = end
