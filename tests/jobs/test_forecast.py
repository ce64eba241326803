"""Forecasts from measured paces: known times in, known times out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.jobs.events import JobControl
from studio.jobs.finish_chain import finish_chain
from studio.jobs.finish_step import run_step
from studio.jobs.forecast import Wish, changed_wish, forecast, present_wish
from studio.jobs.outputs import outputs_of
from studio.jobs.stage_results import stage_results
from studio.jobs.step_forecast import planned_stages
from studio.jobs.target_step import target_pace
from studio.jobs.timings import file_run, read_timings
from tests.jobs.test_generate_takes import prepare
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with prepare(tmp_path, 4) as store:
        yield store


def ran(store: EpisodeStore, stage: str, items: int, seconds: float, engine: str = "x", preset: str = "D") -> None:
    file_run(store, StageRun(stage, "", "", engine, "1", "cpu", preset, items, seconds, {}))


def test_a_wish_is_the_episode_but_for_what_is_named(store: EpisodeStore) -> None:
    now = present_wish(store)
    assert now == Wish("small", "draft", 4, 0.0)
    assert changed_wish(store, now, "frames=30 voice=60") == Wish("small", "draft", 30, 60.0)
    assert changed_wish(store, now, "preset=a,frames=5").preset == "A"


@pytest.mark.parametrize("given", ["frames=many", "voice=0", "steps=3", "A", "voice=nan", "preset="])
def test_what_cannot_be_read_is_said(store: EpisodeStore, given: str) -> None:
    with pytest.raises(StudioError, match="cannot be read: write preset=A, frames=30 or voice=60"):
        changed_wish(store, present_wish(store), given)


def test_times_are_the_medians_of_measured_paces(store: EpisodeStore) -> None:
    for seconds in (10.0, 20.0, 90.0):
        ran(store, "generate", 10, seconds, "draft", "small")
    ran(store, "generate", 10, 1000.0, "draft", "A")
    ran(store, "score", 10, 5.0)
    ran(store, "loop", 100, 2.0)
    ran(store, "export", 100, 1.0)
    ran(store, "marks", 100, 0.25)
    found = forecast(store, Wish("small", "draft", 30, 8.0))
    by_stage = {stage.stage: stage.seconds for stage in found.stages}
    assert by_stage == {"generate": 60.0, "score": 15.0, "loop": 4.0, "export": 2.0, "marks": 0.5}
    assert found.seconds == 81.5
    assert forecast(store, Wish("A", "draft", 30, 8.0)).seconds == 3021.5


def test_what_was_never_measured_leaves_the_whole_open(store: EpisodeStore) -> None:
    ran(store, "generate", 10, 20.0, "draft", "small")
    found = forecast(store, Wish("small", "draft", 30, 8.0))
    assert found.seconds is None
    assert found.unknown == ("score", "loop", "export", "marks")


def test_a_range_is_told_from_five_runs_on(store: EpisodeStore) -> None:
    for seconds in (10.0, 20.0, 30.0, 40.0):
        ran(store, "generate", 10, seconds, "draft", "small")
    assert forecast(store, Wish("small", "draft", 10, 0.0)).stages[0].low is None
    ran(store, "generate", 10, 50.0, "draft", "small")
    stage = forecast(store, Wish("small", "draft", 10, 0.0)).stages[0]
    assert (stage.seconds, stage.low, stage.high, stage.runs) == (30.0, 14.0, 46.0, 5)


def test_a_word_given_twice_is_not_passed_over(store: EpisodeStore) -> None:
    with pytest.raises(StudioError, match="frames is given twice"):
        changed_wish(store, present_wish(store), "frames=5 voice=2 frames=6")


def test_what_the_settings_ask_for_is_counted(store: EpisodeStore) -> None:
    store.change_settings({"lip_sync": "draft", "foley": "draft", "targets": "web,archive", "truth_marks": False})
    stages = [(stage.stage, stage.items) for stage in forecast(store, Wish("small", "draft", 2, 4.0)).stages]
    assert stages == [("generate", 2), ("score", 2), ("loop", 100), ("lipsync", 100), ("foley", 4), ("mix", 4),
                      ("export", 100), ("picture", 100), ("export", 100)]


@pytest.mark.parametrize("changes", [
    {}, {"captions_as": "burned"}, {"visible_credit": True, "truth_marks": False}, {"fade_out_s": 0.2, "loudness": -14.0},
    {"lip_sync": "draft", "foley": "draft", "targets": "web,vertical,archive"}, {"publish_folder": "site"}])
def test_the_forecast_has_the_stages_of_the_run(tmp_path: Path, changes: Mapping[str, object]) -> None:
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 4)) as store:
        store.change_settings(changes)
        now = store.timeline()
        solo = replace(now, tracks=(replace(now.tracks[0], solo=True), *now.tracks[1:]))
        captions, late = (Caption(0.0, 1.0, "One"),), (Caption(1.5, 1.9, "Late"),)
        for timeline in (now, solo, replace(now, captions=captions), replace(now, in_s=1.0),
                         replace(now, out_s=1.0, captions=late)):
            store.history.set_timeline(timeline, "another")
            told = [(stage.stage, stage.items) for stage in forecast(store, present_wish(store)).stages[2:]]
            assert told == [(step.name, step.items) for step in finish_chain(store, outputs_of(store)).steps]


def test_captions_that_no_font_here_can_draw_are_forecast_all_the_same(tmp_path: Path) -> None:
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 4)) as store:
        store.change_settings({"captions_as": "burned"})
        store.history.set_timeline(replace(store.timeline(), captions=(Caption(0.0, 1.0, "你好"),)), "captions")
        with pytest.raises(StudioError, match="no letters for"):
            finish_chain(store, outputs_of(store))
        stages = [stage.stage for stage in forecast(store, present_wish(store)).stages]
        assert stages == ["generate", "score", "loop", "picture", "export", "marks"]


def test_the_pace_of_a_shape_is_its_own_and_its_engine_a_plain_word(tmp_path: Path) -> None:
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 4)) as store:
        store.change_settings({"targets": "web,vertical", "fade_in_s": 0.2, "truth_marks": False})
        for step in (steps := finish_chain(store, outputs_of(store)).steps):
            run_step(store, step, lambda _: None, JobControl())
        filed = [(timing.engine, timing.items) for timing in read_timings() if timing.stage == "picture"]
        assert filed == [("ffmpeg", 50), ("ffmpeg tall", 50)]
        assert [target_pace(store.settings, output.target) for output in outputs_of(store)] == ["ffmpeg", "ffmpeg tall"]
        assert [run.engine for run in store.stages.all() if run.stage == "picture"] == ["ffmpeg", "ffmpeg"]
        planned = [item for item in planned_stages(store, steps) if item.stage == "picture"]
        assert [(item.engine, item.runs) for item in planned] == [("ffmpeg", 1), ("ffmpeg", 1)]
        results = stage_results(store, outputs_of(store))
        assert {item.engine for item in results if item.stage == "picture"} == {"ffmpeg"}
