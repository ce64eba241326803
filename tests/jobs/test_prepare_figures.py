"""What Prepare says of presets, source, voice and models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.episode.folders import data_folder
from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.settings import EpisodeSettings
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.jobs.events import JobEvent
from studio.jobs.fit_preview import canvas_on_frame
from studio.jobs.inputs import import_voice, set_frames
from studio.jobs.measured_takes import MeasuredTakes, file_measured, read_measured
from studio.jobs.models import look_for_models
from studio.jobs.preset_figures import preset_figures
from studio.jobs.source_change import change_source, source_notices, unrepeated_seconds
from studio.jobs.timings import file_run
from studio.jobs.voice_look import look_at_voice
from tests.cli.small_inputs import write_inputs
from tests.ui.episodes import make_episode_with_takes


def pass_over(event: JobEvent) -> None:
    del event


def test_figures_of_a_preset_come_from_takes_made_with_its_values(tmp_path: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "e.episode", 24)
    with EpisodeStore.open(folder) as store:
        content = store.takes.recipes()[0]
        assert content[1] == "small"
        file_run(store, StageRun("generate", "", "", "draft", "1", "cpu", "small", 10, 20.0))
        settings = store.takes.row(1).request.settings
        made = preset_figures(store, [Preset("small", settings)])["small"]
        assert made.strict is not None
        assert made.strict.tried == 24 - 1              # one is not scored
        assert 0 < made.strict.passed < made.strict.tried
        assert made.engine == "draft"
        assert [(pace.engine, pace.seconds, pace.runs, pace.frames) for pace in made.paces] == [("draft", 2.0, 1, 10)]
        other = Preset("small", TakeSettings("draft", steps=settings.steps + 1))
        assert preset_figures(store, [other])["small"].strict is None


def test_takes_of_other_episodes_count_with_those_of_this_one(tmp_path: Path, private_home: Path) -> None:
    del private_home
    first, second = (make_episode_with_takes(tmp_path / f"{name}.episode", 24) for name in "ab")
    for folder in (first, second, second):              # filed twice, counted once
        with EpisodeStore.open(folder) as store:
            preset = Preset("small", store.takes.row(1).request.settings)
            alone = preset_figures(None, [preset])["small"].strict
            file_measured(store)
    assert alone is not None
    assert alone.tried == 46
    anywhere = preset_figures(None, [preset])["small"]
    assert anywhere.strict == alone
    assert (anywhere.episodes, anywhere.engine, anywhere.min_det) == (2, "draft", 0.85)
    with EpisodeStore.open(first) as store:
        store.history.apply([{"do": "set", "name": "thresholds.det", "value": 0.0}], "all")
        here = preset_figures(store, [preset])["small"]
        assert here.strict is not None
        assert (here.strict.passed, here.strict.tried, here.episodes) == (46, 46, 2)
        store.scores.set_scorer("another", "1", "identity")
        assert preset_figures(store, [preset])["small"].strict is None
    other = Preset("small", replace(preset.settings, steps=preset.settings.steps + 1))
    assert preset_figures(None, [other])["small"].strict is None
    assert preset_figures(None, [Preset("small", replace(preset.settings, seed=7))])["small"].strict == alone


def test_a_damaged_line_is_passed_over(private_home: Path) -> None:
    del private_home
    path = data_folder() / "measured.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('no json\n{"episode": "e"}\n{"episode": "e", "preset": "p", "settings": "s", "engine": "draft",'
                    ' "analyzer": "a 1", "dets": [0.5, 1]}\n', "utf-8")
    assert read_measured() == [MeasuredTakes("e", "p", "s", "draft", "a 1", (0.5, 1.0))]


def test_rename_and_delete_of_own_presets(private_home: Path) -> None:
    del private_home
    library = PresetLibrary()
    library.save(Preset("mine", TakeSettings("draft")))
    library.set_default("mine")
    assert library.rename("mine", "Mine") == "Mine"
    assert library.rename("Mine", "портрет") == "портрет"
    assert library.default_name() == "портрет"
    library.delete("портрет")
    assert library.default_name() == "D"
    assert "портрет" not in library.names()


@pytest.mark.parametrize("act", ["rename", "delete"])
def test_shipped_presets_stay(private_home: Path, act: str) -> None:
    del private_home
    library = PresetLibrary()
    with pytest.raises(Exception, match="not one of your own"):
        library.rename("D", "E") if act == "rename" else library.delete("D")
    assert "D" in library.names()


def test_a_range_that_does_not_fit_the_new_source_is_dropped(tmp_path: Path) -> None:
    long, short = write_inputs(tmp_path / "long", 8), write_inputs(tmp_path / "short", 3)
    with EpisodeStore.create(tmp_path / "e.episode", EpisodeSettings("e")) as store:
        change_source(store, long["source"], pass_over)
        set_frames(store, "2-6")
        assert change_source(store, long["source"], pass_over) == source_notices(store)
        assert store.settings.frames == "2-6"
        assert any("2-6" in text for text in change_source(store, short["source"], pass_over))
        assert store.settings.frames == ""


@pytest.mark.parametrize(("frames", "share", "seconds"), [(100, 0.66, 130 / 25), (1, 1.0, 1 / 25), (10, 0.0, 0.0)])
def test_motion_before_it_repeats(frames: int, share: float, seconds: float) -> None:
    assert unrepeated_seconds(frames, share, 25.0) == pytest.approx(seconds)


@pytest.mark.parametrize(("fit", "canvas"), [
    ("cover", (170.5, 0, 341.5, 256)), ("contain", (0, -256, 512, 512)),
])
def test_the_canvas_lies_on_the_frame(fit: str, canvas: tuple[float, ...]) -> None:
    settings = TakeSettings("draft", width=512, height=768, fit="cover" if fit == "cover" else "contain")
    assert canvas_on_frame(512, 256, settings, None) == pytest.approx(canvas, abs=1.0)


def test_the_voice_as_it_is_shown(tmp_path: Path) -> None:
    paths = write_inputs(tmp_path / "in", 2)
    with EpisodeStore.create(tmp_path / "e.episode", EpisodeSettings("e")) as store:
        assert look_at_voice(store) is None
        import_voice(store, paths["voice"], pass_over)
        look = look_at_voice(store)
        assert look is not None
        assert look.summary.duration_s == pytest.approx(1.3)
        assert look.lufs == pytest.approx(-17.7, abs=1.5)       # a tone of amplitude 0.2


def test_models_that_are_always_here(private_home: Path) -> None:
    del private_home
    found = {item.name: item for item in look_for_models()}
    assert found["draft"].here
    assert found["built-in stand-in"].here
    missing = found["insightface"]
    assert not missing.here
    assert "studio weights fetch buffalo_l" in missing.mend
    assert all(item.mend for item in found.values() if not item.here)
