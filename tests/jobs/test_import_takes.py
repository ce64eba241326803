"""Pictures made elsewhere in a real episode: taken once, marked, found again, and nothing invented of them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.external_takes import unknown_settings
from studio.episode.lease import generating_lease
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.finish.marks import read_marks
from studio.jobs.budget import episode_budget
from studio.jobs.events import JobEvent
from studio.jobs.import_takes import ImportReport, import_takes
from studio.jobs.inputs import import_source, set_frames
from studio.jobs.recipe_check import frames_made
from studio.jobs.review_takes import load_review
from studio.jobs.sweep_cost import sweep_cost
from studio.jobs.sweep_plan import sweep_arms
from studio.media.pictures import encode_jpeg, encode_png, png_text, read_picture
from tests.generate.comfyui_pictures import PROMPT, ksampler_graph, write_comfyui_png

WIDTH, HEIGHT = 64, 96
UNSAID = ("prompt", "negative_prompt", "steps", "denoise", "schedule", "guidance", "weight", "start_step", "seed",
          "fit", "references")


def pass_over(event: JobEvent) -> None:
    del event


def picture(number: int, width: int = WIDTH, height: int = HEIGHT) -> Picture:
    """Noise of its own for each number."""
    return np.random.default_rng(number).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    """An episode on a source of six frames, none of them decoded yet."""
    source = tmp_path / "source"
    source.mkdir()
    for number in range(6):
        (source / f"f{number}.png").write_bytes(encode_png(picture(100 + number, 32, 48)))
    made = EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings(name="a"))
    import_source(made, source, pass_over)
    yield made
    made.close()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Six pictures as ComfyUI writes them, numbered 0 to 5."""
    folder = tmp_path / "made elsewhere"
    folder.mkdir()
    for number in range(6):
        write_comfyui_png(folder / f"ComfyUI_{number:05d}_.png", picture(number), ksampler_graph(200 + number))
    return folder


@pytest.fixture
def bring(store: EpisodeStore, pictures: Path) -> Callable[..., ImportReport]:
    """`import_takes` of the pictures into the episode."""
    def run(preset: str = "A", mapping: str = "name", folder: Path | None = None) -> ImportReport:
        return import_takes(store, folder or pictures, preset, mapping, pass_over)

    return run


