"""Small real inputs that need nothing beside the project: the sample's people, and a second of tone."""

from __future__ import annotations

import wave
from functools import cache
from pathlib import Path

import numpy as np

from studio.media.pictures import encode_png, resize
from studio.source.sample_person import sample_portrait, sample_source_frames

SMALL_PRESET = """engine = "draft"
width = 256
height = 384
steps = 3
"""


@cache
def _frames() -> tuple[bytes, ...]:
    """Twelve frames of the turn from which the face is well seen."""
    whole = list(sample_source_frames(24))
    return tuple(encode_png(resize(picture, 240, 360)) for picture in whole[7:19])


SLOW_STEPS = 24
"""So many that an engine is still at work when a test acts on it."""


def write_inputs(folder: Path, frames: int = 12, seconds: float = 1.3, steps: int = 3) -> dict[str, Path]:
    """A reference, a source folder, a voice and a small preset, quick unless its steps are many."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "head turn"
    source.mkdir(exist_ok=True)
    for number, png in enumerate(_frames()[:frames]):
        (source / f"f{number:02d}.png").write_bytes(png)
    (folder / "reference.png").write_bytes(encode_png(sample_portrait()))
    write_tone(folder / "voice.wav", seconds)
    (folder / "small.toml").write_text(SMALL_PRESET.replace("steps = 3", f"steps = {steps}"), encoding="utf-8")
    return {"identity": folder / "reference.png", "source": source, "voice": folder / "voice.wav",
            "preset": folder / "small.toml"}


def write_tone(path: Path, seconds: float) -> None:
    """A quiet tone, 48 kHz mono, 16 bit."""
    tone = 0.2 * np.sin(2 * np.pi * 220 * np.arange(round(seconds * 48000)) / 48000)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes((tone * 32767).astype("<i2").tobytes())


def make_arguments(inputs: dict[str, Path], out: Path, *more: str) -> list[str]:
    """`studio make` on these inputs, with the built-in analyzer and a threshold that lets most frames through."""
    words = ["make"]
    for name, path in inputs.items():
        words += [f"--{name}", str(path)]
    return [*words, "--analyzer", "builtin", "--min-det", "0.3", "--out", str(out), "--json", *more]
