"""One run of an engine on this machine: its own process group, a private folder, a time limit, its result checked."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.files import disk_errors
from studio.finish.engines.adapter import EngineAdapter, EngineFacts, EngineTask
from studio.finish.engines.checkout import checkout_fingerprint, require_checkout, view_of
from studio.finish.engines.progress import ProgressReader
from studio.generate.script_process import how_ended, last_lines, run_to_end
from studio.jobs.engines.environment import engine_environment
from studio.jobs.engines.private_folder import private_folder

GRACE_S = 0.5
"""What a program gets to end by itself: with what is needed to see a wish, a cancel takes less than 2 s."""
LOG_LINES = 2000
_PYTHON_S = 60.0
_ASK_PYTHON = "import sys; print('Python %d.%d.%d' % sys.version_info[:3])"


@dataclass(frozen=True, slots=True)
class EnginePlace:
    """Where an engine lies on this machine."""

    adapter: EngineAdapter
    checkout: Path
    python: str
    variant: str

    @classmethod
    def named(cls, adapter: EngineAdapter, path: str, python: str, variant: str) -> EnginePlace:
        """As a person writes it into `engines.toml`: `~` is the home on the machine where it lies."""
        return cls(adapter, Path(path).expanduser(), str(Path(python).expanduser()), variant)

    def check(self) -> dict[str, str]:
        """See that the checkout is whole and that the Python runs; its version, and the checkout's fingerprint.

        Raises StudioError("missing") that says what lacks and what brings it.
        """
        facts = self.adapter.facts
        require_checkout(facts, self.checkout, self.variant)
        return {"python": python_version(self.python), "variant": self.variant,
                "fingerprint": checkout_fingerprint(facts, self.checkout, self.variant)}


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """What is asked of a run, apart from the bytes of video and voice: as `EngineTask` has it. `limit_s` 0: the engine's
    own limit for that length."""

    frames: int
    fps: Fraction
    width: int
    height: int
    prompt: str = ""
    avoid: str = ""
    seed: int = 0
    limit_s: float = 0.0

    def as_fields(self) -> dict[str, Any]:
        """As JSON values."""
        return {"frames": self.frames, "fps": str(self.fps), "width": self.width, "height": self.height,
                "prompt": self.prompt, "avoid": self.avoid, "seed": self.seed, "limit_s": self.limit_s}

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> EngineRequest:
        """The inverse."""
        return cls(**{**fields, "fps": Fraction(fields["fps"])})


@dataclass(frozen=True, slots=True)
class EngineOutput:
    """The bytes of the result's file, as its adapter checked it, and what the program printed."""

    result: bytes
    log: str


def run_engine(place: EnginePlace, request: EngineRequest, video: bytes, voice: bytes | None,
               while_running: Callable[[float], None]) -> EngineOutput:
    """Run the engine once; `while_running` hears 5 times a second how much is done (0-1), and what it raises ends the run
    with all its processes.

    Raises StudioError, with the program's last words as its detail, where the engine fails, takes too long, or leaves
    something else than was asked for. Nothing stays on the disk.
    """
    with private_folder() as folder:
        task = _task(place, request, folder, video, voice)
        log = folder / "log.txt"
        try:
            _run_program(place, request, task, log, while_running)
            result = _result(place.adapter, task, log)
        except StudioError as error:
            raise StudioError(error.kind, error.message, _with_log(error.detail, log)) from error
        return EngineOutput(result.read_bytes(), last_lines(log, LOG_LINES))


def python_version(python: str) -> str:
    """Such as 3.10.13; StudioError("missing") where the program does not run or is no Python."""
    program = shutil.which(python)
    if program is None:
        raise StudioError("missing", f"The Python {python} was not found, or may not be executed: give its whole path, such "
                                     "as /opt/conda/envs/latentsync/bin/python.")
    try:
        ran = subprocess.run([program, "-c", _ASK_PYTHON], capture_output=True, text=True, timeout=_PYTHON_S, check=False,
                             stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StudioError("missing", f"{python} does not run: give the Python of the engine's own environment.",
                          str(error)) from error
    said = re.fullmatch(r"Python (\d+\.\d+\.\d+)\s*", ran.stdout)
    if said is None:
        raise StudioError("missing", f"{python} is no Python: give the one of the engine's own environment.", ran.stderr)
    return said[1]


def _task(place: EnginePlace, request: EngineRequest, folder: Path, video: bytes, voice: bytes | None) -> EngineTask:
    film, sound = folder / "video.mp4", folder / "voice.wav" if voice is not None else None
    with disk_errors(film):
        film.write_bytes(video)
        if sound is not None and voice is not None:
            sound.write_bytes(voice)
    return EngineTask(folder, film, sound, request.frames, request.fps, request.width, request.height, place.variant,
                      request.prompt, request.avoid, request.seed)


def _run_program(place: EnginePlace, request: EngineRequest, task: EngineTask, log: Path,
                 while_running: Callable[[float], None]) -> None:
    facts = place.adapter.facts
    program = shutil.which(place.python) or place.python
    limit_s = request.limit_s or facts.limit_s + facts.limit_s_each * float(task.seconds)
    watch = _LogWatch(log, ProgressReader(facts.phases), while_running)
    argv, view = place.adapter.argv(program, task), view_of(facts, place.checkout, task.folder)
    try:
        code = run_to_end(argv, view, log, limit_s, watch,
                          environment=engine_environment(program, task.folder), grace_s=GRACE_S)
    except subprocess.TimeoutExpired as error:
        raise StudioError("engine", f"{facts.title} took longer than {_shown(limit_s)} for {float(task.seconds):.0f} s of "
                                    "video and was ended. Try again, and look at the log.") from error
    watch()
    if code != 0:
        raise _said_failure(facts, log) or StudioError(
            "engine", f"{facts.title} failed ({how_ended(code)}): {last_lines(log, 1) or 'it printed nothing'}")


def _result(adapter: EngineAdapter, task: EngineTask, log: Path) -> Path:
    try:
        return adapter.result(task)
    except StudioError as error:
        raise _said_failure(adapter.facts, log) or error from error


def _said_failure(facts: EngineFacts, log: Path) -> StudioError | None:
    """The failure that the program's own words name, where one does."""
    text = last_lines(log, LOG_LINES)
    for failure in facts.failures:
        found = failure.says.search(text)
        if found is not None:
            named = found[1] if found.re.groups else ""
            return StudioError(failure.kind, failure.sentence.format(title=facts.title, found=named))
    return None


class _LogWatch:
    """Reads what was printed since it was called last."""

    def __init__(self, log: Path, reader: ProgressReader, hear: Callable[[float], None]) -> None:
        self._log = log
        self._reader = reader
        self._hear = hear
        self._at = 0

    def __call__(self) -> None:
        with self._log.open("rb") as file:
            file.seek(self._at)
            new = file.read()
        self._at += len(new)
        self._hear(self._reader.feed(new.decode("utf-8", "replace")))


def _with_log(detail: str, log: Path) -> str:
    said = last_lines(log, LOG_LINES) if log.exists() else ""
    return "\n".join(part for part in (detail, said) if part)


def _shown(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 120 else f"{seconds:g} s"
