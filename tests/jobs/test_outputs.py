"""Which files a list of targets becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.outputs import chosen_targets, outputs_of


def test_targets_go_into_the_episode_or_beside_the_first(tmp_path: Path) -> None:
    with EpisodeStore.create(tmp_path / "day.episode", EpisodeSettings(name="day")) as store:
        assert [item.path for item in outputs_of(store)] == [store.folder / "exports" / "day_web.mp4"]
        assert [item.path for item in outputs_of(store, "web", tmp_path / "x.mp4")] == [tmp_path / "x.mp4"]
        with pytest.raises(StudioError, match=r"\.avi"):
            outputs_of(store, out=tmp_path / "x.avi")


def test_each_target_counts_once_and_unknown_ones_are_named() -> None:
    assert [target.key for target in chosen_targets(" web, web,")] == ["web"]
    with pytest.raises(StudioError, match="poster"):
        chosen_targets("web,poster")
    with pytest.raises(StudioError, match="No target"):
        chosen_targets(" ,")


def test_a_folder_in_the_place_of_any_video_is_said(tmp_path: Path) -> None:
    (tmp_path / "x_archive.mp4").mkdir()
    with EpisodeStore.create(tmp_path / "day.episode", EpisodeSettings(name="day")) as store:
        assert len(outputs_of(store, "web", tmp_path / "x.mp4")) == 1
        with pytest.raises(StudioError, match=r"x_archive\.mp4 is a folder") as caught:
            outputs_of(store, "web,archive", tmp_path / "x.mp4")
    assert caught.value.kind == "input"
