"""Trying an added engine on two seconds that come with the program, and adding one after a look at it."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from importlib.resources import as_file
from pathlib import Path
from typing import Final

from studio.episode.bundled import bundled
from studio.episode.picture import Picture
from studio.finish.engines.registry import engine_named
from studio.finish.piece_files import piece_video, piece_voice
from studio.jobs.engines.added import AddedEngine, added_engine, keep_engine
from studio.jobs.engines.run import EngineRequest
from studio.jobs.engines.session import EngineOptions, EngineSession
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.media.sound import SAMPLE_RATE, to_wav_48k
from studio.source.sample_person import sample_source_frames

TRIAL_FRAMES: Final = 50
TRIAL_FPS: Final = Fraction(25)
_TURN: Final = 24
_SEEN_WELL: Final = slice(8, 17)
_PARTS: Final = 100


@dataclass(frozen=True, slots=True)
class EngineTrial:
    """How a trial went: `seconds` of wall time for `video_s` of video, loading included, and what was checked."""

    name: str
    host: str
    python: str
    variant: str
    fingerprint: str
    seconds: float
    video_s: float
    result_bytes: int
    checked: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        return asdict(self)


def add_engine(engine: AddedEngine, listen: Listener, control: JobControl,
               options: EngineOptions | None = None) -> AddedEngine:
    """Look at the engine where it lies, and keep it; StudioError("missing") says what lacks, and nothing is kept."""
    with EngineSession(engine, "engine", listen, control, options) as session:
        known = replace(engine, fingerprint=session.look()["fingerprint"])
    keep_engine(known)
    return known


def try_engine(name: str, listen: Listener, control: JobControl, options: EngineOptions | None = None) -> EngineTrial:
    """Run it on two seconds of the sample's person and voice. Raises StudioError as `EngineSession.run`."""
    engine = added_engine(name)
    facts = engine_named(name).facts
    report = stage_progress(listen, "engine")
    with tempfile.TemporaryDirectory(prefix="studio-trial-") as folder, \
            EngineSession(engine, "engine", listen, control, options) as session:
        pictures = list(_pictures())
        height, width = pictures[0].shape[:2]
        video = piece_video(pictures, TRIAL_FPS, facts.spare_frames)
        voice = _voice(Path(folder)) if facts.kind == "lip sync" else None
        found = session.look()
        started = time.perf_counter()
        made = session.run(EngineRequest(TRIAL_FRAMES, TRIAL_FPS, width, height, "a person moves", "music"), video, voice,
                           lambda done: report(round(_PARTS * done), _PARTS))
        seconds = time.perf_counter() - started
    keep_engine(replace(engine, fingerprint=found["fingerprint"]))
    return EngineTrial(name, engine.host, found["python"], engine.variant, found["fingerprint"], seconds,
                       TRIAL_FRAMES / float(TRIAL_FPS), len(made.result), _checked(facts.kind))


def _checked(kind: str) -> tuple[str, ...]:
    same = ("the checkout is whole", "its Python runs", "it made what was asked for")
    return (*same, "size, rate and number of frames") if kind == "lip sync" else (*same, "the length of the sound")


def _pictures() -> Iterator[Picture]:
    """The sample's person, the head going to and fro where it is well seen."""
    seen = list(sample_source_frames(_TURN))[_SEEN_WELL]
    there_and_back = [*seen, *seen[-2:0:-1]]
    for number in range(TRIAL_FRAMES):
        yield there_and_back[number % len(there_and_back)]


def _voice(folder: Path) -> bytes:
    """The beginning of the sample's voice."""
    wav = folder / "voice.wav"
    with as_file(bundled("resources", "sample", "voice.flac")) as recorded:
        to_wav_48k(recorded, wav, mono=True)
    return piece_voice(wav, 0, math.ceil(TRIAL_FRAMES * SAMPLE_RATE / TRIAL_FPS))
