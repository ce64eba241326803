"""A timeline written for other programs and read back by OpenTimelineIO: every length exact."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest

from studio.episode.track import SOUND_RATE, Caption, Clip, Timeline, Track
from studio.finish.loop import plan_loop
from studio.finish.otio_timeline import METADATA, FinishedTimeline, PictureOrigin, write_otio

VOICE = Clip("audio/v.wav", 0, 0, 4.0)
MUSIC = (Clip("audio/m.wav", 1.5, 0.25, 1.0, 0.1, 0.2, -3), Clip("audio/m.wav", 2.0, 0, 5.0), Clip("audio/n.wav", 7.5, 0, 1))
TIMELINE = Timeline(
    (Track("voice", "voice", "Voice", (VOICE,)), Track("music", "music", "Музыка", MUSIC, -9, mute=True)),
    (Caption(0.5, 1.25, "Hello"), Caption(3.5, 9, "Пока\n— да")), (0.75, 9.0))


def _written(folder: Path, timeline: Timeline = TIMELINE, fps: Fraction = Fraction(25), first: int = 0,
             count: int = 4 * SOUND_RATE, url: str = "a.mp4") -> otio.schema.Timeline:
    plan = plan_loop(5, Fraction(count, SOUND_RATE), fps)
    pictures = [PictureOrigin(50 + number, f"key{number}") for number in range(5)]
    out = folder / "a.otio"
    write_otio(FinishedTimeline("Выпуск", url, plan, pictures, timeline, first, count, lambda file: f"episode/{file}"), out)
    return otio.adapters.read_from_file(str(out))


def _ranges(track: otio.schema.Track) -> list[tuple[str, float, float]]:
    """(kind, where it begins, how long it is), in the track's own units."""
    return [(type(item).__name__, item.range_in_parent().start_time.value, item.duration().value) for item in track]


@pytest.mark.parametrize("fps", [Fraction(25), Fraction(30000, 1001), Fraction(24)])
def test_the_picture_is_exactly_as_long_as_the_video(tmp_path: Path, fps: Fraction) -> None:
    made = _written(tmp_path, fps=fps)
    picture = made.video_tracks()[0]
    frames = sum(int(item.duration().value) for item in picture)
    assert frames == plan_loop(5, 4, fps).frames
    assert {item.duration().rate for item in picture} == {float(fps)}
    starts = [item.source_range.start_time.value for item in picture if item.source_range]
    assert starts == [item.range_in_parent().start_time.value for item in picture]     # each block is where the video has it
    clip = next(iter(picture))
    assert isinstance(clip, otio.schema.Clip)
    assert clip.media_reference.target_url == "a.mp4"
    assert clip.media_reference.available_range == otio.opentime.TimeRange(
        otio.opentime.RationalTime(0, float(fps)), otio.opentime.RationalTime(frames, float(fps)))


def test_sounds_keep_their_samples_gain_and_fades(tmp_path: Path) -> None:
    voice, music, overlapping = _written(tmp_path).audio_tracks()
    assert _ranges(voice) == [("Clip", 0, 4 * SOUND_RATE)]
    assert _ranges(music) == [("Gap", 0, 72_000), ("Clip", 72_000, 48_000)]
    assert _ranges(overlapping) == [("Gap", 0, 96_000), ("Clip", 96_000, 96_000)]         # cut at the video's end
    clip = list(music)[1]
    assert isinstance(clip, otio.schema.Clip)
    assert clip.source_range is not None
    assert clip.source_range.start_time == otio.opentime.RationalTime(12_000, SOUND_RATE)
    assert clip.media_reference.target_url == "episode/audio/m.wav"
    own = clip.metadata[METADATA]
    assert (own["gain_db"], own["fade_in_s"], own["fade_out_s"]) == (-3, 0.1, 0.2)
    assert (music.name, music.enabled, music.metadata[METADATA]["gain_db"]) == ("Музыка", False, -9)
    assert voice.enabled


def test_the_same_clip_twice_is_heard_twice(tmp_path: Path) -> None:
    twice = Timeline((Track("voice", "voice", "Voice", (VOICE,)), Track("music", "music", "Music", (MUSIC[0], MUSIC[0]))))
    _, music, again = _written(tmp_path, twice).audio_tracks()
    assert _ranges(music) == _ranges(again) == [("Gap", 0, 72_000), ("Clip", 72_000, 48_000)]


def test_a_range_cuts_and_moves_everything_to_its_beginning(tmp_path: Path) -> None:
    voice, music, overlapping = _written(tmp_path, first=SOUND_RATE, count=2 * SOUND_RATE).audio_tracks()
    assert _ranges(voice) == [("Clip", 0, 96_000)]
    clip = next(iter(voice))
    assert clip.source_range is not None
    assert clip.source_range.start_time.value == SOUND_RATE
    assert _ranges(music) == [("Gap", 0, 24_000), ("Clip", 24_000, 48_000)]
    assert _ranges(overlapping) == [("Gap", 0, 48_000), ("Clip", 48_000, 48_000)]


def test_captions_and_markers_are_markers(tmp_path: Path) -> None:
    marks = [(mark.comment, mark.marked_range.start_time.to_seconds(), mark.marked_range.duration.to_seconds(),
              mark.metadata[METADATA]["kind"]) for mark in _written(tmp_path).tracks.markers]
    assert marks == [("Hello", 0.5, 0.75, "caption"), ("Пока\n— да", 3.5, 0.5, "caption"), ("marker", 0.75, 0, "marker")]


def test_the_takes_behind_the_pictures_are_named(tmp_path: Path) -> None:
    made = _written(tmp_path)
    assert made.name == "Выпуск"
    assert [item["take"] for item in made.metadata[METADATA]["pictures"]] == [f"key{number}" for number in range(5)]
    first, second = list(made.video_tracks()[0])[:2]
    assert (dict(first.metadata[METADATA]), dict(second.metadata[METADATA])) == (
        {"first_picture": 0, "last_picture": 4, "forward": True}, {"first_picture": 3, "last_picture": 1, "forward": False})


def test_an_hour_is_written_in_little(tmp_path: Path) -> None:
    hour = 3600 * SOUND_RATE
    voice = Track("voice", "voice", "Voice", (Clip("audio/v.wav", 0, 0, 3600.0),))
    made = _written(tmp_path, Timeline((voice,)), count=hour)
    assert made.duration().to_seconds() == 3600
    assert json.loads((tmp_path / "a.otio").read_text(encoding="utf-8"))["OTIO_SCHEMA"] == "Timeline.1"
