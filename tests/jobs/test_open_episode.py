"""Inputs that a person wrote into `episode.toml`, or whose rows were lost, are read when the episode is opened for work."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.store import EpisodeStore
from studio.jobs.events import JobEvent, pass_over
from studio.jobs.inputs import import_source
from studio.jobs.open_episode import open_episode
from tests.cli.small_inputs import write_inputs
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    write_inputs(tmp_path / "home", frames=3, seconds=0.5)
    return tmp_path / "home"


def opened(folder: Path) -> tuple[list[int], float, list[str]]:
    """Frames of the source, seconds of the voice, and what was said."""
    heard: list[JobEvent] = []
    with open_episode(folder, heard.append) as store:
        return store.frames.numbers(), store.timeline().duration_s, [item.text for item in heard if item.kind == "notice"]


def test_what_was_written_by_hand_counts_from_home_and_from_the_episode(tmp_path: Path, home: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "a.episode", 4)
    before = opened(folder)
    assert len(before[0]) == 4
    with EpisodeStore.open(folder) as store:
        runs = len(store.stages.all())
        store.change_settings({"source": "~/head turn", "voice": "../home/voice.wav"})
    assert opened(folder) == ([0, 1, 2], 0.5, [])
    assert opened(folder) == ([0, 1, 2], 0.5, [])
    with EpisodeStore.open(folder) as store:
        assert len(store.stages.all()) == runs + 2
        assert not store.settings.source.startswith("~")
    assert (home / "voice.wav").is_file()


def test_one_that_is_not_there_hinders_no_other(tmp_path: Path, home: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "a.episode", 4)
    with EpisodeStore.open(folder) as store:
        store.change_settings({"source": "none.mp4", "voice": str(home / "voice.wav")})
    frames, seconds, said = opened(folder)
    assert (len(frames), seconds) == (4, 0.5)
    assert [text.endswith("none.mp4 does not exist. Check the path.") for text in said] == [True]


def test_an_earlier_source_written_there_again_is_worked_on_again(tmp_path: Path, home: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "a.episode", 4)
    with EpisodeStore.open(folder) as store:
        earlier, runs = store.settings.source, len(store.stages.all())
        import_source(store, home / "head turn", pass_over)
    assert opened(folder)[0] == [0, 1, 2]
    with EpisodeStore.open(folder) as store:
        store.change_settings({"source": earlier})
    assert opened(folder)[0] == [0, 1, 2, 3]
    with EpisodeStore.open(folder) as store:
        assert (store.settings.source, len(store.stages.all())) == (earlier, runs + 1)


def test_a_source_that_is_known_is_not_read_again(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_episode_with_takes(tmp_path / "a.episode", 4)
    with EpisodeStore.open(folder) as store:
        for link in (False, True, False):
            import_source(store, home / "head turn", pass_over, link=link)
    monkeypatch.setattr("studio.jobs.open_episode.import_source", lambda *_, **__: pytest.fail("read again"))
    assert opened(folder)[0] == [0, 1, 2]
