"""`python -m tests.benchmarks.growth`: a take costs the same in an episode of 10,000 as in one of 100.

Real files, real fsync, a real database. The reference is the cost of the first 100 takes in the same run.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from studio.episode.face import Scores
from studio.episode.store import EpisodeStore
from studio.episode.take_mark import TakeMark
from studio.finish.marks import png_marks
from studio.jobs.review_takes import load_review
from studio.media.pictures import encode_png
from studio.media.png_text import with_png_text
from studio.media.thumbnails import thumbnail_jpeg
from tests.benchmarks.report import Line, finish, median
from tests.episode.make_store import FACTS, SOURCE, make_store, request_for

TAKES = 10_000
BLOCK = 100


def main() -> None:
    """Fill an episode, then open it."""
    with tempfile.TemporaryDirectory() as folder:
        episode = Path(folder) / "growth.episode"
        costs = _fill(episode)
        opening = median([_open(episode) for _ in range(5)])
        unread = median([_open_bare(episode) for _ in range(5)])
    first, last = median(costs[1:6]), median(costs[-5:])
    finish("growth from 100 to 10,000 takes", [
        Line("a take, at 10,000 (reference: at 100)", last * 1000, first * 1000, "ms", 1.5),
        Line("open 10,000 with picks (ref: database only)", opening, unread, "s", 0.5, absolute=True),
    ])


def _fill(episode: Path) -> list[float]:
    """Seconds a take, block by block."""
    pixels = np.random.default_rng(1).integers(0, 255, (96, 64, 3), dtype=np.uint8)
    png, thumbnail = encode_png(pixels), thumbnail_jpeg(pixels)
    costs = []
    with make_store(episode, TAKES) as store:
        frames = {row.number: row for row in store.frames.of_current_source()}
        recipe = store.takes.add_recipe(request_for(0).recipe_json(200), "D", "draft")
        store.takes.set_current_recipe(recipe)
        scorer = store.scores.set_scorer("builtin", "1", "x")
        for start in range(0, TAKES, BLOCK):
            begun = time.perf_counter()
            for number in range(start, start + BLOCK):
                request = request_for(number)
                marks = png_marks(TakeMark(request, FACTS, "D", SOURCE.digest, number, 200).as_facts())
                take = store.takes.commit(request, FACTS, with_png_text(png, marks), thumbnail, frames[number].id, recipe)
                store.scores.commit(take, scorer, Scores(det=0.8 + number % 20 / 100, faces=1))
            costs.append((time.perf_counter() - begun) / BLOCK)
    return costs


def _open(episode: Path) -> float:
    begun = time.perf_counter()
    with EpisodeStore.open(episode) as store:
        assert len(load_review(store).picks) > 0
    return time.perf_counter() - begun


def _open_bare(episode: Path) -> float:
    begun = time.perf_counter()
    with EpisodeStore.open(episode) as store:
        assert store.takes.count() == TAKES
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
