"""Writing a sound of the episode block by block: 48 kHz 32-bit float WAV, RF64 above 4 GiB."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from studio.media.ffmpeg import FfmpegProcess, file_argument
from studio.media.input_files import shown
from studio.media.sound import SAMPLE_RATE

_HEAD_BYTES = 128


def write_wav_48k(out: Path, channels: int, blocks: Iterable[NDArray[np.float32]]) -> None:
    """Write blocks of shape (n, channels) to `out`, the same bytes for the same samples; StudioError("disk") if it cannot.

    Not atomic: give it a temporary name.
    """
    with FfmpegProcess(_arguments(out, channels), task=f"write {shown(out)}", takes_input=True) as process:
        for block in blocks:
            process.write(block.astype("<f4", copy=False).tobytes())
        process.finish()


def wav_bytes(samples: int, channels: int) -> int:
    """How large the file becomes."""
    return samples * channels * 4 + _HEAD_BYTES


def _arguments(out: Path, channels: int) -> list[str]:
    exact = {"fflags": "+bitexact", "flags:a": "+bitexact"}
    source = ffmpeg.input("pipe:0", format="f32le", ar=SAMPLE_RATE, ac=channels)
    return source.output(file_argument(out), format="wav", rf64="auto", **{"c:a": "pcm_f32le"}, **exact).get_args()
