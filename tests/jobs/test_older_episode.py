"""An episode that the studio made before sweeps and finishing were in it opens, is backed up, and exports as before."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import tomlkit

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl
from studio.jobs.export_plan import plan_export
from studio.jobs.finish_episode import finish_episode
from studio.jobs.outputs import outputs_of
from tests.ui.episodes import make_episode_with_takes

NEW_SECTIONS = ("lip_sync", "foley", "sound", "captions", "export")
NEW_TABLES = ("measures", "blind_votes", "sweep_arms", "sweeps")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As version 2 of the database and the settings of then have it."""
    folder = make_episode_with_takes(tmp_path / "a.episode", 12)
    with sqlite3.connect(folder / "episode.db") as older:
        for table in NEW_TABLES:
            older.execute(f"DROP TABLE {table}")
        older.execute("PRAGMA user_version=2")
    older.close()
    path = folder / "episode.toml"
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    for section in NEW_SECTIONS:
        del document[section]
    values = document.unwrap()
    for name in ("gaps", "deflicker"):
        del values["loop"][name]
    path.write_text(tomlkit.dumps(values), encoding="utf-8")
    return folder


def test_it_is_planned_without_being_changed(folder: Path) -> None:
    with EpisodeStore.open_to_read(folder) as store:
        plan = plan_export(store, outputs_of(store))
        assert store.sweeps.all() == []
    assert [stage.stage for stage in plan.stages] == ["loop", "export", "marks"]
    assert not list(folder.glob("*.bak"))


def test_it_is_backed_up_and_exports_as_before(folder: Path) -> None:
    with EpisodeStore.open(folder) as store:
        done = finish_episode(store, outputs_of(store), lambda _: None, JobControl())
        settings = store.settings
    assert [path.name for path in folder.glob("*.bak")] == ["episode.db.v2.bak"]
    assert done.render.path.name == "a_web.mp4"
    assert [stage.name for stage in done.stages] == ["loop", "export", "marks"]
    fresh = EpisodeSettings(name="a")
    assert (settings.gaps, settings.lip_sync, settings.loudness, settings.targets) == (
        fresh.gaps, fresh.lip_sync, fresh.loudness, fresh.targets)
