"""Episodes of many takes for the window's benchmarks, built once and kept in the cache folder.

The database is real: the store's own schema, a row a frame, take, score and decision, with scores that follow the
head's turn. The pictures are real too but fewer: 288 different thumbnails and 72 different takes and source frames of
the sample person's head turn, hard-linked under the name of every take, so that 100,000 of them are read as
100,000 files and stored as 288.
"""

from __future__ import annotations

import hashlib
import math
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path

import numpy as np

from studio.episode.bundled import bundled
from studio.episode.face import SCORE_NAMES, Scores
from studio.episode.folders import cache_folder
from studio.episode.frame_table import SourceRow
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeRequest, TakeSettings
from studio.episode.thresholds import Thresholds
from studio.jobs.inputs import ReferenceInput, import_references, import_voice
from studio.media.pictures import encode_jpeg, encode_png
from studio.media.resizing import resize
from studio.media.thumbnails import thumbnail_jpeg
from studio.source.sample_person import sample_portrait, sample_source_frames

THUMBNAILS, PICTURES, SEEDS = 288, 72, 5
_FORMAT = 3         # raised when what is built changes
_WIDTH, _HEIGHT = 512, 768
_TAKE = "INSERT INTO takes VALUES(?,?,?,'draft','draft',?,?,?,0.4,'cpu','benchmark','2026-01-01T00:00:00+00:00')"
_SCORE = f"INSERT INTO scores VALUES(?,?,{','.join('?' * len(SCORE_NAMES))})"


