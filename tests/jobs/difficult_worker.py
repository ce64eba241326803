"""The studio's own workers with one difficulty, as `python -m tests.jobs.difficult_worker MODE MEMORY NAME`.

`unscored`: the analyzer cannot score the first take. `hang`: the engine stands still in its second take, once. `memory`:
the engine has no memory for its second take. `loading`: the engine loads for an hour. `slow`: each step takes 0.2 s.
`device`: the engine tells of its device's memory, and at its first step of what it had to do.
MEMORY is a file that remembers that it was done.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.folders import cache_folder
from studio.episode.picture import Picture
from studio.episode.take_request import OptionValue
from studio.generate.draft import DraftEngine
from studio.generate.engine import Engine, EngineJob, OnStep
from studio.generate.open_engine import open_engine
from studio.jobs.analyzer_service import AnalyzerService
from studio.jobs.engine_service import EngineService
from studio.jobs.protocol import ANALYZER_PREFIX, Message
from studio.jobs.run_worker import run_worker
from studio.jobs.take_cache import TakeCache
from studio.jobs.worker import Desk, serve

NOTE = "The device's memory ran out: going on more slowly."
DEVICE_MEMORY = (round(31.25 * 2**30), 80 * 2**30)


class Scoreless(AnalyzerService):
    """Fails on its first take."""

    def __init__(self, name: str, memory: Path) -> None:
        super().__init__(name)
        self._memory = memory

    def handle(self, message: Message, desk: Desk) -> Message | None:
        if message.data.get("score") and not self._memory.exists():
            self._memory.touch()
            raise StudioError("engine", "The picture cannot be looked at.")
        return super().handle(message, desk)


class OnDevice(DraftEngine):
    """Says at each step what a device of 80 GB would hold."""

    def make(self, job: EngineJob, on_step: OnStep) -> Picture:
        return super().make(job, lambda step: on_step(
            replace(step, memory=DEVICE_MEMORY, note=NOTE if step.step == 1 else "")))


class Difficult(EngineService):
    """Draft, with a difficulty at its second take."""

    def __init__(self, name: str, mode: str, memory: Path) -> None:
        super().__init__(name, TakeCache(cache_folder() / "takes", 1 << 30), _on_device if mode == "device" else open_engine)
        self._mode = mode
        self._memory = memory
        self._makes = 0

    def load(self, data: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
        if self._mode == "loading":
            desk.say("loading weights for an hour")
            time.sleep(3600)
        return super().load(data, desk)

    def handle(self, message: Message, desk: Desk) -> Message | None:
        if message.event == "make":
            self._makes += 1
            if self._mode == "slow":
                for _ in range(5):
                    desk.progress(0, 8)
                    time.sleep(0.2)
            if self._makes == 2 and not self._memory.exists():
                self._memory.touch()
                if self._mode == "hang":
                    time.sleep(3600)
                if self._mode == "memory":
                    raise StudioError("engine", "The device has no memory left for a picture of this size.")
        return super().handle(message, desk)


def _on_device(name: str, options: Mapping[str, OptionValue]) -> Engine:
    del name, options
    return OnDevice()


def main() -> int:
    """Serve until the input ends."""
    mode, memory, name = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    if name.startswith(ANALYZER_PREFIX) and mode == "unscored":
        return serve(Scoreless(name.removeprefix(ANALYZER_PREFIX), memory))
    if name.startswith(ANALYZER_PREFIX) or mode == "unscored":
        return run_worker(name)
    return serve(Difficult(name, mode, memory))


if __name__ == "__main__":
    sys.exit(main())