def test_pictures_become_takes_of_their_frames(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    assert bring() == ImportReport(6, ("fit", "references"), (), 1)
    candidates = load_review(store).candidates
    assert [(item.frame, item.seed) for item in candidates] == [(n, 200 + n) for n in range(6)]
    row = store.takes.row(candidates[3].take)
    assert row.request.frame_pixels == pixels_sha256(picture(103, 32, 48))
    assert (row.request.settings.engine, row.request.settings.prompt, row.request.settings.steps) == ("external", PROMPT, 12)
    assert (row.facts.label, row.facts.width, row.facts.height, row.facts.seconds) == ("external", WIDTH, HEIGHT, None)
    assert store.takes.current_recipe() == (1, "A", "external")
    assert store.settings.preset == "A"


def test_pixels_marks_and_the_graph_stay_in_the_picture(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    bring()
    key = load_review(store).candidates[2].key
    path = store.takes.picture_path(key)
    assert np.array_equal(read_picture(path), picture(2))
    assert store.takes.thumbnail_path(key).exists()
    marks = read_marks(path)
    assert (marks["generated"], marks["engine"], marks["label"], marks["preset"]) == (True, "external", "external", "A")
    assert (marks["key"], marks["frame"], marks["seed"]) == (key, 2, 202)
    assert marks["software"].startswith("ComfyUI, imported by Full-Motion Studio ")
    assert json.loads(png_text(path)["prompt"]) == ksampler_graph(202)


def test_a_second_run_doubles_nothing(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    first = bring()
    before = {path: path.stat().st_mtime_ns for path in store.takes.folder.glob("??/*")}
    assert bring() == first
    assert {path: path.stat().st_mtime_ns for path in store.takes.folder.glob("??/*")} == before
    assert store.takes.count() == len(load_review(store).candidates) == 6


def test_another_name_shares_the_takes(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    bring()
    bring("B")
    assert store.takes.count() == len(load_review(store).candidates) == 6
    assert store.settings.preset == "B"


def test_nothing_known_stays_unknown(store: EpisodeStore, tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "0.jpg").write_bytes(encode_jpeg(picture(1)))
    report = import_takes(store, folder, "A", "name", pass_over)
    assert report == ImportReport(1, UNSAID, ("Frames without a picture: 1-5.",), 1)
    take = load_review(store).candidates[0]
    assert unknown_settings(store.takes.row(take.take).request) == UNSAID
    marks = read_marks(store.takes.picture_path(take.key))
    assert marks["seed"] is None
    assert marks["software"].startswith("unknown software, imported by")


def test_a_broken_graph_is_said_and_the_picture_is_taken(bring: Callable[..., ImportReport], pictures: Path) -> None:
    write_comfyui_png(pictures / "ComfyUI_00004_.png", picture(4), '{"1": {')
    report = bring()
    assert (report.taken, report.unknown) == (6, ("fit", "references", *UNSAID[:-2]))
    assert len(report.notices) == 1
    assert report.notices[0].startswith('ComfyUI_00004_.png: its text "prompt" cannot be read')


def test_broken_pictures_are_named_and_the_rest_go_on(store: EpisodeStore, pictures: Path) -> None:
    whole = (pictures / "ComfyUI_00001_.png").read_bytes()
    (pictures / "ComfyUI_00001_.png").write_bytes(whole[: len(whole) // 2])
    (pictures / "ComfyUI_00002_.png").write_bytes(b"")
    (pictures / "ComfyUI_00003_.png").write_text("no picture", encoding="utf-8")
    heard: list[str] = []
    report = import_takes(store, pictures, "A", "name", lambda event: heard.append(event.text))
    assert report.taken == 3
    assert len(report.notices) == 3
    for number, notice in zip((1, 2, 3), report.notices, strict=True):
        assert notice.startswith("Left out: ")
        assert f"ComfyUI_0000{number}_.png" in notice
    assert set(report.notices) <= set(heard)
    assert [item.frame for item in load_review(store).candidates] == [0, 4, 5]


def test_a_broken_frame_of_the_source_is_named_and_the_rest_go_on(store: EpisodeStore,
                                                                  bring: Callable[..., ImportReport]) -> None:
    kept = next(store.path("source").glob("*/f3.png"))
    kept.write_bytes(kept.read_bytes()[:200])
    report = bring()
    assert report.taken == 5
    assert "Frame 3 of the source cannot be read" in report.notices[0]


def test_only_the_frames_of_the_range_are_matched(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    set_frames(store, "3-5")
    report = bring(mapping="order")
    assert report.taken == 3
    assert [(item.frame, item.seed) for item in load_review(store).candidates] == [(3, 200), (4, 201), (5, 202)]
    assert "left out: ComfyUI_00003_.png, ComfyUI_00004_.png, ComfyUI_00005_.png" in report.notices[0]


def test_a_table_may_put_two_pictures_on_one_frame(store: EpisodeStore, bring: Callable[..., ImportReport],
                                                   tmp_path: Path) -> None:
    table = tmp_path / "map.csv"
    table.write_text("file,frame\nComfyUI_00000_.png,4\nComfyUI_00001_.png,4\n", encoding="utf-8")
    assert bring(mapping=str(table)).taken == 2
    assert [(item.frame, item.seed) for item in load_review(store).candidates] == [(4, 200), (4, 201)]


def test_nothing_that_fits_changes_nothing(store: EpisodeStore, tmp_path: Path) -> None:
    folder = tmp_path / "far"
    folder.mkdir()
    (folder / "900.png").write_bytes(encode_png(picture(1)))
    report = import_takes(store, folder, "A", "name", pass_over)
    assert report == ImportReport(0, (), ("Not a frame of the episode, left out: 900.png (900).",), 1)
    assert store.takes.current_recipe() is None
    assert store.settings.preset == "D"


def test_a_name_that_is_no_preset_only_labels_the_takes(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    report = bring("my workflow")
    assert report.notices == ('"my workflow" is no preset of the library: it names these takes alone, and generating '
                              "goes on with D.",)
    recipe = store.takes.current_recipe()
    assert recipe is not None
    assert recipe[1] == "my workflow"
    assert store.settings.preset == "D"


def test_a_preset_file_becomes_the_episodes(store: EpisodeStore, bring: Callable[..., ImportReport],
                                            tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('engine = "draft"\n', encoding="utf-8")
    bring(str(tmp_path / "mine.toml"))
    recipe = store.takes.current_recipe()
    assert recipe is not None
    assert recipe[1] == "mine"
    assert store.settings.preset == "presets/mine.toml"


@pytest.mark.parametrize("preset", ["gone.toml", "a/b", "", "--x"])
def test_a_name_that_cannot_be_one_is_refused(bring: Callable[..., ImportReport], preset: str) -> None:
    with pytest.raises(StudioError) as caught:
        bring(preset)
    assert caught.value.kind == "input"


def test_orphans_come_back_under_the_same_recipe(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    bring()
    before = [(item.frame, item.key) for item in load_review(store).candidates]
    with sqlite3.connect(store.folder / "episode.db") as database:
        for table in ("frame_takes", "decisions", "takes"):
            database.execute(f"DELETE FROM {table}")
    assert load_review(store).candidates == []
    assert store.adopt_takes() == 6
    assert [(item.frame, item.key) for item in load_review(store).candidates] == before


def test_a_lost_database_is_rebuilt_under_the_same_recipe(store: EpisodeStore, bring: Callable[..., ImportReport],
                                                          tmp_path: Path) -> None:
    bring()
    before = [(item.frame, item.key) for item in load_review(store).candidates]
    store.close()
    (store.folder / "episode.db").write_bytes(b"no database" * 1000)
    with EpisodeStore.open(store.folder) as again:
        import_source(again, tmp_path / "source", pass_over)
        import_takes(again, tmp_path / "made elsewhere", "A", "name", pass_over)
        assert [(item.frame, item.key) for item in load_review(again).candidates] == before
        assert again.takes.count() == 6


def test_a_picture_without_a_row_is_found_again_once(store: EpisodeStore, bring: Callable[..., ImportReport],
                                                     pictures: Path) -> None:
    """As after a crash between the picture's rename and its row, with another folder given next."""
    bring()
    with sqlite3.connect(store.folder / "episode.db") as database:
        database.execute("DELETE FROM frame_takes WHERE take_id=3")
        database.execute("DELETE FROM decisions WHERE take_id=3")
        database.execute("DELETE FROM takes WHERE id=3")
    (pictures / "ComfyUI_00002_.png").unlink()
    assert bring().taken == 5
    assert store.takes.count() == len(load_review(store).candidates) == 6


def test_the_episode_is_not_shared_with_a_generator(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    with generating_lease(store.folder), pytest.raises(StudioError) as caught:
        bring()
    assert caught.value.kind == "busy"


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, None])
def test_a_folder_without_pictures_is_refused(bring: Callable[..., ImportReport], tmp_path: Path,
                                              make: Callable[[Path], None] | None) -> None:
    folder = tmp_path / "empty"
    if make:
        make(folder)
    with pytest.raises(StudioError, match="empty") as caught:
        bring(folder=folder)
    assert caught.value.kind == "input"


def test_the_pictures_given_are_left_alone(bring: Callable[..., ImportReport], pictures: Path) -> None:
    before = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in pictures.iterdir()}
    bring()
    assert {path.name: hashlib.sha256(path.read_bytes()).digest() for path in pictures.iterdir()} == before


def test_generating_would_find_none_of_them(store: EpisodeStore, bring: Callable[..., ImportReport]) -> None:
    store.change_settings({"engine": "draft"})
    bring()
    assert frames_made(store) == set()
    assert {stage.stage: stage.items for stage in episode_budget(store, None).stages}["generate"] == 6
    cost = sweep_cost(store, sweep_arms(["A", "D"], {}, {}), [0, 1])
    assert (cost.takes, cost.missing) == (4, 4)
