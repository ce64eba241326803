"""The timeline: kept, validated, undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio.episode.errors import StudioError
from studio.episode.recovery import rebuild
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.timeline_fields import timeline_from_fields
from studio.episode.track import Caption, Clip, Timeline, Track
from tests.episode.make_store import make_store

MUSIC = Track("music", "music", "Music", (Clip("audio/m.wav", 1.5, 0.25, 3.0, 0.1, 0.2, -3.0),), -9.0, mute=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with make_store(tmp_path / "a.episode") as made:
        give_voice(made, "audio/v.wav", 96_000)
        yield made


def give_voice(store: EpisodeStore, file: str, samples: int) -> None:
    store.stages.commit(StageRun("voice", file, file, "", "", "cpu", "", 1, 0.1, {"samples": samples}))
    store.change_settings({"voice": file})


def test_the_voice_is_there_from_the_start(store: EpisodeStore) -> None:
    timeline = store.timeline()
    assert timeline.tracks == (Track("voice", "voice", "Voice", (Clip("audio/v.wav", 0, 0, 2.0),)),)
    assert timeline.duration_s == 2.0
    assert timeline.span_s == (0.0, 2.0)


def test_without_a_voice_its_track_is_empty(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        assert store.timeline().tracks[0].clips == ()
        assert store.timeline().span_s == (0.0, 0.0)


def test_edits_survive_and_are_undone_one_by_one_after_reopening(store: EpisodeStore) -> None:
    first = store.timeline().with_track(MUSIC)
    second = replace(first, captions=(Caption(0.5, 1.0, "Здравствуй"),), markers=(0.25,), in_s=0.5, out_s=1.5)
    store.history.set_timeline(first, "add music")
    store.history.set_timeline(second, "caption")
    store.close()
    with EpisodeStore.open(store.folder) as again:
        assert again.timeline() == second
        assert again.timeline().span_s == (0.5, 1.5)
        assert again.history.undo() == "caption"
        assert again.timeline() == first
        assert again.history.undo() == "add music"
        assert len(again.timeline().tracks) == 1
        assert again.history.redo() == "add music"
        assert again.timeline() == first


def test_another_voice_keeps_what_was_set(store: EpisodeStore) -> None:
    track = store.timeline().tracks[0]
    clip = replace(track.clips[0], fade_out_s=0.5, offset_s=1.0, length_s=1.0)
    store.history.set_timeline(Timeline((replace(track, gain_db=-4.0, clips=(clip,)), MUSIC)), "quieter")
    give_voice(store, "audio/w.wav", 240_000)
    voice, music = store.timeline().tracks
    assert voice == Track("voice", "voice", "Voice", (Clip("audio/w.wav", 0, 0, 5.0, 0, 0.5),), -4.0)
    assert music == MUSIC
    give_voice(store, "audio/v.wav", 96_000)
    assert store.timeline().tracks[0].clips == (clip,)


def test_mute_and_solo() -> None:
    voice, music, foley = (Track(name, "sound", name) for name in ("voice", "music", "foley"))
    assert Timeline((voice, replace(music, mute=True), foley)).audible() == (voice, foley)
    alone = replace(music, solo=True)
    assert Timeline((voice, alone, foley)).audible() == (alone,)
    assert Timeline((voice, replace(alone, mute=True), foley)).audible() == ()


def test_new_ids_do_not_meet() -> None:
    timeline = Timeline((Track("music", "music", "a"), Track("music2", "music", "b")))
    assert timeline.new_id("music") == "music3"
    assert timeline.new_id("foley") == "foley"


def test_the_voice_stays(store: EpisodeStore) -> None:
    with pytest.raises(StudioError, match="mute it"):
        store.timeline().without_track("voice")
    with pytest.raises(StudioError, match="The tracks are: voice"):
        store.timeline().without_track("horn")
    both = store.timeline().with_track(MUSIC)
    assert both.without_track("music") == store.timeline()


def test_unknown_keys_of_a_later_studio_are_passed_over(store: EpisodeStore) -> None:
    fields = store.timeline().with_track(MUSIC).to_fields()
    fields["later"] = 1
    fields["tracks"][1]["pan"] = 0.5
    fields["tracks"][1]["clips"][0]["speed"] = 2
    assert timeline_from_fields(json.loads(json.dumps(fields))).tracks[1] == MUSIC


@pytest.mark.parametrize(("change", "said"), [
    ({"tracks": 5}, "tracks"),
    ({"tracks": [5]}, "a track is 5"),
    ({"tracks": [{"id": "a", "kind": "horn", "name": "a"}]}, "horn"),
    ({"tracks": [{"id": "", "kind": "music", "name": "a"}]}, "id"),
    ({"tracks": [{"id": "a", "kind": "music", "name": "a", "gain_db": 99}]}, "99"),
    ({"tracks": [{"id": "a", "kind": "music", "name": "a"}] * 2}, "same id"),
    ({"tracks": [{"id": "a", "kind": "music", "name": "a"}, {"id": "v", "kind": "voice", "name": "a"}]}, "first"),
    ({"tracks": [{"id": "a", "kind": "music", "name": "a", "clips": [{"file": "x", "length_s": 0}]}]}, "shorter"),
    ({"tracks": [{"id": "a", "kind": "music", "name": "a", "clips": [{"file": "x", "length_s": 1, "start_s": -1}]}]},
     "start_s"),
    ({"tracks": [{"id": "a", "kind": "music", "name": "a", "clips": [{"file": "x", "length_s": float("nan")}]}]}, "nan"),
    ({"captions": [{"start_s": 2, "end_s": 1, "text": "a"}]}, "caption"),
    ({"captions": [{"start_s": 1, "end_s": 2, "text": " "}]}, "text"),
    ({"captions": [{"start_s": True, "end_s": 2, "text": "a"}]}, "number"),
    ({"markers": ["soon"]}, "marker"),
    ({"in_s": 3, "out_s": 2}, "begins at 3"),
])
def test_nonsense_is_named(change: dict[str, Any], said: str) -> None:
    with pytest.raises(StudioError, match=said):
        timeline_from_fields(change)


def test_nonsense_is_not_kept(store: EpisodeStore) -> None:
    wrong = store.timeline().with_track(replace(MUSIC, gain_db=400.0))
    with pytest.raises(StudioError, match="400"):
        store.history.set_timeline(wrong, "loud")
    assert store.history.steps() == []


def test_a_damaged_row_is_said(store: EpisodeStore) -> None:
    with sqlite3.connect(store.folder / "episode.db") as connection:
        connection.execute("INSERT INTO state VALUES('timeline', '{\"tracks\": 1}')")
    connection.close()
    with pytest.raises(StudioError, match="tracks"):
        store.timeline()


def test_a_damaged_database_gives_its_timeline_back(store: EpisodeStore) -> None:
    timeline = store.timeline().with_track(MUSIC)
    store.history.set_timeline(timeline, "music")
    store.close()
    with sqlite3.connect(store.folder / "episode.db") as connection:
        connection.execute("DROP TABLE scores")
    connection.close()
    rebuild(store.folder, "test")
    with EpisodeStore.open(store.folder) as again:
        give_voice(again, "audio/v.wav", 96_000)
        assert again.timeline() == timeline
