"""Sound of any common format as 48 kHz floating-point samples, block by block."""

from __future__ import annotations

import io
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.files import atomic_path, require_text_name
from studio.media.containers import open_container
from studio.media.ffmpeg import FfmpegProcess, file_argument, run_ffmpeg
from studio.media.input_files import shown

SAMPLE_RATE: Final = 48_000
"""Hz, of all sound inside the studio."""

BLOCK_SAMPLES: Final = 1 << 18
"""Samples per channel in a block: 5.5 s, 1 MiB a channel."""

SILENCE_PEAK: Final = 0.001
"""-60 dBFS: below it there is nothing to hear at a normal level."""


@dataclass(frozen=True)
class SoundInfo:
    """A sound file; its length is what decoding really gives, in samples per channel at 48 kHz."""

    path: Path
    duration_s: float
    samples_48k: int
    channels: int
    codec: str


def probe_sound(path: Path) -> SoundInfo:
    """Measure a sound file (or the first sound of a video) by decoding it, in flat memory.

    Raises StudioError("input"): no such file, a folder, empty, not sound, no sound in it.
    """
    codec, channels = stream_facts(path)
    samples = sum(len(block) for block in _pipe_blocks(path, 1))
    return _sound_info(path, samples, channels, codec)


def sound_blocks(path: Path, *, mono: bool = False) -> Generator[NDArray[np.float32], None, None]:
    """Yield the samples, nominally -1..1, in arrays (n, channels) of `BLOCK_SAMPLES` rows, the last one shorter.

    Raises StudioError as `probe_sound`.
    """
    _, channels = stream_facts(path)
    yield from _pipe_blocks(path, 1 if mono else channels)


def read_sound(path: Path, *, mono: bool = False) -> NDArray[np.float32]:
    """All samples at once, (n, channels), 48 kHz; an hour of mono is 690 MB, see `sound_blocks`."""
    blocks = list(sound_blocks(path, mono=mono))
    if not blocks:
        raise _no_samples(path)
    return np.concatenate(blocks)


def to_wav_48k(path: Path, out: Path, *, mono: bool = False) -> SoundInfo:
    """Write `out` as 48 kHz 32-bit float WAV (RF64 above 4 GiB), the same bytes for the same sound.

    `out` appears only when it is complete. Raises StudioError as `probe_sound`, and "disk".
    """
    _, channels = stream_facts(path)
    channels = 1 if mono else channels
    with atomic_path(out) as temporary:
        run_ffmpeg(_wav_arguments(path, temporary, channels), task=f"convert {shown(path)} to {shown(out)}")
        samples = _samples_in_wav(temporary, channels)
        if samples == 0:
            raise _no_samples(path)
    return replace(_sound_info(path, samples, channels, "pcm_f32le"), path=out)


def is_silent(path: Path) -> bool:
    """True where no sample reaches -60 dBFS; a voice like that would be an empty track."""
    return not any(float(np.max(np.abs(block))) >= SILENCE_PEAK for block in sound_blocks(path))


def stream_facts(path: Path) -> tuple[str, int]:
    """Codec and channels of a file's first sound; StudioError("input") for a file that has none or cannot be opened."""
    require_text_name(path)         # which ffmpeg-python cannot do without
    with open_container(path, "sound") as container:
        streams = container.streams.audio
        if not streams:
            raise StudioError("input", f"{shown(path)} has no sound in it: choose a file with a voice.")
        return streams[0].codec_context.name, max(1, streams[0].codec_context.channels)


def _sound_info(path: Path, samples: int, channels: int, codec: str) -> SoundInfo:
    if samples == 0:
        raise _no_samples(path)
    return SoundInfo(path, samples / SAMPLE_RATE, samples, channels, codec)


def _no_samples(path: Path) -> StudioError:
    return StudioError("input", f"The sound file {shown(path)} lasts 0 seconds: record or export it again.")


def _pipe_blocks(path: Path, channels: int) -> Generator[NDArray[np.float32], None, None]:
    args = _output_arguments(path, "pipe:1", channels, format="f32le")
    size = BLOCK_SAMPLES * channels * 4
    with FfmpegProcess(args, task=f"read the sound of {shown(path)}", reads_output=True) as process:
        while data := process.output.read(size):
            yield np.frombuffer(data, dtype="<f4").astype(np.float32, copy=False).reshape(-1, channels)
        process.finish()


def _wav_arguments(path: Path, out: Path, channels: int) -> Sequence[str]:
    exact = {"fflags": "+bitexact", "flags:a": "+bitexact", "map_metadata": "-1"}  # no encoder name, no date
    return _output_arguments(path, file_argument(out), channels, format="wav", rf64="auto", **exact)


def _output_arguments(path: Path, target: str, channels: int, **options: str) -> list[str]:
    source = ffmpeg.input(file_argument(path))["a:0"]
    # Without the last option mixing down adds 3 dB to floats, which may pass full scale.
    even = source.filter("aresample", SAMPLE_RATE, rematrix_maxval=1)
    return even.output(target, ac=channels, **{"c:a": "pcm_f32le"}, **options).get_args()


def _samples_in_wav(path: Path, channels: int) -> int:
    """Samples per channel of a WAV or RF64 file that `_wav_arguments` has just written: data is its last chunk.

    Its `fact` chunk is no help: ffmpeg writes 1 into it where there are none.
    """
    with path.open("rb") as file:
        start = file.read(4096).index(b"data") + 8
        return (file.seek(0, io.SEEK_END) - start) // (4 * channels)
