"""An episode with a sweep of many takes: real rows and scores of an orbit, no pictures."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from studio.episode.face import SCORE_NAMES, Scores
from studio.episode.frame_table import SourceRow
from studio.episode.preset_library import PresetLibrary
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import SweepArm
from studio.episode.take_request import ReferenceFace, TakeRequest, TakeSettings

PRESETS = ("A", "B", "C", "D")
_TAKE = "INSERT INTO takes VALUES(?,?,?,'draft','draft',?,?,?,?,'cpu','synthetic','2026-01-01T00:00:00+00:00')"
_SCORE = f"INSERT INTO scores VALUES(?,?,{','.join('?' * len(SCORE_NAMES))})"


def make_large_sweep(folder: Path, frames: int) -> Path:
    """Four presets on `frames` frames; D passes most often."""
    with EpisodeStore.create(folder, EpisodeSettings("large", analyzer="builtin", engine="draft")) as store:
        store.change_settings({"source": "source/turn"})
        source = SourceRow("b" * 64, "folder", "source/turn", 480, 720, None)
        store.frames.register(source, ((number, number / 25, f"{number:05d}.jpg") for number in range(frames)))
        arms = [SweepArm(name, name, replace(PresetLibrary().get(name).settings, engine="draft")) for name in PRESETS]
        sweep = store.sweeps.begin(arms, range(frames))
        recipes = []
        for place, arm in enumerate(arms):
            assert arm.settings is not None
            recipes.append(store.takes.add_recipe(_request(0, arm.settings).recipe_json(200), arm.preset, "draft"))
            store.sweeps.set_recipe(sweep.id, place, recipes[-1])
        scorer = store.scores.set_scorer("builtin", "1", "synthetic")
        ids = [row.id for row in store.frames.of_current_source()]
    for place, arm in enumerate(arms):
        assert arm.settings is not None
        _insert(folder / "episode.db", place, arm.settings, ids, recipes[place], scorer)
    return folder


def _insert(database: Path, place: int, settings: TakeSettings, ids: list[int], recipe: int, scorer: int) -> None:
    first, rng = 1 + place * len(ids), np.random.default_rng(place)
    seconds = rng.normal((8.23, 4.13, 6.03, 4.06)[place], 0.05, len(ids)).tolist()
    requests = [_request(number, settings) for number in range(len(ids))]
    yaw = np.linspace(-50, 50, len(ids))
    det = np.clip(0.86 - 0.0015 * np.abs(yaw) + 0.01 * place + rng.normal(0, 0.03, len(ids)), 0, 1)
    identity = np.clip(0.9 - 0.005 * np.abs(yaw) + rng.normal(0, 0.04, len(ids)), -1, 1)
    with closing(sqlite3.connect(database)) as db, db:
        db.executemany(_TAKE, ((first + number, request.key, request.canonical_json(), settings.seed, settings.width,
                                settings.height, seconds[number]) for number, request in enumerate(requests)))
        db.executemany("INSERT INTO decisions VALUES(?,0)", ((first + number,) for number in range(len(ids))))
        db.executemany("INSERT INTO frame_takes VALUES(?,?,?)", ((frame, first + number, recipe)
                                                                 for number, frame in enumerate(ids)))
        db.executemany(_SCORE, ((first + number, scorer, *Scores(
            det=float(det[number]), identity=float(identity[number]), yaw=float(yaw[number]), sharpness=0.5, faces=1,
            pixel_mean=228.6, pixel_std=49.5).as_dict().values()) for number in range(len(ids))))


def _request(number: int, settings: TakeSettings) -> TakeRequest:
    return TakeRequest(f"{number:064x}", None, (ReferenceFace("a" * 64, None),), "", settings, "1")
