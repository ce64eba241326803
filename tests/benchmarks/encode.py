"""`python -m tests.benchmarks.encode`: encoding beside ffmpeg given the same PNGs, and an hour of voice.

Wall and processor time, ours and ffmpeg's in turns; on a busy machine the second one is the steadier figure.
`--rounds N` (5), `--skip-hour`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import psutil

from studio.finish.loop import LoopPlan
from studio.finish.loop_video import encode_period
from studio.media.ffmpeg import ffmpeg_path
from tests.benchmarks.long_voice import measure_apart
from tests.benchmarks.loop_pictures import HEIGHT, WIDTH, write_pictures
from tests.benchmarks.report import Line, finish, median

FRAMES = 590
FPS = Fraction(25)
WORST_RATIO = 1.1
WORST_GROWTH_MB = 64
_HOUR, _SIX_MINUTES = 3600, 360


@dataclass(frozen=True, slots=True)
class _Cost:
    wall_s: float
    processor_s: float


def main() -> None:
    """Measure, print, exit non-zero past a bound."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = write_pictures(folder / "pictures", FRAMES)
        lines = _different_pictures(folder, pictures, arguments.rounds)
        lines += _palindrome(folder, pictures, arguments.rounds)
        if not arguments.skip_hour:
            lines += _hour(folder / "pictures")
    finish(f"encode {FRAMES} frames of {WIDTH}x{HEIGHT}, H.264 crf 18 medium, ffmpeg {ffmpeg_path().name}", lines)


def _different_pictures(folder: Path, pictures: list[Path], rounds: int) -> list[Line]:
    plan = LoopPlan(FRAMES, FPS, FRAMES)
    return _beside_ffmpeg("590 pictures", folder, pictures, plan, rounds)


def _palindrome(folder: Path, pictures: list[Path], rounds: int) -> list[Line]:
    """What an episode really is: 296 picks, 590 frames a period; ffmpeg gets each picture twice, as it must."""
    plan = LoopPlan(FRAMES // 2 + 1, FPS, FRAMES)
    return _beside_ffmpeg("296 forward and back", folder, pictures, plan, rounds)


def _beside_ffmpeg(label: str, folder: Path, pictures: list[Path], plan: LoopPlan, rounds: int) -> list[Line]:
    shown = [pictures[index] for index in plan.indices]
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_cost(lambda: encode_period(pictures, plan, folder / "ours.mp4")))
        theirs.append(_cost(lambda: _encode_with_ffmpeg(shown, folder / "theirs.mp4")))
    walls = [median([cost.wall_s for cost in costs]) for costs in (ours, theirs)]
    processors = [median([cost.processor_s for cost in costs]) for costs in (ours, theirs)]
    return [
        Line(f"{label}, wall", walls[0], walls[1], "s", WORST_RATIO),
        Line(f"{label}, processor time", processors[0], processors[1], "s", WORST_RATIO),
    ]


def _cost(work: Callable[[], object]) -> _Cost:
    wall, processor = time.perf_counter(), _processor_seconds()
    work()
    return _Cost(time.perf_counter() - wall, _processor_seconds() - processor)


def _processor_seconds() -> float:
    """Of this process and the ones it ended."""
    used = psutil.Process().cpu_times()
    return used.user + used.system + used.children_user + used.children_system


def _encode_with_ffmpeg(pictures: list[Path], out: Path) -> None:
    """Numbered links to the PNGs, ffmpeg's image2 reader, the same conversion and the same x264 settings."""
    colour = (
        "scale=in_range=pc:out_range=tv:out_color_matrix=bt709:"
        "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact,format=yuv420p,"
        "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    )
    with tempfile.TemporaryDirectory(dir=out.parent) as name:
        for number, picture in enumerate(pictures):
            os.link(picture, Path(name) / f"{number:05d}.png")
        read = ["-framerate", str(FPS), "-i", f"{name}/%05d.png", "-vf", colour]
        x264 = ["-c:v", "libx264", "-profile:v", "high", "-preset", "medium", "-crf", "18", "-threads", "8"]
        subprocess.run([ffmpeg_path(), "-v", "error", "-nostdin", "-y", *read, *x264, "-g", "250", out], check=True)


def _hour(pictures: Path) -> list[Line]:
    """One unit encoded, joined to an hour and muxed, each length in a process of its own for its peak memory."""
    hour, short = (measure_apart(pictures, seconds) for seconds in (_HOUR, _SIX_MINUTES))
    every_frame = hour.encode_s / hour.unit * hour.frames
    print(
        f"an hour: {hour.frames} frames from a unit of {hour.unit}: encode {hour.encode_s:.2f} s, join "
        f"{hour.join_s:.2f} s, mux with AAC {hour.render_s:.2f} s; the reference is every frame encoded, extrapolated"
    )
    return [
        Line("an hour: encode once and join", hour.encode_s + hour.join_s, every_frame, "s", 0.05),
        Line("an hour: peak memory (ref: six minutes)", hour.peak_mb, short.peak_mb, "MB",
             short.peak_mb + WORST_GROWTH_MB, absolute=True),
    ]  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--skip-hour", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
