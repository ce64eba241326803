"""Plans side by side, and what an episode made earlier took."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.measured_takes import file_measured
from studio.jobs.timings import file_run
from studio.jobs.what_if import Asked, beyond_text, unique_text, what_if
from tests.cli.run_studio import run_studio
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_episode_with_takes(tmp_path / "a.episode", 24)


def ran(store: EpisodeStore, stage: str, seconds: float, preset: str = "small", engine: str = "draft") -> None:
    file_run(store, StageRun(stage, "", "", engine, "1", "cpu", preset, 10, seconds, {}))


def let_another_be_made(folder: Path, name: str) -> Path:
    other = Path(shutil.copytree(folder, folder.with_name(f"{name}.episode")))
    with EpisodeStore.open(other) as store:
        store.change_settings({"name": name})
        for seconds in (30.0, 10.0):
            ran(store, "generate", seconds)
        ran(store, "generate", 500.0, preset="A")
        for seconds in (7.0, 5.0):
            for stage in ("score", "loop", "strangers"):
                ran(store, stage, seconds)
        file_measured(store)
    return other


def test_only_what_is_asked_changes(folder: Path) -> None:
    found = what_if(folder, Asked())
    assert found.now == found.then
    assert found.presets[0] == "small"
    assert {"A", "D"} <= set(found.presets)
    wish = what_if(folder, Asked(preset="A", frames=7)).then.forecast.wish
    assert (wish.preset, wish.frames, wish.voice_s) == ("A", 7, found.now.forecast.wish.voice_s)
    with pytest.raises(StudioError, match="nowhere"):
        what_if(folder, Asked(preset="nowhere"))


def test_what_another_episode_of_the_preset_took_stands_beside(folder: Path) -> None:
    assert what_if(folder, Asked()).now.made is None
    other = let_another_be_made(folder, "yesterday")
    made = what_if(folder, Asked()).now.made
    assert made is not None
    assert (made.name, made.frames) == ("yesterday", 20)
    assert made.seconds == {"generate": 40.0, "score": 12.0, "loop": 5.0}       # parts of the takes, the latest loop
    assert made.whole == 57.0
    assert what_if(folder, Asked(preset="D")).then.made is None
    shutil.rmtree(other)
    assert what_if(folder, Asked()).now.made is None


def test_money_needs_a_rate_and_all_times(folder: Path) -> None:
    let_another_be_made(folder, "yesterday")
    plan = what_if(folder, Asked()).now
    assert plan.money(3.6) is None
    with EpisodeStore.open(folder) as store:
        for stage in ("export", "marks"):
            ran(store, stage, 10.0)
    plan = what_if(folder, Asked()).now
    assert plan.forecast.seconds is not None
    assert plan.money(3.6) == pytest.approx(plan.forecast.seconds / 1000)
    assert plan.money(None) is None


def test_unique_frames_follow_from_the_pass_rate(folder: Path) -> None:
    assert what_if(folder, Asked()).now.unique is None
    plan = what_if(folder, Asked(unique=10)).now
    assert plan.unique is not None
    likely, sure = plan.unique.frames.likely, plan.unique.frames.sure
    assert likely is not None
    assert sure is not None
    assert 10 / (plan.unique.rate.share or 1) - 2 < likely < sure
    assert unique_text(plan, "en").endswith(")")
    assert f"{plan.unique.rate.passed}/{plan.unique.rate.tried}" in unique_text(plan, "ru")
    assert what_if(folder, Asked(preset="A", unique=10)).then.unique is None


def test_frames_that_the_source_does_not_have_are_told_of(folder: Path) -> None:
    plan = what_if(folder, Asked(unique=23)).now
    assert "The source has only 24: re-roll the frames that are rejected" in unique_text(plan, "en")
    assert beyond_text(plan, "en") == ""
    asked = what_if(folder, Asked(frames=25)).then
    assert beyond_text(asked, "en") == "small, 25 frames: the source has only 24, so a longer one is needed."
    with EpisodeStore.open(folder) as store:
        store.change_settings({"frames": "0-9"})
    asked = what_if(folder, Asked(frames=24)).then
    assert beyond_text(asked, "en").endswith("range has only 10, the source 24: widen the range.")
    said = run_studio("forecast", folder, "--if", "frames=25", "--unique", "30").out
    assert "small, 25 frames: the source has only 24, so a longer one is needed." in said
    assert "so only a longer source can give 30." in said
