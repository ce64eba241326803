"""Fixtures of the sweep's tests: a real small sweep, made once, and a window that shows a copy of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.take_request import TakeSettings
from studio.jobs.events import JobControl
from studio.jobs.sweep import run_sweep
from studio.jobs.sweep_plan import sweep_arms, sweep_frames
from studio.ui.frame.main_window import MainWindow
from tests.jobs.test_generate_takes import ignore, prepare
from tests.ui.sweep.large_sweep import make_large_sweep
from tests.ui.sweep.sweep_window import SweepWindow, open_sweeps

SMALL = TakeSettings("draft", width=128, height=192, steps=2)
FRAMES = 6


@pytest.fixture
def presets(private_home: Path) -> PresetLibrary:
    """Two presets of the person's own."""
    del private_home
    library = PresetLibrary()
    library.save(Preset("small", SMALL))
    library.save(Preset("wide", replace(SMALL, width=160)))
    return library


@pytest.fixture(scope="session")
def swept_episode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An episode of 8 frames with a sweep of two presets on 6 of them; to be copied and never changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home of the sweep")))
        library = PresetLibrary()
        library.save(Preset("small", SMALL))
        library.save(Preset("wide", replace(SMALL, width=160)))
        with prepare(tmp_path_factory.mktemp("swept"), 8) as store:
            arms = sweep_arms(["small", "wide"], {}, {}, store.settings.seed)
            run_sweep(store, store.sweeps.begin(arms, sweep_frames(store, str(FRAMES))), ignore, JobControl())
            return store.folder


@pytest.fixture
def swept(swept_episode: Path, tmp_path: Path) -> Path:
    """A copy for one test."""
    return Path(shutil.copytree(swept_episode, tmp_path / "swept.episode"))


@pytest.fixture
def sweeps(window: MainWindow, swept: Path, presets: PresetLibrary, qtbot: QtBot) -> SweepWindow:
    """The window with the sweep shown and analysed."""
    del presets
    shown = open_sweeps(window, swept, qtbot)
    shown.wait_for_findings()
    return shown


@pytest.fixture(scope="session")
def large_episode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep of four presets on 5,000 frames."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home of the large sweep")))
        return make_large_sweep(tmp_path_factory.mktemp("large") / "large.episode", 5000)
