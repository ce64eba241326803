"""`python -m tests.benchmarks.target_picture`: the picture of a target beside the same filter graph in plain ffmpeg.

A loop of preset D (512x768) of 12 seconds, brought to 1080x1920 and 1080x1620 with fades and a caption; ours and
ffmpeg's in turns. Then the pieces that stand beside it: in-between pictures, deflicker, measures, each per picture.
`--rounds N` (3), `--seconds N` (12).
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.finish.deflicker import SteadyReader
from studio.finish.in_between import in_between, pair_flow
from studio.finish.loop import LoopPlan
from studio.finish.loop_measures import measure_loop
from studio.finish.loop_sequence import loop_sequence
from studio.finish.loop_video import encode_period, join_periods
from studio.finish.overlay import Patch
from studio.finish.placement import place
from studio.finish.target_picture import PictureChange, write_target_picture
from studio.finish.targets import Shape
from studio.media.ffmpeg import ffmpeg_path
from studio.media.pictures import read_picture
from tests.benchmarks.loop_pictures import HEIGHT, WIDTH, write_pictures
from tests.benchmarks.report import Line, finish, median, seconds_of

FPS = Fraction(25)
PICTURES = 50
FADE = 12
WORST_RATIO = 1.1
_SCALE = "lanczos+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"
_LEFT, _TOP, _CAPTION = 100, 1300, (800, 120)


class _Caption:
    """Shown from the second second on."""

    def __init__(self) -> None:
        self._patch = Patch(np.full((_CAPTION[1], _CAPTION[0], 4), (30, 30, 30, 200), np.uint8), _LEFT, _TOP)

    def at(self, frame: int, /) -> Patch | None:
        return self._patch if frame >= FPS else None


def main() -> None:
    """Measure, print, exit non-zero past a bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=12)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_pictures(folder / "pictures", PICTURES)
        loop = _loop(folder, paths, arguments.seconds * int(FPS))
        lines = [line for shape in _SHAPES for line in _beside_ffmpeg(folder, loop, shape, arguments)]
        lines += _pieces(paths)
    finish(f"the picture of a target, {arguments.seconds} s of {WIDTH}x{HEIGHT}, ffmpeg {ffmpeg_path().name}", lines)


_SHAPES: tuple[Shape, ...] = ("tall", "large")


def _loop(folder: Path, paths: list[Path], frames: int) -> Path:
    plan = LoopPlan(PICTURES, FPS, frames)
    encode_period(paths, plan, folder / "period.mp4")
    join_periods(folder / "period.mp4", plan, folder / "loop.mp4")
    return folder / "loop.mp4"


def _beside_ffmpeg(folder: Path, loop: Path, shape: Shape, arguments: argparse.Namespace) -> list[Line]:
    placement, frames = place(shape, WIDTH, HEIGHT), arguments.seconds * int(FPS)
    change = PictureChange(placement, FADE, FADE, (_Caption(),))
    crop = f"crop={placement.crop_width}:{placement.crop_height}:{placement.left}:{placement.top}"
    graph = (
        f"[0:v]{crop},scale={placement.width}:{placement.height}:flags={_SCALE},fade=in:0:{FADE},"
        f"fade=out:{frames - FADE}:{FADE}[v];[1:v]format=yuva420p[c];"
        f"[v][c]overlay={_LEFT}:{_TOP}:format=yuv420:enable='gte(n,25)',format=yuv420p"
    )
    caption = ["-f", "lavfi", "-i", f"color=0x1e1e1e@0.78:s={_CAPTION[0]}x{_CAPTION[1]}:r={FPS},format=rgba"]
    x264 = ["-c:v", "libx264", "-profile:v", "high", "-preset", "medium", "-crf", "18", "-threads", "8", "-g", "250"]
    theirs_out = folder / "theirs.mp4"
    command = [str(ffmpeg_path()), "-v", "error", "-nostdin", "-y", "-i", str(loop), *caption, "-filter_complex", graph,
               "-frames:v", str(frames), *x264, str(theirs_out)]
    ours, theirs = [], []
    for _ in range(arguments.rounds):
        ours.append(seconds_of(lambda: write_target_picture(loop, change, folder / "ours.mp4")))
        theirs.append(seconds_of(lambda: subprocess.run(command, check=True)))
    return [Line(f"{placement.width}x{placement.height}, fades, caption", median(ours), median(theirs), "s", WORST_RATIO)]


def _pieces(paths: list[Path]) -> list[Line]:
    """Each piece beside reading one picture of the loop, which all of them must do."""
    pictures = [read_picture(path) for path in paths]
    flow = pair_flow(pictures[0], pictures[2])
    steady = SteadyReader(pictures.__getitem__, range(PICTURES))
    sequence = loop_sequence(range(PICTURES), range(PICTURES), "skip")
    plan = LoopPlan(PICTURES, FPS, 2 * PICTURES)
    reading = seconds_of(lambda: [read_picture(path) for path in paths]) / PICTURES
    pieces = {
        "flow between two picks": (seconds_of(lambda: pair_flow(pictures[0], pictures[2])), 250),
        "a picture between": (seconds_of(lambda: in_between(pictures[0], pictures[2], flow, 0.5)), 80),
        "deflicker, a picture": (seconds_of(lambda: [steady(n) for n in range(PICTURES)]) / PICTURES, 15),
        "measures of a loop": (seconds_of(lambda: measure_loop(sequence, plan, pictures.__getitem__)), 2000),
    }
    return [Line(name, 1000 * spent, 1000 * reading, "ms", bound, absolute=True) for name, (spent, bound) in pieces.items()]


if __name__ == "__main__":
    main()
