"""The whole analysis in time for a person who waits; of processor time, which other work does not lengthen."""

from __future__ import annotations

import time

import numpy as np
import pytest

from studio.review.lab.analysis import analyse
from tests.review.lab.orbits import latent, sweeps, table_of


@pytest.mark.parametrize(("frames", "most_s"), [(100, 2.0), (5000, 5.0)])
def test_four_presets_with_sixteen_scores(frames: int, most_s: float) -> None:
    rng = np.random.default_rng(80)
    scores = {f"score{place}": latent(rng, (4, frames), 0.5) for place in range(16)}
    table = table_of(sweeps(rng, 1, [0.1, 0.3, 0.35, 0.6], frames, 0.5)[0], seconds=latent(rng, (4, frames), 0.2), **scores)
    before = time.thread_time()
    analyse(table)
    assert time.thread_time() - before < most_s
