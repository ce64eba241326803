"""Small real episodes for tests: real pictures, a real database."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.episode.frame_table import SourceRow
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.take_mark import TakeMark
from studio.episode.take_request import TakeRequest, TakeSettings
from studio.episode.take_table import TakeFacts
from studio.finish.marks import png_marks
from studio.media.pictures import encode_png
from studio.media.thumbnails import thumbnail_jpeg

FACTS = TakeFacts("draft", 16, 24, 0.5, "cpu", "0.1.0")
SOURCE = SourceRow("d" * 64, "folder", "source/x", 32, 48, 25.0)


def make_store(folder: Path, frames: int = 6) -> EpisodeStore:
    """An episode with a source of so many frames and nothing else."""
    store = EpisodeStore.create(folder, EpisodeSettings(name="test"))
    store.frames.register(SOURCE, ((number, number / 25, f"{number}.png") for number in range(frames)))
    return store


def request_for(number: int, seed: int = 200) -> TakeRequest:
    """A request that differs by frame and seed alone."""
    return TakeRequest(f"{number:064x}", None, (), "", TakeSettings("draft", width=16, height=24, seed=seed), "1")


def take_png(request: TakeRequest, number: int) -> bytes:
    """A finished take's file, marked as the studio marks it."""
    picture = np.full((24, 16, 3), number % 256, dtype=np.uint8)
    return encode_png(picture, png_marks(TakeMark(request, FACTS, "D", SOURCE.digest, number, 200).as_facts()))


def add_take(store: EpisodeStore, number: int, seed: int = 200) -> int:
    """Commit a take of a frame under the current recipe; its id."""
    request = request_for(number, seed)
    recipe = store.takes.add_recipe(request.recipe_json(200), "D", "draft")
    store.takes.set_current_recipe(recipe)
    frame = next(row for row in store.frames.of_current_source() if row.number == number)
    thumbnail = thumbnail_jpeg(np.zeros((24, 16, 3), dtype=np.uint8))
    return store.takes.commit(request, FACTS, take_png(request, number), thumbnail, frame.id, recipe)
