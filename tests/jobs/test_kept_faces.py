"""Faces that were found are kept for the analyzer that found them, and for no other that `auto` may stand for later."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.episode.store import EpisodeStore
from studio.finish.engines.face_rule import FaceRule
from studio.identity.analyzer import CODE_REVISIONS
from studio.jobs.assemble import loop_step, loop_work
from studio.jobs.draft_lip_sync_step import draft_lip_sync_step
from studio.jobs.events import JobControl
from studio.jobs.finish_step import run_step
from studio.jobs.loop_faces import faces_of_loop
from studio.jobs.take_faces import faces_of_takes
from studio.weights.opencv_zoo import ZOO_VARIABLE, zoo_folder
from tests.ui.episodes import make_episode_with_takes

RULE = FaceRule(50, 80, 0.2, 1.5, 0.5, 512)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EpisodeStore]:
    """An episode whose analyzer is `auto`, on a machine without models."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv(ZOO_VARIABLE, raising=False)
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 3, picture=(256, 384))) as store:
        store.change_settings({"analyzer": "auto"})
        yield store


def of_takes(store: EpisodeStore) -> str:
    """Who found the faces in the picks."""
    keys = loop_work(store).keys
    return faces_of_takes(store, keys, lambda _: None, JobControl(), "lipsync", RULE).analyzer


def of_loop(store: EpisodeStore) -> str:
    """Who found the faces in the loop."""
    work = loop_work(store)
    step = loop_step(store, work)
    run_step(store, step, lambda _: None, JobControl())
    faces_of_loop(store, work, step.result(store), lambda _: None, JobControl(), "lipsync")
    return next(run.engine for run in reversed(store.stages.all()) if run.stage == "loop-faces").partition(" ")[0]


def of_lip_sync(store: EpisodeStore) -> str:
    """The inputs of the draft lip sync, which moves mouths where the analyzer sees them."""
    work = loop_work(store)
    return draft_lip_sync_step(store, work, loop_step(store, work)).stage.digest


@pytest.mark.parametrize(("look", "stage"), [(of_takes, "faces"), (of_loop, "loop-faces")])
def test_auto_that_stands_for_another_looks_again(store: EpisodeStore, shared: Path, look: Callable[[EpisodeStore], str],
                                                  stage: str) -> None:
    assert (look(store), look(store), store.stages.count(stage)) == ("builtin", "builtin", 1)
    zoo_folder().mkdir(parents=True)
    shutil.copy(shared / "models" / "yunet_n_dynamic.onnx", zoo_folder())
    assert (look(store), look(store), store.stages.count(stage)) == ("opencv-zoo", "opencv-zoo", 2)


@pytest.mark.parametrize(("look", "stage"), [(of_takes, "faces"), (of_loop, "loop-faces")])
def test_another_version_of_an_analyzer_looks_again(store: EpisodeStore, look: Callable[[EpisodeStore], str], stage: str,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    store.change_settings({"analyzer": "builtin"})
    look(store)
    monkeypatch.setattr("studio.identity.open_analyzer.CODE_REVISIONS", {**CODE_REVISIONS, "builtin": 99})
    look(store)
    look(store)
    assert store.stages.count(stage) == 2


def test_the_name_given_and_auto_mean_the_same_analyzer(store: EpisodeStore) -> None:
    before = of_takes(store), of_lip_sync(store)
    store.change_settings({"analyzer": "builtin"})
    assert (of_takes(store), of_lip_sync(store)) == before
    assert store.stages.count("faces") == 1


def test_lip_sync_rests_on_the_analyzers_version(store: EpisodeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before = of_lip_sync(store)
    monkeypatch.setattr("studio.identity.open_analyzer.CODE_REVISIONS", {**CODE_REVISIONS, "builtin": 99})
    assert of_lip_sync(store) != before
