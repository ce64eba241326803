"""A sound of the episode read at any place: the 48 kHz float WAV files that `to_wav_48k` writes."""

from __future__ import annotations

import struct
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.media.input_files import require_file, shown
from studio.media.sound import SAMPLE_RATE

_HEAD_BYTES = 4096
_FLOAT_BITS: Final = 32
_FORMATS_OF_FLOATS: Final = (3, 0xFFFE)     # IEEE float, and "extensible", which more than two channels need
_LENGTH_UNKNOWN: Final = 0xFFFFFFFF         # RF64 keeps the true one elsewhere; data is the last chunk anyway


class WavFile:
    """`channels` and `samples` (per channel) of a WAV or RF64 file, read piece by piece; use as a context manager.

    Raises StudioError("input") for any other file.
    """

    def __init__(self, path: Path) -> None:
        require_file(path, "sound")
        self.path = path
        self._file = path.open("rb")
        try:
            self.channels, self._start, size = _layout(self._file, path)
        except BaseException:
            self._file.close()
            raise
        self.samples = size // (4 * self.channels)

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """`count` samples from sample `start` on, shape (count, channels); silence where the file has none."""
        block = np.zeros((count, self.channels), np.float32)
        first, last = max(0, start), min(start + count, self.samples)
        if first < last:
            self._file.seek(self._start + first * 4 * self.channels)
            found = np.fromfile(self._file, "<f4", (last - first) * self.channels)
            whole = len(found) // self.channels
            block[first - start : first - start + whole] = found[: whole * self.channels].reshape(-1, self.channels)
        return block

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _layout(file: BinaryIO, path: Path) -> tuple[int, int, int]:
    """Channels, where the samples begin, and how many bytes of them there are."""
    head = file.read(_HEAD_BYTES)
    if head[:4] not in (b"RIFF", b"RF64") or head[8:12] != b"WAVE":
        raise _unknown(path)
    channels, place = 0, 12
    while place + 8 <= len(head):
        name, size = head[place : place + 4], int.from_bytes(head[place + 4 : place + 8], "little")
        place += 8
        if name == b"fmt ":
            channels = _channels(head[place : place + 16], path)
        elif name == b"data" and channels:
            left = path.stat().st_size - place
            return channels, place, left if size == _LENGTH_UNKNOWN else min(size, left)
        place += size + size % 2
    raise _unknown(path)


def _channels(chunk: bytes, path: Path) -> int:
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", chunk)
    if kind not in _FORMATS_OF_FLOATS or rate != SAMPLE_RATE or bits != _FLOAT_BITS or not channels:
        raise _unknown(path)
    return int(channels)


def _unknown(path: Path) -> StudioError:
    return StudioError("input", f"{shown(path)} is not a sound as the studio keeps it: add the recording once more.")
