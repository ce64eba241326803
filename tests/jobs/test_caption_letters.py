"""Captions with letters that the program's font lacks: refused before anything runs, and drawn with a font that has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import pytest

from studio.cli.finish_options import finish_changes
from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.caption_picture import caption_patch
from studio.finish.targets import ARCHIVE, VERTICAL, WEB, Target
from studio.jobs import caption_letters
from studio.jobs.events import JobControl
from studio.jobs.export_plan import plan_export
from studio.jobs.finish_step import FinishStep
from studio.jobs.inputs import import_voice
from studio.jobs.outputs import export_path
from studio.jobs.target_step import target_step
from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import write_tone
from tests.finish.clips import moving_pictures
from tests.finish.fonts import wide_font, wide_font_file
from tests.jobs.step_before import loop_before
from tests.jobs.web_output import web_output
from tests.ui.episodes import make_episode_with_takes

ARABIC, CHINESE = "مرحبا", "你好, мир 😀"
FRAMES = 4


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    write_tone(tmp_path / "voice.wav", 1.0)
    with EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings("a", captions_as="burned")) as made:
        import_voice(made, tmp_path / "voice.wav", lambda _: None)
        yield made


@pytest.fixture
def before(store: EpisodeStore, tmp_path: Path) -> FinishStep:
    """The step before, its result there: a small dark loop."""
    return loop_before(store, tmp_path, [picture // 4 for picture in moving_pictures(6, 320, 240)], FRAMES)


def say(store: EpisodeStore, *texts: str) -> None:
    """Captions of a tenth of a second each, one after the other."""
    said = tuple(Caption(place / 10, (place + 1) / 10, text) for place, text in enumerate(texts))
    store.history.set_timeline(replace(store.timeline(), captions=said), "captions")


def refused(store: EpisodeStore, before: FinishStep, target: Target) -> StudioError:
    with pytest.raises(StudioError) as caught:
        target_step(store, before, target)
    return caught.value


def test_what_cannot_be_drawn_is_said_with_letters_target_and_what_mends_it(store: EpisodeStore, before: FinishStep) -> None:
    say(store, "fine", CHINESE)
    web, vertical = refused(store, before, WEB), refused(store, before, VERTICAL)
    assert web.kind == vertical.kind == "input"
    assert web.message == (
        "Web draws the captions into the picture, but the font Inter has no letters for 你 好 😀. Choose a font file that "
        "has them (`--caption-font FILE`), or let the captions be a track beside the picture (`--captions track`).")
    assert vertical.message.startswith("Vertical draws ")
    assert vertical.message.endswith("or leave this target out, or the captions (`--captions off`).")
    store.change_settings({"captions_as": "track"})
    assert target_step(store, before, WEB) is None
    assert target_step(store, before, ARCHIVE) is not None
    assert "Vertical" in refused(store, before, VERTICAL).message
    store.change_settings({"captions_as": "off"})
    assert target_step(store, before, VERTICAL) is not None


def test_many_letters_are_counted_and_marks_are_numbered(store: EpisodeStore, before: FinishStep) -> None:
    say(store, "天地玄黄宇宙洪荒日月\u0f71")
    assert "for 天 地 玄 黄 宇 宙 洪 荒 and 3 more." in refused(store, before, WEB).message
    say(store, "a\u0f71")
    assert "for U+0F71." in refused(store, before, WEB).message


def test_captions_outside_the_range_do_not_count(store: EpisodeStore, before: FinishStep) -> None:
    say(store, "fine", CHINESE)
    store.history.set_timeline(replace(store.timeline(), out_s=0.1), "out")
    assert target_step(store, before, WEB) is not None


def test_with_a_font_that_has_them_they_stand_in_the_video(store: EpisodeStore, before: FinishStep, tmp_path: Path) -> None:
    say(store, ARABIC, ARABIC)
    font = wide_font(tmp_path)
    store.change_settings({"caption_font": str(font.path)})
    step = target_step(store, before, WEB)
    assert step is not None
    step.work(tmp_path / "out.mp4", lambda _: None, JobControl())
    with av.open(str(tmp_path / "out.mp4")) as container:
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    patch = caption_patch(ARABIC, 320, 240, font)
    assert patch is not None
    height, width = patch.pixels.shape[:2]
    seen = frame[patch.top : patch.top + height, patch.left : patch.left + width].mean(axis=2)
    letters = (patch.pixels[..., :3].mean(axis=2) > 200) & (patch.pixels[..., 3] == 255)
    outline = (patch.pixels[..., :3].mean(axis=2) < 50) & (patch.pixels[..., 3] == 255)
    assert seen[letters].mean() > 180
    assert seen[outline].mean() < 60


def test_a_font_may_lie_in_the_episode_and_another_makes_another_picture(store: EpisodeStore, before: FinishStep) -> None:
    say(store, "Да")
    plain = target_step(store, before, WEB)
    store.change_settings({"caption_font": "wide.ttf"})
    assert "There is no file" in refused(store, before, WEB).message
    file = wide_font_file(store.folder)
    first = target_step(store, before, WEB)
    file.write_bytes(file.read_bytes() + b"\0")
    second = target_step(store, before, WEB)
    assert plain is not None
    assert first is not None
    assert second is not None
    assert len({plain.stage.digest, first.stage.digest, second.stage.digest}) == 3
    file.write_bytes(b"nothing")
    assert "wide.ttf is no font" in refused(store, before, WEB).message


def test_letters_that_cannot_be_joined_here_are_refused(store: EpisodeStore, before: FinishStep, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caption_letters, "joins_letters", lambda: False)
    say(store, ARABIC)
    store.change_settings({"caption_font": str(wide_font_file(tmp_path))})
    error = refused(store, before, WEB)
    assert error.kind == "missing"
    assert "FriBiDi" in error.message
    assert "such as م ر ح ب ا have" in error.message
    say(store, "Да")
    assert target_step(store, before, WEB) is not None


def test_the_plan_and_the_command_say_it_before_anything_runs(tmp_path: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "b.episode", 4)
    with EpisodeStore.open(folder) as store:
        store.change_settings({"captions_as": "burned"})
        store.history.set_timeline(replace(store.timeline(), captions=(Caption(0.1, 0.5, ARABIC),)), "captions")
        hindrance = plan_export(store, web_output(export_path(store))).hindrance
        assert hindrance is not None
        assert hindrance.place == "captions"
    ran = run_studio("export", folder, "--json")
    assert (ran.code, ran.error["kind"]) == (1, "input")
    assert "has no letters for م ر ح ب ا." in ran.error["message"]
    with EpisodeStore.open(folder) as store:
        assert store.stages.count("loop") == 0
    font = wide_font_file(tmp_path)
    ran = run_studio("export", folder, "--caption-font", font)
    assert (ran.code, (folder / "exports" / "b_web.mp4").exists()) == (0, True), ran.err
    with EpisodeStore.open(folder) as store:
        assert store.settings.caption_font == str(font)
    assert finish_changes({"caption_font": "off"}) == {"caption_font": ""}
