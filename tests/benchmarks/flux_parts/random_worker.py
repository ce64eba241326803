"""A worker with random weights: `python -m tests.benchmarks.flux_parts.random_worker flux-pulid|klein GIB [tiny]`.

GIB caps the card's memory for the process, as a smaller card would; `tiny`, of klein, needs no card. After each take the
worker says in its log how much memory it needed, and flux-pulid what the step cache left out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from studio.generate.flux2_klein import KleinEngine
from studio.generate.flux_pulid import FluxPulidEngine
from studio.jobs.engine_service import EngineService
from studio.jobs.take_cache import TakeCache
from studio.jobs.worker import serve
from tests.benchmarks.flux_parts.random_klein import RandomKlein
from tests.benchmarks.flux_parts.random_model import load_random

if TYPE_CHECKING:
    from studio.episode.take_request import OptionValue
    from studio.generate.engine import Engine, EngineJob, Made, OnStep


class MeasuredFlux(FluxPulidEngine):
    """Says its peak of memory, and what the step cache left out."""

    def make(self, job: EngineJob, on_step: OnStep) -> Made:
        """As ever."""
        made = super().make(job, on_step)
        _say(f"{_peak()}\nleft out {self.left_out}")
        return made


class MeasuredKlein(KleinEngine):
    """Says its peak of memory."""

    def make(self, job: EngineJob, on_step: OnStep) -> Made:
        """As ever."""
        made = super().make(job, on_step)
        _say(_peak())
        return made


def open_random(name: str, options: Mapping[str, OptionValue]) -> Engine:
    """The engine of that name."""
    if name == MeasuredKlein.name:
        return MeasuredKlein(options, RandomKlein.named(sys.argv).load)
    return MeasuredFlux(options, load_random)


def main() -> int:
    """Serve until the input ends."""
    engine, gib = sys.argv[1:3]
    if torch.cuda.is_available():
        torch.cuda.set_per_process_memory_fraction(float(gib) * 2**30 / torch.cuda.mem_get_info()[1])
    with tempfile.TemporaryDirectory() as folder:
        return serve(EngineService(engine, TakeCache(Path(folder), 1 << 30), open_random))


def _peak() -> str:
    return f"peak {torch.cuda.max_memory_reserved()}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
