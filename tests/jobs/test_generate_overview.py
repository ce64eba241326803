"""What stands before generating: what is missing with the settings as they are, what failed, what it will cost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.episode_picture import episode_picture
from studio.jobs.events import JobControl
from studio.jobs.generate_overview import read_overview
from studio.jobs.generate_takes import generate_takes
from studio.jobs.inputs import ReferenceInput, import_references
from studio.jobs.memory import tree_memory
from studio.media.pictures import encode_png, read_picture
from tests.jobs.test_generate_takes import ignore, prepare


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with prepare(tmp_path, 3) as store:
        yield store


def test_other_settings_and_other_faces_make_everything_missing(store: EpisodeStore, tmp_path: Path) -> None:
    before = read_overview(store.folder, None)
    assert (before.frames, before.missing) == ((0, 1, 2), (0, 1, 2))
    generate_takes(store, ignore, JobControl())
    made = read_overview(store.folder, 36.0)
    assert made.missing == ()
    store.change_settings({"seed": 4})
    other = read_overview(store.folder, 36.0)
    assert other.missing == (0, 1, 2)
    forecast = {item.stage: item.forecast_s for item in other.budget.stages}["generate"]
    assert forecast is not None
    assert 0 < forecast < 60
    assert other.budget.money(100.0) == 1.0
    store.change_settings({"seed": None})
    assert read_overview(store.folder, None).missing == ()
    picture = read_picture(store.path(store.settings.references[0].file)).copy()
    picture[:8] = 0
    (tmp_path / "other.png").write_bytes(encode_png(picture))
    import_references(store, [ReferenceInput(tmp_path / "other.png")])
    assert read_overview(store.folder, None).missing == (0, 1, 2)


def test_failures_are_shown_until_the_frame_has_a_take(store: EpisodeStore) -> None:
    row = store.frames.of_current_source()[1]
    for text in ("The first.", "No memory."):
        store.frames.add_failure(row.id, "", StudioError("engine", text))
    failures = read_overview(store.folder, None).failures
    assert [(item.frame, item.message) for item in failures] == [(1, "No memory.")]
    generate_takes(store, ignore, JobControl())
    assert read_overview(store.folder, None).failures == ()


def test_what_is_lacking_is_named(tmp_path: Path) -> None:
    EpisodeStore.create(tmp_path / "new.episode", EpisodeSettings(name="new")).close()
    overview = read_overview(tmp_path / "new.episode", None)
    assert overview.lacking == ("source", "identity")
    assert overview.frames == ()


def test_an_engine_that_is_not_there_is_said(store: EpisodeStore) -> None:
    store.change_settings({"engine": "nosuch"})
    overview = read_overview(store.folder, None)
    assert overview.settings is None
    assert overview.problem is not None


def test_an_episode_has_a_picture(store: EpisodeStore, tmp_path: Path) -> None:
    assert episode_picture(store.folder) == store.path(store.settings.references[0].file)
    generate_takes(store, ignore, JobControl())
    key = store.takes.latest_key()
    assert key is not None
    assert episode_picture(store.folder) == store.takes.thumbnail_path(key)
    assert episode_picture(tmp_path / "none") is None


def test_memory_is_counted() -> None:
    assert 10 * 2**20 < tree_memory() < 64 * 2**30
