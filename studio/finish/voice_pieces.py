"""A long voice in pieces that are cut where it is quietest, so that each fits an engine's memory and its window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.media.sound import SAMPLE_RATE
from studio.media.wav_file import WavFile

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from numpy.typing import NDArray

SHORTEST_S: Final = 20
LONGEST_S: Final = 28
"""Seconds of a piece: below the 30 s of LatentSync's window, at each of which its sound features have a glitch."""
LAST_S: Final = 4
"""Seconds that the last piece has at least, where there are several."""

_BLOCK: Final = 1 << 18
_QUIET_OVER: Final = 5
"""Frames over which a place is to be quiet: 0.2 s at 25 a second, a pause and no closed lips."""


@dataclass(frozen=True, slots=True)
class VoicePiece:
    """Frames `first` to `first + frames` of the video."""

    first: int
    frames: int


def voice_loudness(path: Path, fps: Fraction, frames: int) -> NDArray[np.float32]:
    """Mean square of a sound of the studio while each of `frames` frames is shown, shape (frames,); 0 beyond its end."""
    edges = np.array([round(number * SAMPLE_RATE / fps) for number in range(frames + 1)])
    loud = np.zeros(frames, np.float64)
    with WavFile(path) as sound:
        for start in range(0, int(edges[-1]), _BLOCK):
            block = np.square(sound.read(start, _BLOCK).mean(axis=1))
            frame_of = np.searchsorted(edges, np.arange(start, start + _BLOCK), side="right") - 1
            inside = frame_of < frames
            loud += np.bincount(frame_of[inside], block[inside], frames)
    return (loud / np.maximum(1, np.diff(edges))).astype(np.float32)


def voice_pieces(loudness: NDArray[np.float32], fps: Fraction) -> list[VoicePiece]:
    """All frames in pieces of `SHORTEST_S` to `LONGEST_S`, each cut as late as the quietest place between allows.

    A piece depends on the voice up to its end, and of what follows only on whether `LAST_S` are left for the last one: what
    changes farther behind leaves it as it was.
    """
    shortest, longest, last = (round(seconds * fps) for seconds in (SHORTEST_S, LONGEST_S, LAST_S))
    pieces, first, frames = [], 0, len(loudness)
    while frames - first > longest:
        latest = min(longest, frames - first - last)
        length = shortest + _quietest(loudness[first + shortest : first + latest])
        pieces.append(VoicePiece(first, length))
        first += length
    return [*pieces, VoicePiece(first, frames - first)]


def _quietest(loudness: NDArray[np.float32]) -> int:
    """The frame in the middle of the quietest place; of equal ones the last."""
    around = np.convolve(loudness, np.ones(_QUIET_OVER) / _QUIET_OVER, mode="same") if len(loudness) else loudness
    edge = min(_QUIET_OVER // 2, (len(loudness) - 1) // 2)
    inner = around[edge : len(around) - edge]
    return edge + len(inner) - 1 - int(np.argmin(inner[::-1])) if len(inner) else 0
