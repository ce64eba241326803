"""`studio tracks` and `studio captions` through the real command, undone by `studio undo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.inputs import import_voice
from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import write_tone


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    write_tone(tmp_path / "voice.wav", 2.0)
    write_tone(tmp_path / "drum & bass.wav", 1.0)
    with EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings(name="a")) as store:
        import_voice(store, tmp_path / "voice.wav", lambda _: None)
    return tmp_path / "a.episode"


def tracks(episode: Path, *words: str | Path) -> dict[str, Any]:
    ran = run_studio("tracks", episode, *words, "--json")
    assert ran.code == 0, ran.err
    return ran.result


def test_add_set_remove_and_undo(episode: Path) -> None:
    added = tracks(episode, "add", episode.parent / "drum & bass.wav", "--kind", "music", "--gain", "-9", "--start", "1.5")
    assert [track["id"] for track in added["tracks"]] == ["voice", "music"]
    music = added["tracks"][1]
    assert (music["gain_db"], music["clips"][0]["start_s"], music["clips"][0]["length_s"]) == (-9, 1.5, 1)
    assert added["seconds"] == 2
    changed = tracks(episode, "set", "music", "--gain", "-3.5", "--mute", "--fade-out", "0.25")["tracks"][1]
    assert (changed["gain_db"], changed["mute"], changed["audible"]) == (-3.5, True, False)
    assert changed["clips"][0]["fade_out_s"] == 0.25
    assert run_studio("undo", episode, "--json").result["undo"] == "music: gain -3.5, mute True, fade out 0.25"
    assert tracks(episode, "list")["tracks"][1] == music
    assert len(tracks(episode, "remove", "music")["tracks"]) == 1
    assert run_studio("undo", episode).code == 0
    assert tracks(episode, "list")["tracks"][1] == music
    assert tracks(episode, "range", "--in", "0.5", "--out", "1.25")["seconds"] == 0.75
    assert tracks(episode, "range")["seconds"] == 2
    listed = run_studio("tracks", episode, "list")
    assert "music" in listed.out
    assert "-9.0 dB" in listed.out


def test_a_clip_goes_to_another_track_and_markers_are_set(episode: Path) -> None:
    for kind in ("music", "foley"):
        tracks(episode, "add", episode.parent / "drum & bass.wav", "--kind", kind)
    both = tracks(episode, "set", "music", "--to", "foley", "--start", "0.5")["tracks"]
    assert [len(track["clips"]) for track in both] == [1, 0, 2]
    assert both[2]["clips"][1]["start_s"] == 0.5
    assert run_studio("undo", episode, "--json").result["undo"] == "music: start 0.5, to foley"
    assert tracks(episode, "mark", "1.25", "0.5", "0.5")["markers"] == [0.5, 1.25]
    assert "marked at 0.500 s, marked at 1.250 s" in run_studio("tracks", episode, "list").out
    assert tracks(episode, "mark", "0.6", "--remove")["markers"] == [1.25]
    assert run_studio("undo", episode, "--json").result["undo"] == "remove a marker at 0.6 s"
    assert tracks(episode, "list")["markers"] == [0.5, 1.25]


def test_captions_in_and_out(episode: Path, tmp_path: Path) -> None:
    (tmp_path / "in.srt").write_bytes("\ufeff1\r\n00:00:00,500 --> 00:00:01,000\r\nПривет\r\n".encode())
    assert run_studio("captions", episode, "export", tmp_path / "none.srt", "--json").error["kind"] == "nothing"
    assert run_studio("captions", episode, "import", tmp_path / "in.srt", "--json").result["captions"] == [
        {"start_s": 0.5, "end_s": 1.0, "text": "Привет"}]
    assert run_studio("captions", episode, "export", tmp_path / "out.srt").code == 0
    assert (tmp_path / "out.srt").read_text("utf-8") == "1\n00:00:00,500 --> 00:00:01,000\nПривет\n\n"
    assert run_studio("undo", episode, "--json").result["undo"] == "captions from in.srt"
    assert tracks(episode, "list")["captions"] == 0


@pytest.mark.parametrize(("words", "code", "said"), [
    (("tracks", "add", "none.wav"), 1, "does not exist"),
    (("tracks", "set", "horn", "--mute"), 2, "The tracks are: voice"),
    (("tracks", "set", "voice"), 2, "Say what to change"),
    (("tracks", "set", "voice", "--gain", "400"), 1, "between -96 and 24"),
    (("tracks", "set", "voice", "--clip", "2", "--start", "1"), 2, "no clip 2"),
    (("tracks", "set", "voice", "--to", "voice"), 2, "the voice has its track for itself"),
    (("tracks", "set", "voice", "--to", "horn"), 2, "The tracks are: voice"),
    (("tracks", "mark", "1", "--remove"), 2, "no marker"),
    (("tracks", "mark", "--", "-1"), 1, "between 0"),
    (("tracks", "remove", "voice"), 2, "cannot be removed"),
    (("tracks", "range", "--in", "2", "--out", "1"), 1, "begins at 2"),
    (("captions", "import", "none.srt"), 1, "none.srt"),
])
def test_wrong_words_are_answered(episode: Path, words: tuple[str, ...], code: int, said: str) -> None:
    group, *rest = words
    ran = run_studio(group, episode, *rest, cwd=episode.parent)
    assert said in ran.err
    assert ran.code == code


def test_captions_as_web_vtt_and_the_line_that_is_wrong(episode: Path, tmp_path: Path) -> None:
    (tmp_path / "in.vtt").write_text("WEBVTT\n\n00:00.500 --> 00:01.000\nHi &amp; bye\n", "utf-8")
    assert run_studio("captions", episode, "import", tmp_path / "in.vtt", "--json").result["captions"] == [
        {"start_s": 0.5, "end_s": 1.0, "text": "Hi & bye"}]
    assert run_studio("captions", episode, "export", tmp_path / "out.vtt").code == 0
    assert (tmp_path / "out.vtt").read_text("utf-8") == "WEBVTT\n\n00:00:00.500 --> 00:00:01.000\nHi &amp; bye\n"
    (tmp_path / "in.vtt").write_text("WEBVTT\n\n00:00,500 --> 00:01,000\nHi\n", "utf-8")
    assert "line 3" in run_studio("captions", episode, "import", tmp_path / "in.vtt").err


def test_how_loud_a_file_and_a_voice_are(episode: Path) -> None:
    """A tone of amplitude 0.2 at 220 Hz: -17 dB of the sine, -0.7 of the weighting."""
    for path in (episode, episode.parent / "voice.wav"):
        found = run_studio("loudness", path, "--json").result
        assert found["integrated_lufs"] == pytest.approx(-17.7, abs=0.3)
        assert found["true_peak_dbtp"] == pytest.approx(-14, abs=0.1)
    assert "LUFS, range" in run_studio("loudness", episode).out
