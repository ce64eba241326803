"""One long render, in a process of its own, so that its peak memory is its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import wave
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import psutil

from studio.finish.loop import plan_loop
from studio.finish.loop_video import encode_period, join_periods
from studio.finish.render import render_video
from tests.benchmarks.report import seconds_of

_PROJECT = Path(__file__).resolve().parent.parent.parent
_PICKS = 296


@dataclass(frozen=True, slots=True)
class LongRender:
    """Seconds of each step; peak memory of this process and of the encoder, together, in megabytes."""

    frames: int
    unit: int
    encode_s: float
    join_s: float
    render_s: float
    peak_mb: float


def measure_apart(pictures: Path, seconds: int) -> LongRender:
    """`measure` in a fresh process."""
    command = [sys.executable, "-m", "tests.benchmarks.long_voice", str(pictures), str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=_PROJECT)
    return LongRender(**json.loads(done.stdout))


def measure(pictures: Path, seconds: int) -> LongRender:
    """Encode the unit of 296 pictures, join it for `seconds` of voice, mux it with the voice."""
    plan = plan_loop(_PICKS, seconds, Fraction(25))
    encoder = _EncoderPeak()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        voice, unit, loop = folder / "voice.wav", folder / "unit.mp4", folder / "loop.mp4"
        _write_voice(voice, seconds)
        encode_s = seconds_of(lambda: encode_period(sorted(pictures.iterdir()), plan, unit, encoder.look))
        join_s = seconds_of(lambda: join_periods(unit, plan, loop))
        render_s = seconds_of(lambda: render_video(loop, voice, folder / "out.mp4", {}))
    peak_mb = (_own_peak() + encoder.peak) / 1e6
    return LongRender(plan.frames, plan.unit, encode_s, join_s, render_s, peak_mb)


class _EncoderPeak:
    """The most memory that ffmpeg was seen to hold."""

    def __init__(self) -> None:
        self.peak = 0

    def look(self, done: int, _: int) -> None:
        if done % 50 == 0:
            self.peak = max([self.peak, *(child.memory_info().rss for child in psutil.Process().children())])


def _own_peak() -> int:
    """Bytes: the kernel's high-water mark where it keeps one."""
    status = Path("/proc/self/status")
    if not status.exists():
        return psutil.Process().memory_info().rss
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def _write_voice(path: Path, seconds: int) -> None:
    random = np.random.default_rng(1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        for _ in range(seconds):
            file.writeframes(random.normal(0, 3000, 48_000).astype("<i2").tobytes())


if __name__ == "__main__":
    print(json.dumps(asdict(measure(Path(sys.argv[1]), int(sys.argv[2])))))
