"""By what published folders know an episode: its own, wherever it is moved to, and another of each copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.episode.store import EpisodeStore
from tests.episode.make_store import make_store


def _mark(folder: Path) -> str:
    with EpisodeStore.open(folder) as store:
        return store.exports.publisher_mark()


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    make_store(tmp_path / "a.episode").close()
    return tmp_path / "a.episode"


def test_a_copy_gets_a_mark_of_its_own_and_keeps_it(episode: Path, tmp_path: Path) -> None:
    mark = _mark(episode)
    copies = [shutil.copytree(episode, tmp_path / f"{number}.episode") for number in (1, 2)]
    marks = [_mark(copy) for copy in copies]
    assert len({mark, *marks}) == 3
    shutil.rmtree(episode)
    assert [_mark(copy) for copy in copies] == marks


def test_a_moved_episode_and_another_path_to_it_keep_the_mark(episode: Path, tmp_path: Path) -> None:
    mark = _mark(episode)
    moved = episode.rename(tmp_path / "b.episode")
    assert _mark(moved) == mark
    (tmp_path / "link").symlink_to(moved, target_is_directory=True)
    assert _mark(tmp_path / "link") == mark
    make_store(episode).close()                         # another one in its old place
    assert _mark(moved) == mark


def test_what_lies_in_the_old_place_may_be_broken(episode: Path, tmp_path: Path) -> None:
    mark = _mark(episode)
    moved = episode.rename(tmp_path / "b.episode")
    episode.mkdir()
    (episode / "episode.db").write_bytes(b"no database")
    assert _mark(moved) == mark
