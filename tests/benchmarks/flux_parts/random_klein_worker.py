"""A worker `klein` with random weights: `python -m tests.benchmarks.flux_parts.random_klein_worker GIB [tiny]`.

GIB caps the card's memory for the process, as a smaller card would. After each take it says in its log how much it needed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from studio.generate.flux2_klein import KleinEngine
from studio.jobs.engine_service import EngineService
from studio.jobs.take_cache import TakeCache
from studio.jobs.worker import serve
from tests.benchmarks.flux_parts.random_klein import RandomKlein

if TYPE_CHECKING:
    from studio.episode.take_request import OptionValue
    from studio.generate.engine import EngineJob, Made, OnStep


class MeasuredKlein(KleinEngine):
    """Says its peak of memory."""

    def make(self, job: EngineJob, on_step: OnStep) -> Made:
        """As ever."""
        made = super().make(job, on_step)
        print(f"peak {torch.cuda.max_memory_reserved()}", file=sys.stderr, flush=True)
        return made


def open_random(name: str, options: Mapping[str, OptionValue]) -> MeasuredKlein:
    """Whatever is asked for."""
    del name
    return MeasuredKlein(options, RandomKlein.named(sys.argv).load)


def main() -> int:
    """Serve until the input ends."""
    if torch.cuda.is_available():
        torch.cuda.set_per_process_memory_fraction(float(sys.argv[1]) * 2**30 / torch.cuda.mem_get_info()[1])
    with tempfile.TemporaryDirectory() as folder:
        return serve(EngineService("klein", TakeCache(Path(folder), 1 << 30), open_random))


if __name__ == "__main__":
    sys.exit(main())
