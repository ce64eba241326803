"""`python -m tests.benchmarks.lip_sync`: the draft lip sync in frames a second, beside a plain transcode by ffmpeg.

512x768, 60 pictures forward and back, the mouth moving in every frame; decoding and encoding included on both sides,
with the same x264 settings. `--frames N` (500), `--rounds N` (3).
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.episode.face import Landmarks
from studio.finish.draft_lip_sync import draft_lip_sync
from studio.finish.loop import LoopPlan
from studio.finish.loop_video import encode_period, join_periods
from studio.finish.mouth_track import MouthTrack
from studio.finish.sync_score import sync_score
from studio.identity.open_analyzer import open_analyzer
from studio.media.ffmpeg import ffmpeg_path
from studio.media.pictures import read_picture
from tests.benchmarks.loop_pictures import HEIGHT, WIDTH, write_pictures
from tests.benchmarks.report import Line, finish, median, seconds_of
from tests.finish.mouths import syllables, write_speech

PICTURES = 60
FPS = Fraction(25)
LEAST_FPS = 25


def main() -> None:
    """Measure, print, exit non-zero past a bound."""
    arguments = _arguments()
    frames = arguments.frames
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = write_pictures(folder / "pictures", PICTURES)
        plan = LoopPlan(PICTURES, FPS, frames)
        encode_period(pictures, plan, folder / "period.mp4", crf=12)
        join_periods(folder / "period.mp4", plan, folder / "loop.mp4")
        faces = _faces(pictures)
        opening = np.abs(np.sin(np.arange(frames) / 3)).astype(np.float32) * 0.9 + 0.1
        track = MouthTrack(FPS, opening, np.sin(np.arange(frames) / 7).astype(np.float32))
        ours, theirs = [], []
        for _ in range(arguments.rounds):
            ours.append(seconds_of(lambda: draft_lip_sync(folder / "loop.mp4", faces, plan.indices, track,
                                                          folder / "ours.mp4")))
            theirs.append(seconds_of(lambda: _transcode(folder / "loop.mp4", folder / "theirs.mp4")))
        voice = write_speech(folder / "voice.wav", syllables(frames / 25))
        score = seconds_of(lambda: sync_score(folder / "ours.mp4", voice, faces, plan.indices))
    rate = frames / median(ours)
    lines = [
        Line("draft lip sync", rate, frames / median(theirs), "fps", LEAST_FPS, at_most=False, absolute=True),
        Line("sync score (ref: draft lip sync)", frames / score, rate, "fps", LEAST_FPS, at_most=False, absolute=True),
    ]
    print(f"faces found in {sum(face is not None for face in faces)} of {PICTURES} pictures")
    finish(f"lip sync of {frames} frames of {WIDTH}x{HEIGHT}, H.264 crf 18 medium", lines)


def _faces(pictures: list[Path]) -> list[Landmarks | None]:
    analyzer = open_analyzer("builtin")[0]
    seen = [analyzer.observe(read_picture(path)) for path in pictures]
    return [faces[0].landmarks if faces else None for faces in seen]


def _transcode(video: Path, out: Path) -> None:
    x264 = ["-c:v", "libx264", "-profile:v", "high", "-preset", "medium", "-crf", "18", "-threads", "8", "-g", "250"]
    subprocess.run([ffmpeg_path(), "-v", "error", "-nostdin", "-y", "-i", video, *x264, out], check=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
