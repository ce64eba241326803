"""Pictures, voices and what is in a finished file, for the tests of this room."""

from __future__ import annotations

import contextlib
import hashlib
import wave
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from studio.episode.picture import Picture
from studio.finish.loop import LoopPlan
from studio.finish.loop_video import encode_period, join_periods

RATE = 48_000


def moving_pictures(count: int, width: int = 96, height: int = 64) -> list[Picture]:
    """A soft coloured pattern moving to the right: every picture differs from every other."""
    rows, columns = np.mgrid[0:height, 0:width]
    waves = [np.stack([np.sin(columns / 9 - n / 5), np.cos(rows / 7 + n / 6), np.sin((rows + columns) / 11)], axis=2)
             for n in range(count)]  # fmt: skip
    return [np.ascontiguousarray(127.5 + 110 * wave_, dtype=np.uint8) for wave_ in waves]


def noisy_pictures(count: int, width: int = 128, height: int = 128) -> list[Picture]:
    """Noise from a fixed seed: nothing makes larger video."""
    random = np.random.default_rng(5)
    return [random.integers(0, 256, (height, width, 3), dtype=np.uint8) for _ in range(count)]


def tone(samples: int) -> NDArray[np.int16]:
    """A rising tone (a chirp), whose every moment is unlike the others; shape (samples,)."""
    time = np.arange(samples) / RATE
    return np.asarray(12_000 * np.sin(2 * np.pi * (300 + 400 * time) * time), dtype=np.int16)


def write_voice(path: Path, sound: NDArray[np.int16], channels: int = 1, rate: int = RATE) -> Path:
    """A WAV file of 16 bits, the same sound in every channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(sound, channels).astype("<i2").tobytes())
    return path


def make_loop(folder: Path, plan: LoopPlan, pictures: list[Picture] | None = None) -> Path:
    """The joined video of `plan`, with the period it came from beside it (period.mp4)."""
    shown = moving_pictures(plan.picks) if pictures is None else pictures
    encode_period(shown.__getitem__, plan, folder / "period.mp4")
    join_periods(folder / "period.mp4", plan, folder / "loop.mp4")
    return folder / "loop.mp4"


@dataclass(frozen=True)
class Decoded:
    """All frames of a video: seconds from its start and a fingerprint of each one's planes."""

    times: list[Fraction]
    frames: list[str]


def decode_video(path: Path) -> Decoded:
    """Decode every frame with PyAV."""
    with av.open(str(path)) as container:
        shown = list(container.decode(video=0))
    times = [Fraction(frame.pts or 0) * Fraction(frame.time_base or 0) for frame in shown]
    return Decoded(times, [hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest() for frame in shown])


def decode_sound(path: Path) -> NDArray[np.float32]:
    """All samples of a file's sound, shape (channels, n)."""
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1).astype(np.float32)


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def fill_disk(folder: Path) -> None:
    """Write a file named "other" until there is no room left."""
    with contextlib.suppress(OSError), (folder / "other").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
