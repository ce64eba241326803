"""Voices whose loudness is known, and a face whose landmarks are."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.finish.loop import LoopPlan
from tests.finish.clips import make_loop, write_voice

ASTRONAUT: Landmarks = np.array(
    [[204.57, 99.99], [247.91, 102.31], [223.91, 128.99], [201.35, 138.55], [246.47, 140.85]], np.float32
)
"""Where insightface's SCRFD finds them in scikit-image's 512x512 picture."""

RATE = 16_000


def write_speech(path: Path, loudness: NDArray[np.float64], per_second: int = 100, rate: int = RATE,
                 level: float = 0.3) -> Path:
    """White noise whose amplitude is `loudness` (0-1, so many values a second) times `level`."""
    noise = np.random.default_rng(3).standard_normal(len(loudness) * rate // per_second)
    gain = np.interp(np.arange(len(noise)) / rate, (np.arange(len(loudness)) + 0.5) / per_second, loudness)
    sound = np.clip(noise * gain * level / 3, -1, 1) * 32767
    return write_voice(path, sound.astype(np.int16), rate=rate)


def syllables(seconds: float, seed: int = 1) -> NDArray[np.float64]:
    """Loudness 100 times a second as in speech: about four bumps a second of unequal height, pauses between some."""
    random = np.random.default_rng(seed)
    loudness = np.zeros(round(seconds * 100))
    place = 20
    while place < len(loudness) - 30:
        length = int(random.integers(12, 26))
        bump = np.sin(np.linspace(0, np.pi, length)) ** 2 * random.uniform(0.3, 1)
        loudness[place : place + length] = np.maximum(loudness[place : place + length], bump[: len(loudness) - place])
        place += length + int(random.choice([0, 2, 25], p=[0.5, 0.3, 0.2]))
    return loudness


def still_loop(folder: Path, picture: Picture, frames: int) -> Path:
    """One picture as a video of 25 frames a second."""
    folder.mkdir(exist_ok=True)
    return make_loop(folder, LoopPlan(1, Fraction(25), frames), [picture])


def small_astronaut(astronaut: Picture) -> tuple[Picture, Landmarks]:
    """Head and shoulders, 256x256, and the landmarks in it."""
    return np.ascontiguousarray(astronaut[0:256, 96:352]), ASTRONAUT - np.array([96, 0], np.float32)
