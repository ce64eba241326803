"""The episode that every workspace is tested on."""

from __future__ import annotations

from pathlib import Path

from studio.episode.store import EpisodeStore
from studio.jobs.assemble import voice_seconds
from studio.jobs.take_columns import load_columns
from studio.media.pictures import read_picture
from studio.ui.frame.main_window import MainWindow
from tests.ui.episodes import make_episode_with_takes


def test_an_episode_holds_what_an_engine_would_have_left(tmp_path: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "x.episode", 20, seeds=2, picture=(64, 96))
    with EpisodeStore.open_to_read(folder) as store:
        columns = load_columns(store)
        assert len(columns) == 40
        assert len(set(columns.keys)) == 40
        assert columns.scores["faces"].tolist().count(0) == 2
        assert columns.scored.tolist().count(False) == 2
        assert all(store.takes.thumbnail_path(key).exists() for key in columns.keys)
        assert read_picture(store.takes.picture_path(columns.keys[5])).shape == (96, 64, 3)
        assert voice_seconds(store) == 2


def test_the_window_opens_it(episode_window: MainWindow) -> None:
    assert episode_window.session is not None
    assert len(episode_window.session.takes) == 24
    assert 0 < len(episode_window.session.picks) < 24
