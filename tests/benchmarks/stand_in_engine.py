"""A worker whose engine takes 0.15 s a frame and no processor time, as an engine on a card does.

`python -m tests.benchmarks.stand_in_engine`: started by the throughput benchmark in place of a real engine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from studio.episode.picture import Picture
from studio.episode.take_request import OptionValue, TakeSettings
from studio.generate.engine import EngineFacts, EngineJob, StepPreview
from studio.jobs.engine_service import EngineService
from studio.jobs.take_cache import TakeCache
from studio.jobs.worker import serve
from studio.media.pictures import fit_picture

SECONDS_A_FRAME = 0.15
STEPS = 12


class StandInEngine:
    """Waits as long as an engine would, telling of every step, and returns the frame itself at the preset's size."""

    name = "draft"
    label = "stand-in"
    revision = "stand-in 1"
    uses_frame_landmarks = False
    uses_reference_landmarks = True

    def steps_run(self, settings: TakeSettings) -> int:
        """As many as ever."""
        del settings
        return STEPS

    def load(self) -> list[str]:
        """Nothing to load."""
        return []

    def describe(self) -> EngineFacts:
        """No weights."""
        return EngineFacts((), "", "", "stand-in")

    def make(self, job: EngineJob, on_step: Callable[[StepPreview], None]) -> Picture:
        """Take SECONDS_A_FRAME in STEPS steps."""
        started = time.perf_counter()
        settings = job.request.settings
        picture = fit_picture(job.frame, settings.width, settings.height, "cover")
        small = np.ascontiguousarray(picture[::4, ::4])
        for step in range(1, STEPS + 1):
            time.sleep(max(0.0, started + SECONDS_A_FRAME * step / STEPS - time.perf_counter()))
            on_step(StepPreview(step, STEPS, small))
        return picture


def open_stand_in(name: str, options: Mapping[str, OptionValue]) -> StandInEngine:
    """Whatever is asked for."""
    del name, options
    return StandInEngine()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(serve(EngineService("draft", TakeCache(Path(folder), 1 << 30), open_stand_in)))
