"""How loud a sound is, as broadcasters and streaming services measure it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import ffmpeg

from studio.media.ffmpeg import FfmpegProcess, file_argument
from studio.media.input_files import shown
from studio.media.sound import stream_facts

Progress: TypeAlias = Callable[[int], None]
"""Called with the samples (48 kHz) measured so far; raise from it to cancel."""

SILENT_LUFS: Final = -70.0
"""The absolute gate of BS.1770: nothing below it counts."""

_FRAME_S = 0.1              # ebur128 tells its figures so often, and passes over an end that is shorter: hence the padding
_FRAME_SAMPLES = 4800
_PROGRESS_FRAMES = 10
_KEY = "lavfi.r128."


@dataclass(frozen=True, slots=True)
class Loudness:
    """`integrated` in LUFS (ITU-R BS.1770-4 with its gates; one channel counts once), None where nothing passes the gate;
    `range_lu` is the loudness range in LU (EBU Tech 3342); `true_peak_db` in dBTP, None for digital silence, which has
    no peak."""

    integrated: float | None
    range_lu: float
    true_peak_db: float | None


def integrated_loudness(path: Path) -> float | None:
    """LUFS of the whole sound (EBU R 128, ITU-R BS.1770 with gating); None where nothing in it passes the gate."""
    return _loudness(_last_figures(path, true_peak=False, on_progress=None))


def measure_loudness(path: Path, on_progress: Progress | None = None) -> Loudness:
    """Loudness, its range and the true peak of the first sound of any media file, in flat memory.

    Raises StudioError("input") for what is no sound.
    """
    figures = _last_figures(path, true_peak=True, on_progress=on_progress)
    peak = figures.get("true_peak", 0.0)
    return Loudness(_loudness(figures), figures.get("LRA", 0.0), 20 * math.log10(peak) if peak > 0 else None)


def _loudness(figures: dict[str, float]) -> float | None:
    value = figures.get("I", SILENT_LUFS)
    return value if value > SILENT_LUFS else None


def _last_figures(path: Path, *, true_peak: bool, on_progress: Progress | None) -> dict[str, float]:
    """What ffmpeg's ebur128 says of the whole, by the names of its metadata; the peak as a factor of full scale."""
    stream_facts(path)              # says in words what ffmpeg would say of its own graph
    sound = ffmpeg.input(file_argument(path))["a:0"].filter("aresample", 48_000).filter("apad", pad_dur=_FRAME_S)
    measured = sound.filter("ebur128", metadata=1, **({"peak": "true"} if true_peak else {}))
    printed = measured.filter("ametadata", mode="print", file="pipe:1").output("-", format="null").get_args()
    figures: dict[str, float] = {}
    frames = 0
    with FfmpegProcess(printed, task=f"measure how loud {shown(path)} is", reads_output=True,
                       bound=True) as process:
        for line in process.output:
            name, _, value = line.decode("ascii", "replace").partition("=")
            if name.startswith(_KEY):
                figures[name.removeprefix(_KEY)] = float(value)
            elif name.startswith("frame:"):
                frames += 1
                if on_progress is not None and not frames % _PROGRESS_FRAMES:
                    on_progress(frames * _FRAME_SAMPLES)
        process.finish()
    return figures
