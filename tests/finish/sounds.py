"""Sounds as the studio keeps them, made for tests: voice-like, music-like, and what stands between their samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, lfilter, resample_poly

from studio.media.wav_file import WavFile
from studio.media.wav_writer import write_wav_48k

RATE = 48_000


def write_float(path: Path, sound: NDArray[np.float32]) -> Path:
    """A WAV of 48 kHz floats; `sound` has shape (n, channels)."""
    write_wav_48k(path, sound.shape[1], [np.ascontiguousarray(sound, np.float32)])
    return path


def read_float(path: Path) -> NDArray[np.float32]:
    """All of such a file, (n, channels)."""
    with WavFile(path) as file:
        return file.read(0, file.samples)


def speech(seconds: float, seed: int = 3, level: float = 0.1) -> NDArray[np.float32]:
    """Syllables of band-limited noise with pauses between words, (n, 1): as uneven as speech."""
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    tops = np.repeat(random.uniform(0.2, 1.0, count // 9600 + 1) * (random.random(count // 9600 + 1) > 0.25), 9600)[:count]
    shape = np.abs(np.sin(np.pi * np.arange(count) / 9600)) * tops
    numerator, denominator = butter(2, [200, 3400], "bandpass", fs=RATE)
    noise = lfilter(numerator, denominator, random.standard_normal(count))
    return (level * 4 * shape * noise)[:, None].astype(np.float32)


def music(seconds: float, seed: int = 5, level: float = 0.1) -> NDArray[np.float32]:
    """Chords with drum hits, (n, 2): many partials, sharp peaks, the sides different."""
    random = np.random.default_rng(seed)
    place = np.arange(round(seconds * RATE)) / RATE
    chord = sum(np.sin(2 * np.pi * f * place + random.uniform(0, 6)) / f * 110 for f in (110, 165, 220, 277, 440, 880, 5511))
    hits = np.exp(-((place % 0.5) * 40)) * random.standard_normal(len(place))
    return np.stack([level * (chord + 3 * hits), level * (0.8 * chord - 2 * hits)], axis=1).astype(np.float32)


def true_peak_db(sound: NDArray[np.float32]) -> float:
    """dBTP by sixteenfold oversampling: independent of what the studio measures with, and finer."""
    return float(20 * np.log10(np.abs(resample_poly(sound.astype(np.float64), 16, 1, axis=0)).max()))
