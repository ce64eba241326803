"""Text inside PNG files, read and written chunk by chunk, the pixels untouched.

Chunk layout, types and their order: W3C, Portable Network Graphics (Third Edition), sections 5 and 11.3.3.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from studio.episode.errors import StudioError
from studio.media.input_files import require_file, shown

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TEXT_TYPES = (b"tEXt", b"zTXt", b"iTXt")
_MOST_TEXT = 64 * 2**20  # bytes of one unpacked text; ComfyUI workflows reach a few MiB


class _Chunk(NamedTuple):
    kind: bytes
    offset: int   # of its length field
    length: int   # of its data; the whole chunk is 12 bytes longer


def png_text(source: Path | bytes) -> dict[str, str]:
    """Every text of a PNG file by keyword: tEXt and zTXt (Latin-1, or UTF-8 as some programs write), iTXt (UTF-8).

    Pixels are skipped, so it is quick on large files. The last one of a repeated keyword counts.
    Raises StudioError: "input" for what is not a PNG, "damaged" for one that is cut off or fails its checksum.
    """
    if isinstance(source, bytes):
        return _read_text(io.BytesIO(source), "the PNG")
    require_file(source, "PNG")
    with source.open("rb") as file:
        return _read_text(file, shown(source))


def with_png_text(png: bytes, text: Mapping[str, str]) -> bytes:
    """The same PNG with these texts as iTXt chunks before its pixels; texts of the same keywords are replaced.

    Pure and deterministic: keywords in the mapping's order, no time stamps, every other chunk kept as it was.
    Raises StudioError as `png_text`, and ValueError for a keyword outside 1-79 Latin-1 characters.
    """
    file = io.BytesIO(png)
    chunks = list(_chunks(file, "the PNG"))
    header, rest = chunks[0], chunks[1:]
    kept = [c for c in rest if c.kind not in _TEXT_TYPES or _keyword(_data(file, c, "the PNG")) not in text]
    added = (_itxt(keyword, value) for keyword, value in text.items())
    whole = [png[c.offset : c.offset + 12 + c.length] for c in kept]
    return b"".join([_SIGNATURE, png[header.offset : header.offset + 12 + header.length], *added, *whole])


def _read_text(file: BinaryIO, name: str) -> dict[str, str]:
    chunks = [chunk for chunk in _chunks(file, name) if chunk.kind in _TEXT_TYPES]
    return dict(_parse(chunk.kind, _data(file, chunk, name), name) for chunk in chunks)


def _chunks(file: BinaryIO, name: str) -> Iterator[_Chunk]:
    if file.read(8) != _SIGNATURE:
        raise StudioError("input", f"{name} is not a PNG file.")
    size = file.seek(0, io.SEEK_END)
    offset, kind = 8, b""
    while kind != b"IEND":
        file.seek(offset)
        head = file.read(8)
        if len(head) < 8 or offset + 12 + int.from_bytes(head[:4]) > size:
            raise StudioError("damaged", f"The PNG file {name} is cut off: make or copy it again.")
        length, kind = int.from_bytes(head[:4]), head[4:]
        yield _Chunk(kind, offset, length)
        offset += 12 + length


def _data(file: BinaryIO, chunk: _Chunk, name: str) -> bytes:
    file.seek(chunk.offset + 8)
    data = file.read(chunk.length)
    if zlib.crc32(data, zlib.crc32(chunk.kind)) != int.from_bytes(file.read(4)):
        raise StudioError("damaged", f"A text in the PNG file {name} fails its checksum: make or copy it again.")
    return data


def _keyword(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("latin-1")


def _parse(kind: bytes, data: bytes, name: str) -> tuple[str, str]:
    rest = data.split(b"\0", 1)[1] if b"\0" in data else b""
    if kind == b"tEXt":
        return _keyword(data), _loose(rest)
    if kind == b"zTXt":
        return _keyword(data), _loose(_unpack(rest[1:], name))
    packed, fields = rest[:1] == b"\1", rest[2:].split(b"\0", 2)
    value = _unpack(fields[-1], name) if packed else fields[-1]
    return _keyword(data), value.decode("utf-8", "replace")


def _loose(value: bytes) -> str:
    """tEXt is Latin-1 by the standard; several image tools write UTF-8 into it all the same."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _unpack(packed: bytes, name: str) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        value = unpacker.decompress(packed, _MOST_TEXT)
    except zlib.error as problem:
        raise StudioError("damaged", f"A text in the PNG file {name} cannot be unpacked.", str(problem)) from problem
    if unpacker.unconsumed_tail:
        raise StudioError("input", f"A text in the PNG file {name} is larger than 64 MiB.")
    return value


def _itxt(keyword: str, value: str) -> bytes:
    key = keyword.encode("latin-1")
    if not 1 <= len(key) <= 79 or b"\0" in key:
        raise ValueError(f"a PNG keyword is 1-79 Latin-1 characters: {keyword!r}")
    body = b"iTXt" + key + b"\0\0\0\0\0" + value.encode("utf-8")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
