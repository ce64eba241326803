"""A stage runs when its declared inputs are new; otherwise its filed result is taken."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio import __version__
from studio.episode.errors import StudioError
from studio.episode.files import remove_leftovers
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobEvent, Listener
from studio.jobs.timings import file_run
from studio.media.input_files import shown

_LEFT_FOR_S = 24 * 3600.0
"""A temporary file to which nothing was written for so long is that of a run that was killed, not of one beside this one."""


@dataclass(frozen=True, slots=True)
class StageReport:
    """How one stage of a job went; `seconds` is wall time of this run, near 0 when cached."""

    name: str
    seconds: float
    cached: bool
    target: str = ""            # the video that it was for, where each has its own
    details: Mapping[str, Any] = field(default_factory=dict)        # what a step of finishing found, such as its sync score

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        more = {name: value for name, value in (("target", self.target), ("details", dict(self.details))) if value}
        return {"name": self.name, "seconds": round(self.seconds, 3), "cached": self.cached, **more}


@dataclass(frozen=True, slots=True)
class StageWork:
    """What a run of a stage yields: how many items it worked on, and details to keep."""

    items: int
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage's name, everything its result depends on (JSON values), and where the result goes in the episode."""

    name: str
    inputs: Mapping[str, Any]
    suffix: str = ""            # of the result's file, such as ".mp4"; "" where the details are the result
    engine: str = ""
    preset: str = ""
    file: str = ""              # a name of its own for the result, instead of one made from the inputs
    device: str = "cpu"         # what its engine runs on
    pace: str = ""              # by what its pace is filed, where that is more than the engine

    @property
    def digest(self) -> str:
        """sha256 of the inputs and the stage's name."""
        text = json.dumps([self.name, self.inputs], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    @property
    def output(self) -> str:
        """The result's file inside the episode."""
        return self.file or (f"stages/{self.name}/{self.digest[:32]}{self.suffix}" if self.suffix else "")

    @property
    def paced_by(self) -> str:
        """The engine's name with the machine's timings."""
        return self.pace or self.engine


def run_stage(store: EpisodeStore, stage: Stage, work: Callable[[Path], StageWork],
              listen: Listener) -> tuple[StageRun, StageReport]:
    """Run `work` with the path its result belongs at, or find what an earlier run on the same inputs left there."""
    started = time.perf_counter()
    path, found = store.path(stage.output), filed_run(store, stage)
    if found is not None:
        if not stage.file and stage.suffix:
            with suppress(OSError):
                os.utime(path)          # results used last are kept longest
        listen(JobEvent("stage done", stage.name, cached=True, seconds=0.0))
        return found, StageReport(stage.name, time.perf_counter() - started, cached=True)
    listen(JobEvent("stage", stage.name))
    if stage.suffix:
        remove_leftovers(path.parent, _LEFT_FOR_S)
    done = work(path)
    seconds = time.perf_counter() - started
    run = StageRun(stage.name, stage.digest, stage.output, stage.engine, __version__, stage.device, stage.preset,
                   done.items, seconds, done.details)
    file_run(store, run, pace=stage.pace)
    listen(JobEvent("stage done", stage.name, seconds=seconds))
    return run, StageReport(stage.name, seconds, cached=False)


def filed_run(store: EpisodeStore, stage: Stage) -> StageRun | None:
    """The run whose result still lies there, None where the stage has to run.

    A result under a name of its own is gone where a run on other inputs has written over it, or where one of the `files`
    that its details name beside it is.
    """
    run, path = store.stages.find(stage.name, stage.digest), store.path(stage.output)
    if run is None or not _is_there(path):
        return None
    if not stage.file:
        return run
    latest = store.stages.latest(stage.name, stage.output)
    whole = all(_is_there(path.parent / name) for name in run.details.get("files", ()))
    return run if whole and latest is not None and latest.inputs == stage.digest else None


def _is_there(path: Path) -> bool:
    """False too in a folder that may not be looked into: the stage then runs, and says what is wrong."""
    try:
        return path.exists()
    except OSError:
        return False


def file_digest(path: Path) -> str:
    """sha256 of a file's bytes; StudioError("input") for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise StudioError("input", f"{shown(path)} cannot be read: {error.strerror}. Check the path and its "
                                   "permissions.") from error
