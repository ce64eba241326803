"""What an export says of itself before it is begun, against what it then does."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from studio.episode.decision_table import REJECT
from studio.episode.errors import StudioError
from studio.episode.pick import Candidate
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl
from studio.jobs.export_plan import plan_export
from studio.jobs.finish_episode import finish_episode
from studio.jobs.inputs import import_voice
from studio.jobs.mix_sound import voice_samples
from studio.jobs.outputs import export_path
from studio.jobs.review_takes import load_review
from studio.jobs.sounds import add_sound
from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import write_tone
from tests.jobs.web_output import web_output
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def store(tmp_path: Path) -> EpisodeStore:
    return EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 12))


def test_before_and_after(store: EpisodeStore, tmp_path: Path) -> None:
    out = export_path(store)
    before = plan_export(store, web_output(out))
    assert before.hindrance is None
    assert [(item.stage, item.items, item.up_to_date) for item in before.stages] == [
        ("loop", 50, False), ("export", 50, False), ("marks", 50, False)]
    assert before.forecast_s is None                # nothing was measured on this machine yet
    assert (before.width, before.height, before.seconds, before.fps) == (96, 144, 2.0, 25.0)
    assert (before.whose_face, before.engine, before.mixed) == ("synthetic", "draft", False)
    finish_episode(store, web_output(out), lambda _: None, JobControl())
    after = plan_export(store, web_output(out))
    assert all(item.up_to_date and item.measured_s for item in after.stages)
    assert after.forecast_s == 0
    assert plan_export(store, web_output(tmp_path / "other.mp4")).forecast_s == 0      # the same file, put elsewhere
    store.change_settings({"whose_face_note": "she agreed"})
    noted = plan_export(store, web_output(out))
    assert [item.up_to_date for item in noted.stages] == [True, False, False]
    assert noted.forecast_s is not None
    assert noted.forecast_s > 0
    write_tone(tmp_path / "music.wav", 1.0)
    add_sound(store, tmp_path / "music.wav", "music", lambda _: None)
    mixed = plan_export(store, web_output(out))
    assert [(item.stage, item.items) for item in mixed.stages] == [("loop", 0), ("mix", 2), ("export", 50), ("marks", 50)]
    assert mixed.mixed


def test_what_stands_in_the_way_and_where_it_is_mended(store: EpisodeStore, tmp_path: Path) -> None:
    out = export_path(store)
    store.history.set_timeline(replace(store.timeline(), in_s=9.0), "in")
    assert _place(store, out) == "timeline"
    store.history.undo()
    takes = [item.take for item in _review(store)]
    store.history.decide(REJECT, takes, "reject all")
    assert _place(store, out) == "review"
    store.change_settings({"voice": ""})
    assert _place(store, out) == "prepare"
    with EpisodeStore.create(tmp_path / "b.episode", EpisodeSettings(name="b")) as empty:
        assert _place(empty, out) == "prepare"
        write_tone(tmp_path / "v.wav", 1.0)
        import_voice(empty, tmp_path / "v.wav", lambda _: None)
        assert voice_samples(empty) == 48_000
        assert _place(empty, out) == "prepare"
    with pytest.raises(StudioError, match=r"\.mp4"):
        plan_export(store, web_output(tmp_path / "a.avi"))


def _place(store: EpisodeStore, out: Path) -> str:
    plan = plan_export(store, web_output(out))
    assert plan.hindrance is not None
    assert plan.stages == ()
    return plan.hindrance.place


def _review(store: EpisodeStore) -> list[Candidate]:
    return load_review(store).candidates


def test_exports_are_listed_where_they_lie(store: EpisodeStore, tmp_path: Path) -> None:
    inside, outside = export_path(store), tmp_path / "published" / "a.mp4"
    for number, out in enumerate((inside, outside, inside)):
        finish_episode(store, web_output(out), lambda _: None, JobControl())
        os.utime(out, (1_700_000_000 + number, 1_700_000_000 + number))
    assert [item.path for item in store.exports.all()] == [inside, outside]
    assert store.exports.all()[0].size == inside.stat().st_size
    moved = store.folder.with_name("moved.episode")
    store.close()
    store.folder.rename(moved)
    outside.unlink()
    with EpisodeStore.open_to_read(moved) as again:
        assert [item.path for item in again.exports.all()] == [moved / "exports" / "a_web.mp4"]


def test_the_command_line_says_the_same(store: EpisodeStore) -> None:
    store.close()
    plan = run_studio("export", store.folder, "--dry-run", "--json").result
    assert [stage["stage"] for stage in plan["stages"]] == ["loop", "export", "marks"]
    assert not list((store.folder / "exports").iterdir())
    done = run_studio("export", store.folder, "--json").result
    assert done["render"].endswith("a_web.mp4")
    listed = run_studio("export", store.folder, "--list", "--json").result
    assert [item["path"] for item in listed["exports"]] == [done["render"]]
    told = run_studio("export", store.folder, "--dry-run", "--target", "web,vertical").out.splitlines()
    assert "up to date" in next(line for line in told if line.startswith("Content Credentials · Web "))
    assert "up to date" not in next(line for line in told if line.startswith("Content Credentials · Vertical "))