def large_episode(takes: int) -> Path:
    """The folder of an episode of `takes` takes, `takes` / 5 frames with five seeds each; built where it is missing."""
    name = hashlib.sha256(f"{_FORMAT} {takes} {THUMBNAILS} {PICTURES} {SEEDS}".encode()).hexdigest()[:12]
    episode = cache_folder() / "benchmarks" / f"{takes}-{name}.episode"
    if not episode.exists():
        episode.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=episode.parent) as folder:
            made = Path(folder) / "made.episode"
            _build(made, takes // SEEDS)
            made.rename(episode)
    return episode


def working_copy(episode: Path, folder: Path) -> Path:
    """The same episode with a database and settings of its own, so that a benchmark may decide on its takes."""
    copy = folder / episode.name
    copy.mkdir()
    for item in episode.iterdir():
        if item.is_dir() and item.name in ("takes", "source", "identity", "audio"):
            (copy / item.name).symlink_to(item, target_is_directory=True)
        elif item.is_dir():
            (copy / item.name).mkdir()
        else:
            shutil.copyfile(item, copy / item.name)
    return copy


@contextmanager
def to_make_takes_in(episode: Path) -> Iterator[Path]:
    """A working copy; the pictures of takes made in it, which land in the folder that all copies share, go with it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = working_copy(episode, Path(folder))
        with closing(sqlite3.connect(copy / "episode.db")) as db:
            held = db.execute("SELECT max(id) FROM takes").fetchone()[0]
        try:
            yield copy
        finally:
            with closing(sqlite3.connect(copy / "episode.db")) as db:
                for (key,) in db.execute("SELECT key FROM takes WHERE id>?", (held,)):
                    for suffix in ("jpg", "png"):
                        (copy / "takes" / key[:2] / f"{key}.{suffix}").unlink(missing_ok=True)


def _build(episode: Path, frames: int) -> None:
    pictures = episode.parent / "pictures"
    _write_pictures(pictures)
    with EpisodeStore.create(episode, EpisodeSettings("benchmark", analyzer="builtin", engine="draft")) as store:
        _bring_inputs(store, pictures)
        store.change_settings({"thresholds": Thresholds(det=0.85, identity=0.55), "thresholds_by_hand": True,
                               "source": "source/head turn"})
        source = SourceRow("b" * 64, "folder", "source/head turn", 480, 720, None)
        store.frames.register(source, ((number, number / 25, f"{number:05d}.jpg") for number in range(frames)))
        request = _request(0, 200)
        recipe = store.takes.add_recipe(request.recipe_json(200), "D", "draft")
        store.takes.set_current_recipe(recipe)
        scorer = store.scores.set_scorer("builtin", "1", "benchmark")
        frame_ids = [row.id for row in store.frames.of_current_source()]
    keys = _insert(episode / "episode.db", frame_ids, recipe, scorer)
    _link_pictures(episode, pictures, frames, keys)


def _bring_inputs(store: EpisodeStore, pictures: Path) -> None:
    portrait = pictures / "portrait.png"
    portrait.write_bytes(encode_png(sample_portrait()))
    import_references(store, [ReferenceInput(portrait)])
    with as_file(bundled("resources", "sample", "voice.flac")) as voice:
        import_voice(store, voice, lambda _: None)


def _write_pictures(folder: Path) -> None:
    folder.mkdir()
    for number, picture in enumerate(sample_source_frames(THUMBNAILS)):
        (folder / f"{number}.jpg").write_bytes(thumbnail_jpeg(picture))
        if number % (THUMBNAILS // PICTURES) == 0:
            place = number // (THUMBNAILS // PICTURES)
            (folder / f"source{place}.jpg").write_bytes(encode_jpeg(picture, 85))
            (folder / f"take{place}.png").write_bytes(encode_png(resize(picture, _WIDTH, _HEIGHT)))


def _insert(database: Path, frame_ids: list[int], recipe: int, scorer: int) -> list[str]:
    """Rows of every take in bulk; their keys in the order of their ids."""
    requests = [_request(number, 200 + seed) for number in range(len(frame_ids)) for seed in range(SEEDS)]
    keys = [request.key for request in requests]
    scores = _scores(len(requests))
    with closing(sqlite3.connect(database)) as db, db:
        db.executemany(_TAKE, ((take, key, request.canonical_json(), request.settings.seed, _WIDTH, _HEIGHT)
                               for take, (key, request) in enumerate(zip(keys, requests, strict=True), 1)))
        takes = range(1, len(requests) + 1)
        db.executemany("INSERT INTO decisions VALUES(?, 0)", ((take,) for take in takes))
        db.executemany("INSERT INTO frame_takes VALUES(?,?,?)",
                       ((frame_ids[(take - 1) // SEEDS], take, recipe) for take in takes))
        db.executemany(_SCORE, ((take, scorer, *score.as_dict().values())
                                for take, score in zip(takes, scores, strict=True)))
    return keys


def _request(number: int, seed: int) -> TakeRequest:
    pixels = hashlib.sha256(f"frame {number}".encode()).hexdigest()
    return TakeRequest(pixels, None, (), "", TakeSettings("draft", width=_WIDTH, height=_HEIGHT, seed=seed), "3")


def _scores(count: int) -> Iterator[Scores]:
    """What an orbit of a head measures: det and identity fall as it turns away; one take in 200 shows no face."""
    rng = np.random.default_rng(13)
    noise = rng.normal(0, 1, (count, 6))
    faceless = rng.random(count) < 0.005
    for take, (row, without) in enumerate(zip(noise.tolist(), faceless.tolist(), strict=True)):
        turn = _turn(take // SEEDS)
        seen = Scores(
            det=min(0.97, 0.88 - 0.05 * turn ** 2 + 0.03 * row[0]), identity=0.80 - 0.28 * abs(turn) + 0.05 * row[1],
            landmarks=abs(0.05 + 0.04 * abs(turn) + 0.015 * row[2]), yaw=50 * turn + row[3], pitch=row[3], roll=row[4],
            face_size=0.42 + 0.01 * row[4], sharpness=min(1.0, max(0.0, 0.55 + 0.12 * row[5])),
            pixel_mean=228 + 4 * row[0], pixel_std=49 + 2 * row[1], face_pixel_mean=170 + 5 * row[2],
            face_pixel_std=42 + 2 * row[3], faces=1)
        yield replace(Scores(), faces=0, pixel_mean=seen.pixel_mean, pixel_std=seen.pixel_std) if without else seen


def _turn(number: int) -> float:
    """-1..1, where the head looks on a frame of a source that goes round every 300."""
    return math.sin(2 * math.pi * number / 300)


def _link_pictures(episode: Path, pictures: Path, frames: int, keys: list[str]) -> None:
    takes, source = episode / "takes", episode / "source" / "head turn"
    source.mkdir()
    for place in range(256):
        (takes / f"{place:02x}").mkdir()
    for number in range(frames):
        _link(pictures / f"source{_shown(number, PICTURES)}.jpg", source / f"{number:05d}.jpg")
    for take, key in enumerate(keys):
        number = take // SEEDS
        _link(pictures / f"{_shown(number, THUMBNAILS)}.jpg", takes / key[:2] / f"{key}.jpg")
        _link(pictures / f"take{_shown(number, PICTURES)}.png", takes / key[:2] / f"{key}.png")


def _shown(number: int, pictures: int) -> int:
    """Which picture of the head turn shows the yaw of a frame."""
    return round((_turn(number) + 1) / 2 * (pictures - 1))


def _link(original: Path, name: Path) -> None:
    try:
        os.link(original, name)
    except OSError:         # a file system without hard links, or with few of them to a file
        shutil.copyfile(original, name)


if __name__ == "__main__":
    for takes in (1_000, 100_000):
        print(large_episode(takes))
