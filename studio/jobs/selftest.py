"""An engine tried on the sample person: four frames at preset D through a real worker, checked, timed, written down."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from studio import __version__
from studio.episode.errors import StudioError
from studio.episode.face import Scores
from studio.episode.picture import Picture
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.generate.placement import place
from studio.jobs.doctor_gpu import installed_version, read_cards
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.generate_takes import GenerateOptions, GenerateResult, generate_takes, same_seed
from studio.jobs.inputs import ReferenceInput
from studio.jobs.make_episode import EpisodeChanges, change_episode
from studio.jobs.memory import tree_memory
from studio.jobs.private_text import without_private
from studio.jobs.review_takes import load_review
from studio.jobs.sample import sample_frame, write_sample_inputs
from studio.jobs.selftest_checks import Check, check_black, check_fog, check_identity, check_repeat
from studio.jobs.worker_client import fresh_worker
from studio.media.pictures import read_picture
from studio.source.sample_person import sample_source_frames

PRESET = "D"
_TURN, _FRAMES = 24, (8, 11, 14, 17)     # of a head turn those in which the face is well seen
_PACKAGES = ("torch", "diffusers", "transformers", "safetensors", "accelerate", "triton", "numpy", "onnxruntime",
             "onnxruntime-gpu", "insightface")


@dataclass(frozen=True, slots=True)
class SelftestReport:
    """What came of it; `facts` are plain values without paths or names of the person."""

    engine: str
    checks: tuple[Check, ...]
    facts: Mapping[str, Any]

    @property
    def passed(self) -> bool:
        """Whether nothing failed; what could not be told does not count."""
        return all(check.passed is not False for check in self.checks)

    def as_dict(self) -> dict[str, Any]:
        """As printed and as written into the file."""
        checks = [{**asdict(check), "sentence": without_private(check.sentence)} for check in self.checks]
        return {"selftest": 1, "engine": self.engine, "passed": self.passed, "checks": checks, **self.facts}


@dataclass(frozen=True, slots=True)
class _Take:
    """One take: its key, its picture, the frame as it was placed, and its scores."""

    key: str
    picture: Picture
    frame: Picture
    scores: Scores


class _Watch:
    """Hears the job: seconds of each take, and the most memory seen."""

    def __init__(self, listen: Listener) -> None:
        self.seconds: list[float] = []
        self.device_bytes = self.process_bytes = 0
        self._listen = listen

    def hear(self, event: JobEvent) -> None:
        if event.kind == "take" and event.seconds is not None:
            self.seconds.append(event.seconds)
        if event.kind in ("step", "take"):
            self.process_bytes = max(self.process_bytes, tree_memory())
        if event.memory:
            self.device_bytes = max(self.device_bytes, event.memory[0])
        self._listen(event)


def selftest(engine: str, listen: Listener, control: JobControl, preset: str = PRESET) -> SelftestReport:
    """Try `engine` here, with the settings of a preset by name or file.

    What keeps it from working is a failed check, not an error; StopRequested passes.
    """
    with tempfile.TemporaryDirectory(prefix="studio-selftest-", ignore_cleanup_errors=True) as folder:
        try:
            return _tried(engine, preset, Path(folder), listen, control)
        except StudioError as error:
            facts = {**_surroundings(), "error": {"kind": error.kind, "detail": without_private(error.detail)}}
            return SelftestReport(engine, (Check("run", passed=False, sentence=error.message),), facts)


def _tried(engine: str, preset: str, folder: Path, listen: Listener, control: JobControl) -> SelftestReport:
    turn = list(sample_source_frames(_TURN))
    portrait, source = write_sample_inputs(folder, (turn[number] for number in _FRAMES))
    changes = EpisodeChanges(references=[ReferenceInput(portrait)], source=source, preset=preset, engine=engine)
    watch, watch_again = _Watch(listen), _Watch(listen)
    made, takes = _make(folder / "first.episode", changes, watch, control)
    remade, again = _make(folder / "again.episode", changes, watch_again, control, frames="0")
    checks = (
        check_black([take.picture for take in takes], engine),
        check_fog([take.picture for take in takes], [take.frame for take in takes]),
        check_identity([take.scores for take in takes], made.analyzer.label, made.analyzer.same_person),
        check_repeat(takes[0].picture, again[0].picture) if takes[0].key == again[0].key else _other_key(),
    )
    seconds = {"load": made.load_s, "first": watch.seconds[0], "each": median(watch.seconds[1:]),
               "load_again": remade.load_s, "first_again": watch_again.seconds[0]}
    facts = {
        "label": made.engine.label, "revision": made.engine.revision, "precision": made.engine.precision,
        "device": made.engine.device, "analyzer": made.analyzer.label, "preset": Path(preset).stem,
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "memory": {"device_bytes": watch.device_bytes or None, "process_bytes": watch.process_bytes},
        "weights": [[name.rpartition("/")[2], digest] for name, digest in made.engine.weights],
        **_surroundings(),
    }
    return SelftestReport(engine, checks, facts)


def _make(folder: Path, changes: EpisodeChanges, watch: _Watch, control: JobControl,
          frames: str = "") -> tuple[GenerateResult, list[_Take]]:
    """Every take made anew, whatever the cache of takes holds."""
    with EpisodeStore.create(folder, EpisodeSettings(name="selftest", preset=PRESET, frames=frames)) as store:
        change_episode(store, changes, watch.hear)
        result = generate_takes(store, watch.hear, control, same_seed, GenerateOptions(command=fresh_worker))
        if result.report.failed:
            raise result.report.failed[0][1]
        assert changes.source is not None
        return result, list(_takes(store, changes.source))


def _takes(store: EpisodeStore, source: Path) -> Iterator[_Take]:
    for candidate in load_review(store).candidates:
        request = store.takes.row(candidate.take).request
        frame, _ = place(read_picture(sample_frame(source, candidate.frame)), request.frame_landmarks, request.settings)
        yield _Take(candidate.key, read_picture(store.takes.picture_path(candidate.key)), frame,
                    candidate.scores or Scores())


def _other_key() -> Check:
    return Check("repeat", passed=False, sentence="The same request got another key in another process: weights or settings "
                                                  "changed while the test ran. Run it again.")


def _surroundings() -> dict[str, Any]:
    """Versions and cards."""
    cards, trouble = read_cards()
    return {
        "versions": {"studio": __version__, "python": platform.python_version(), "system": platform.platform(terse=True),
                     **{name: found for name in _PACKAGES if (found := installed_version(name))}},
        "cards": [asdict(card) for card in cards] or trouble,
    }
