"""The files that an engine is given: a piece of pictures as a video, a piece of the voice as a sound."""

from __future__ import annotations

import io
import wave
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.media.sound import SAMPLE_RATE
from studio.media.video_encode import VideoSettings, encode_video
from studio.media.wav_file import WavFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from studio.episode.picture import Picture

_CRF: Final = 10
"""Nothing to be seen is lost on the way to the engine; a piece is some 10 MB."""
_FULL_SCALE: Final = 32767


def piece_video(pictures: Iterable[Picture], fps: Fraction, spare: int) -> bytes:
    """The bytes of an MP4 of the pictures, the last one shown `spare` frames longer.

    Raises StudioError as `encode_video`; what the pictures raise passes on.
    """
    with TemporaryDirectory(prefix="studio-") as folder:
        path = Path(folder) / "piece.mp4"
        encode_video(_prolonged(pictures, spare), VideoSettings(fps, _CRF, "veryfast"), path)
        return path.read_bytes()


def piece_voice(path: Path, first: int, count: int) -> bytes:
    """The bytes of a WAV (48 kHz, mono, 16 bit) of `count` samples from sample `first` of a sound of the studio on."""
    with WavFile(path) as sound:
        block = sound.read(first, count).mean(axis=1)
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.rint(np.clip(block, -1, 1) * _FULL_SCALE).astype("<i2").tobytes())
    return data.getvalue()


def _prolonged(pictures: Iterable[Picture], spare: int) -> Iterator[Picture]:
    last: Picture | None = None
    for last in pictures:
        yield last
    if last is not None:
        yield from repeat(last, spare)
