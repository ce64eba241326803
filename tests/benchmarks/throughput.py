"""`python -m tests.benchmarks.throughput [TESTDATA]`: the studio's own work hides behind the engine.

An engine of 0.15 s a frame in its real worker process, frames of an orbit of a head made into takes of 512x768, real
detection and recognition of every take in a second process, real files and rows. The reference is that engine alone, in
one loop.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeRequest, TakeSettings
from studio.generate.engine import EngineJob
from studio.jobs.events import JobControl, JobEvent
from studio.jobs.generate_takes import GenerateOptions, generate_takes
from studio.jobs.inputs import ReferenceInput
from studio.jobs.make_episode import EpisodeChanges, change_episode, open_or_create
from studio.jobs.worker_client import local_worker
from studio.source.open_source import open_source
from tests.benchmarks.report import Line, finish
from tests.benchmarks.stand_in_engine import StandInEngine

FRAMES = 100
PROJECT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Fill an episode of 100 frames around the stand-in engine."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("STUDIO_TESTDATA", PROJECT.parent / "shared/testdata"))
    video = data / "media" / "splat_head_orbit_512_24fps_7s.mp4"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STUDIO_HOME"] = folder
        alone = _engine_alone(video)
        with open_or_create(Path(folder) / "throughput.episode", _ignore) as store:
            around = _studio_around(store, data, video)
    finish("throughput around an engine of 0.15 s a frame, scoring on", [
        Line(f"{FRAMES} frames, frames/s (engine alone)", FRAMES / around, FRAMES / alone, "/s", 0.95, at_most=False),
    ])


def _engine_alone(video: Path) -> float:
    engine = StandInEngine()
    settings = TakeSettings("draft", width=512, height=768)
    started = 0.0
    _, frame = next(open_source(video).read([0]))
    assert not isinstance(frame, Exception)
    started = time.perf_counter()
    for number in range(FRAMES):
        request = TakeRequest(f"{number:064x}", None, (), "", settings, "1")
        engine.make(EngineJob(request, frame, []), lambda _: None)
    return time.perf_counter() - started


def _studio_around(store: EpisodeStore, data: Path, video: Path) -> float:
    changes = EpisodeChanges(
        references=[ReferenceInput(data / "faces" / "person_b.jpg")], source=video, frames=f"0-{FRAMES - 1}",
        engine="draft", analyzer="insightface", face_pack=str(data / "models" / "testpack"))
    change_episode(store, changes, _ignore)
    result = generate_takes(store, _ignore, JobControl(), options=GenerateOptions(command=_command))
    assert result.report.made == result.report.scored == FRAMES
    return result.report.generate_s + result.report.score_s


def _command(name: str) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.stand_in_engine"] if name == "draft" else local_worker(name)


def _ignore(event: JobEvent) -> None:
    del event


if __name__ == "__main__":
    main()
