"""What dropped files are for, and episodes at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.files import free_name
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.dropped import kind_of, sort_dropped
from studio.jobs.episode_card import read_card
from studio.jobs.events import JobEvent
from studio.jobs.make_episode import EpisodeChanges
from studio.jobs.new_episode import create_episode
from tests.cli.small_inputs import write_inputs


def nothing(event: JobEvent) -> None:
    del event


def test_each_kind_of_thing_is_told(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "0.png").touch()
    (tmp_path / "empty").mkdir()
    EpisodeStore.create(tmp_path / "x.episode", EpisodeSettings(name="x")).close()
    given = ["face.JPG", "turn.mp4", "voice.flac", "notes.txt", "pictures", "empty", "x.episode"]
    assert [kind_of(tmp_path / name) for name in given] == [
        "identity", "source", "voice", "unknown", "source", "unknown", "episode"]


def test_things_are_sorted_in_any_order_and_the_last_source_counts(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.wav", "1.png", "a.mp4", "2.png", "b.mov", "x.doc")]
    sorted_ = sort_dropped(paths)
    assert sorted_.references == (tmp_path / "1.png", tmp_path / "2.png")
    assert sorted_.source == tmp_path / "b.mov"
    assert sorted_.voice == tmp_path / "a.wav"
    assert sorted_.unknown == (tmp_path / "x.doc",)
    assert sorted_.episodes == ()


def test_an_episode_is_made_with_what_is_given_and_shown_on_a_card(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=4)
    changes = EpisodeChanges(source=inputs["source"], voice=inputs["voice"])
    folder = create_episode(tmp_path / "new.episode", None, changes, nothing)
    card = read_card(folder)
    assert (card.name, card.frames, card.picks, card.progress, card.picture) == ("new", 4, 0, "inputs missing", None)
    like = create_episode(tmp_path / "more.episode", folder, EpisodeChanges(voice=inputs["voice"]), nothing)
    assert read_card(like).frames == 4
    (like / "exports" / "more.mp4").touch()
    assert read_card(like).progress == "exported"


def test_what_cannot_be_used_leaves_no_episode_behind(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"no sound")
    with pytest.raises(StudioError):
        create_episode(tmp_path / "new.episode", None, EpisodeChanges(voice=broken), nothing)
    assert not (tmp_path / "new.episode").exists()


def test_an_episode_that_is_there_is_left_alone(tmp_path: Path) -> None:
    create_episode(tmp_path / "a.episode", None, EpisodeChanges(), nothing)
    with pytest.raises(StudioError, match="an episode already"):
        create_episode(tmp_path / "a.episode", None, EpisodeChanges(), nothing)
    assert (tmp_path / "a.episode" / "episode.toml").exists()


def test_the_first_free_name(tmp_path: Path) -> None:
    assert free_name(tmp_path / "absent", "Episode", ".episode") == "Episode 1"
    for number in (1, 3):
        (tmp_path / f"Episode {number}.episode").mkdir()
    assert free_name(tmp_path, "Episode", ".episode") == "Episode 2"
