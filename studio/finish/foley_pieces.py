"""Sound made in pieces, laid over one another with crossfades of equal power."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.finish.disk_space import room_for
from studio.media.sound import SAMPLE_RATE, read_sound
from studio.media.wav_writer import wav_bytes, write_wav_48k

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from studio.finish.progress import Progress

PIECE_S: Final = 8
"""Seconds: what MMAudio was trained on; other lengths sound worse."""
OVERLAP_S: Final = 1
_PIECE, _OVERLAP = PIECE_S * SAMPLE_RATE, OVERLAP_S * SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class FoleyPiece:
    """A piece of `PIECE_S` seconds from sample `first` (48 kHz) on."""

    first: int


def foley_pieces(samples: int) -> list[FoleyPiece]:
    """Pieces that cover `samples` samples, each `OVERLAP_S` over the one before; the last one reaches beyond the end.

    Where they begin does not depend on the length: a longer video keeps the pieces that it had.
    """
    count = 1 + max(0, -(-(samples - _PIECE) // (_PIECE - _OVERLAP)))
    return [FoleyPiece(number * (_PIECE - _OVERLAP)) for number in range(count)]


def join_sounds(paths: Sequence[Path], samples: int, out: Path, on_progress: Progress) -> None:
    """Write the pieces of `foley_pieces(samples)` as one WAV (48 kHz, one channel, float) of exactly `samples` samples.

    Two pieces are held at a time. Raises StudioError as `read_sound`, "disk" where `out` cannot be written.
    """
    def counted() -> Iterator[NDArray[np.float32]]:
        done = 0
        for block in _blocks(paths, samples):
            yield block
            done += len(block)
            on_progress(done, samples)

    with room_for(out, wav_bytes(samples, 1)) as temporary:
        write_wav_48k(temporary, 1, counted())


def crossfaded(before: NDArray[np.float32], after: NDArray[np.float32]) -> NDArray[np.float32]:
    """Two sounds of one length over one another, shape (n,): their powers add up to the same throughout."""
    angle = (np.arange(len(before)) + 0.5) / len(before) * (np.pi / 2)
    return (before * np.cos(angle) + after * np.sin(angle)).astype(np.float32)


def _blocks(paths: Sequence[Path], samples: int) -> Iterator[NDArray[np.float32]]:
    tail = np.zeros(0, np.float32)
    left = samples
    for number, path in enumerate(paths):
        piece = _piece(path)
        if number:
            piece = np.concatenate((crossfaded(tail, piece[:_OVERLAP]), piece[_OVERLAP:]))
        is_last = number == len(paths) - 1
        body, tail = (piece, tail) if is_last else (piece[:-_OVERLAP], piece[-_OVERLAP:])
        yield body[:left]
        left -= len(body[:left])


def _piece(path: Path) -> NDArray[np.float32]:
    """A file's sound as one channel of exactly a piece's length; it may be a little longer."""
    sound = read_sound(path, mono=True)[:_PIECE, 0]
    return np.pad(sound, (0, _PIECE - len(sound)))
