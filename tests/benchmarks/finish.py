"""`python -m tests.benchmarks.finish`: everything between the picks and the audience, for long voices.

The sample episode with its voice repeated to 1, 5 and 10 minutes, through loop, draft lip sync, draft Foley, loudness, a
faded picture, marks: peak memory of all processes together, and time a minute of voice. Then the picture and the mux of
a target beside one plain ffmpeg with the same filters. `--minutes 1,5,10`, `--rounds N` (3), `--skip-ffmpeg`,
`--episode DIR` (a copy of this one with its takes, instead of the sample).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from importlib.resources import as_file
from pathlib import Path

from studio.episode.bundled import bundled
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl
from studio.jobs.finish_chain import finish_chain
from studio.jobs.finish_step import FinishStep
from studio.jobs.outputs import outputs_of
from studio.media.ffmpeg import ffmpeg_path
from tests.benchmarks.process_tree import Cost, run_measured
from tests.benchmarks.report import Line, finish, median, seconds_of

MOST_MEMORY_MB = 1500
WORST_RATIO, WORST_GROWTH = 1.1, 1.15
_PROJECT = Path(__file__).resolve().parent.parent.parent
_OPTIONS = ("--target", "web", "--lip-sync", "draft", "--foley", "draft", "--loudness", "-14", "--duck", "9",
            "--fade-in", "1", "--fade-out", "1")
_STUDIO = (sys.executable, "-m", "studio")


def main() -> None:
    """Measure, print, exit non-zero past a bound."""
    arguments = _arguments()
    minutes = [int(text) for text in arguments.minutes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        episode = folder / "a.episode"
        if arguments.episode is None:
            subprocess.run([*_STUDIO, "demo", "--out", folder / "a.mp4"], check=True, cwd=_PROJECT,
                           stdout=subprocess.DEVNULL)
        else:
            shutil.copytree(arguments.episode, episode)
        costs = {length: _export(episode, folder, length) for length in minutes}
        lines = _lines(costs)
        if not arguments.skip_ffmpeg:
            lines.append(_beside_ffmpeg(episode, folder, arguments.rounds))
    finish(f"finishing, {arguments.minutes} minutes of voice, {_OPTIONS}", lines)


def _lines(costs: dict[int, Cost]) -> list[Line]:
    lines = []
    shortest = min(costs)
    for length, cost in costs.items():
        each, least = cost.seconds / length, costs[shortest].seconds / shortest
        lines.append(Line(f"{length} min: time a minute of voice", each, least, "s", WORST_GROWTH))
        lines.append(Line(f"{length} min: peak memory of all processes", cost.peak_mb, costs[shortest].peak_mb, "MB",
                          MOST_MEMORY_MB, absolute=True))
    return lines


def _export(episode: Path, folder: Path, minutes: int) -> Cost:
    voice = folder / f"{minutes} min.wav"
    with as_file(bundled("resources", "sample", "voice.flac")) as spoken:
        subprocess.run([ffmpeg_path(), "-v", "error", "-nostdin", "-y", "-stream_loop", "-1", "-i", spoken, "-t",
                        str(60 * minutes), voice], check=True)
    subprocess.run([*_STUDIO, "import", episode, "--voice", voice], check=True, cwd=_PROJECT, stdout=subprocess.DEVNULL)
    cost = run_measured([*_STUDIO, "export", episode, "--out", folder / f"{minutes}.mp4", *_OPTIONS], _PROJECT)
    listed = subprocess.run([*_STUDIO, "stages", episode], check=True, cwd=_PROJECT, capture_output=True, text=True).stdout
    print(f"{minutes} min of voice: {cost.seconds:.1f} s, {cost.peak_mb:.0f} MB\n{listed}")
    return cost


def _beside_ffmpeg(episode: Path, folder: Path, rounds: int) -> Line:
    """The steps picture and export, run again and again, beside one ffmpeg that does both."""
    with EpisodeStore.open(episode) as store:
        chain = finish_chain(store, outputs_of(store))
        steps = {step.name: step for step in chain.steps}
        seconds, fps = float(chain.loop.plan.duration_s), str(chain.loop.plan.fps)
        last = steps.get("lipsync", steps["loop"]).result(store)
        plain = _plain_ffmpeg(last, steps["mix"].result(store), folder / "plain.mp4", seconds, fps)
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(sum(seconds_of(partial(_again, store, steps[name])) for name in ("picture", "export")))
            theirs.append(seconds_of(lambda: subprocess.run(plain, check=True)))
    return Line("picture and mux beside plain ffmpeg", median(ours), median(theirs), "s", WORST_RATIO)


def _again(store: EpisodeStore, step: FinishStep) -> None:
    step.work(step.result(store), lambda _: None, JobControl())


def _plain_ffmpeg(video: Path, sound: Path, out: Path, seconds: float, fps: str) -> list[str | Path]:
    filters = f"fade=in:st=0:d=1,fade=out:st={seconds - 1:.3f}:d=1,format=yuv420p"
    x264 = ["-c:v", "libx264", "-profile:v", "high", "-preset", "medium", "-crf", "18", "-threads", "8", "-g", "250"]
    return [ffmpeg_path(), "-v", "error", "-nostdin", "-y", "-i", video, "-i", sound, "-vf", filters, "-r", fps, *x264,
            "-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", out]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episode", type=Path)
    parser.add_argument("--minutes", default="1,5,10")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip-ffmpeg", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
