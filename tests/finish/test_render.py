from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from studio.episode.errors import StudioError
from studio.finish.loop import plan_loop
from studio.finish.marks import read_marks
from studio.finish.render import render_video, require_ending
from tests.finish.clips import RATE, decode_sound, decode_video, fill_disk, make_loop, names_in, tone, write_voice

FACTS = {"engine": "draft", "seed": 200, "preset": "D", "software": "Full-Motion Studio 0.1.0"}


class _StopError(Exception):
    """What a person's cancel raises."""


def _inputs(folder: Path, seconds: Fraction | float = 2, fps: Fraction = Fraction(25)) -> tuple[Path, Path]:
    """A loop and its voice of a rising tone."""
    samples = round(seconds * RATE)
    voice = write_voice(folder / "voice.wav", tone(samples))
    return make_loop(folder, plan_loop(8, Fraction(samples, RATE), fps)), voice


@pytest.mark.parametrize(
    ("seconds", "fps"),
    [
        (2, Fraction(25)),
        (2.0213, Fraction(24)),
        (1.7777, Fraction(30000, 1001)),
        (0.5, Fraction(60)),
        (0.001, Fraction(25)),
        (11.11, Fraction(30)),
    ],
)
def test_it_is_as_long_as_the_voice(tmp_path: Path, seconds: float, fps: Fraction) -> None:
    loop, voice = _inputs(tmp_path, seconds, fps)
    result = render_video(loop, voice, tmp_path / "out.mp4", FACTS)
    samples = round(seconds * RATE)
    assert result.voice_s == Fraction(samples, RATE)
    assert 0 <= decode_sound(tmp_path / "out.mp4").shape[1] - samples < 1024
    assert decode_video(tmp_path / "out.mp4") == decode_video(loop)
    with av.open(str(tmp_path / "out.mp4")) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        assert Fraction(video.duration or 0) * Fraction(video.time_base or 0) == result.video_s
        assert Fraction(sound.duration or 0) * Fraction(sound.time_base or 0) == result.voice_s
    assert abs(result.video_s - result.voice_s) <= 1 / fps or result.frames == 1


def test_the_voice_starts_with_the_video_and_stays_itself(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path)
    render_video(loop, voice, tmp_path / "out.mp4", FACTS)
    original = tone(2 * RATE) / 32768
    heard = decode_sound(tmp_path / "out.mp4")[0, : len(original)]
    at_zero = np.corrcoef(original, heard)[0, 1]
    assert at_zero > 0.99
    assert at_zero > max(np.corrcoef(original[40:], heard[:-40])[0, 1], np.corrcoef(original[:-40], heard[40:])[0, 1])


@pytest.mark.parametrize(
    ("channels", "rate", "layout"),
    [(1, 16_000, "mono"), (2, 44_100, "stereo"), (2, 48_000, "stereo"), (6, 48_000, "mono")],
)
def test_any_sound_becomes_aac_at_48_khz(tmp_path: Path, channels: int, rate: int, layout: str) -> None:
    voice = write_voice(tmp_path / "voice.wav", tone(2 * rate), channels, rate)
    result = render_video(make_loop(tmp_path, plan_loop(8, 2)), voice, tmp_path / "out.mp4", FACTS)
    assert abs(result.voice_s - 2) < Fraction(1, 1000)
    with av.open(str(tmp_path / "out.mp4")) as container:
        sound = container.streams.audio[0].codec_context
        assert (sound.name, sound.sample_rate, sound.layout.name) == ("aac", RATE, layout)


def test_silence_is_a_voice(tmp_path: Path) -> None:
    voice = write_voice(tmp_path / "voice.wav", np.zeros(RATE, dtype=np.int16))
    render_video(make_loop(tmp_path, plan_loop(3, 1)), voice, tmp_path / "out.mp4", FACTS)
    assert np.abs(decode_sound(tmp_path / "out.mp4")).max() == 0


def test_equal_inputs_give_equal_bytes(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path)
    written = [tmp_path / "a.mp4", tmp_path / "b.mp4"]
    for path in written:
        render_video(loop, voice, path, FACTS, title="The same")
    assert written[0].read_bytes() == written[1].read_bytes()


def test_players_find_the_index_first_and_the_tags(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path)
    render_video(loop, voice, tmp_path / "Вечерний выпуск.mp4", FACTS)
    written = (tmp_path / "Вечерний выпуск.mp4").read_bytes()
    assert 0 < written.index(b"moov") < written.index(b"mdat")
    with av.open(str(tmp_path / "Вечерний выпуск.mp4")) as container:
        assert container.metadata["title"] == "Вечерний выпуск"
        assert "Generated media" in container.metadata["comment"]
        assert not {"creation_time", "encoder"} & set(container.metadata)


def test_marks_are_read_back(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path)
    render_video(loop, voice, tmp_path / "out.mp4", {**FACTS, "prompt": 'a "head"; turning = 1 #\n\\ Ё'})
    marks = read_marks(tmp_path / "out.mp4")
    assert marks["prompt"] == 'a "head"; turning = 1 #\n\\ Ё'
    assert (marks["seed"], marks["preset"], marks["engine"], marks["generated"]) == (200, "D", "draft", True)


@pytest.mark.parametrize(
    "name", ["-y.mp4", "a\nb.mp4", "it's \"quoted\".mp4", "серия 1.mp4", "50%02d:1.MP4", " .m4v", "pipe:0.mp4"]
)
def test_names_mean_only_themselves(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt" and any(character in name for character in '\n":'):
        pytest.skip("Windows has no such names")
    monkeypatch.chdir(tmp_path)
    loop, voice = _inputs(tmp_path, 0.2)
    voice = voice.rename(Path(name).with_suffix(".wav"))
    loop = loop.rename(f"loop {name}")
    render_video(loop, voice, Path(name), FACTS)
    assert len(decode_video(tmp_path / name).frames) == 5
    assert read_marks(Path(name))["engine"] == "draft"


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path, 0.2)
    render_video(loop, voice, tmp_path / "new" / "folder" / "out.mp4", FACTS)
    assert read_marks(tmp_path / "new" / "folder" / "out.mp4")


@pytest.mark.parametrize("name", ["out.avi", "out", "out.mp4.", ".mp4"])
def test_another_ending_is_refused(name: str) -> None:
    with pytest.raises(StudioError, match=r"videos are written as \.mp4 or \.m4v") as caught:
        require_ending(Path(name))
    assert caught.value.kind == "usage"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path, 0.2)
    (tmp_path / "out.mp4").mkdir()
    with pytest.raises(StudioError, match="is a folder: give the file a name"):
        render_video(loop, voice, tmp_path / "out.mp4", FACTS)


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path, 0.2)
    with pytest.raises(StudioError) as caught:
        render_video(loop, voice, voice / "out.mp4", FACTS)
    assert caught.value.kind == "disk"


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path, 0.2)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if os.access(closed, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(StudioError, match="may not be written") as caught:
        render_video(loop, voice, closed / "out.mp4", FACTS)
    assert caught.value.kind == "disk"


def test_an_empty_voice_is_refused_and_the_earlier_file_stays(tmp_path: Path) -> None:
    loop, _ = _inputs(tmp_path, 0.2)
    empty = write_voice(tmp_path / "empty.wav", np.zeros(0, dtype=np.int16))
    (tmp_path / "out.mp4").write_bytes(b"earlier")
    with pytest.raises(StudioError, match=r"empty\.wav is empty") as caught:
        render_video(loop, empty, tmp_path / "out.mp4", FACTS)
    assert caught.value.kind == "input"
    assert (tmp_path / "out.mp4").read_bytes() == b"earlier"


def test_a_file_without_sound_is_refused(tmp_path: Path) -> None:
    loop, _ = _inputs(tmp_path, 0.2)
    with pytest.raises(StudioError, match=r"period\.mp4 has no sound in it"):
        render_video(loop, tmp_path / "period.mp4", tmp_path / "out.mp4", FACTS)


@pytest.mark.parametrize("content", [b"", b"not a sound", None])
def test_what_is_no_sound_is_named(tmp_path: Path, content: bytes | None) -> None:
    loop, voice = _inputs(tmp_path, 0.2)
    voice.unlink() if content is None else voice.write_bytes(content)
    with pytest.raises(StudioError, match=r"voice\.wav") as caught:
        render_video(loop, voice, tmp_path / "out.mp4", FACTS)
    assert caught.value.kind == "input"
    assert names_in(tmp_path) == ["loop.mp4", "period.mp4", "voice.wav"][: 2 if content is None else 3]


def test_a_voice_of_another_length_is_refused(tmp_path: Path) -> None:
    loop, _ = _inputs(tmp_path, 2)
    longer = write_voice(tmp_path / "longer.wav", tone(round(2.05 * RATE)))
    with pytest.raises(StudioError, match=r"lasts 2\.050 s and the video 2\.000 s"):
        render_video(loop, longer, tmp_path / "out.mp4", FACTS)


def test_cancelling_leaves_the_earlier_file(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path, 12)
    (tmp_path / "out.mp4").write_bytes(b"earlier")
    seen: list[int] = []

    def cancel(done: int, frames: int) -> None:
        seen.append(done)
        if done >= frames // 2:
            raise _StopError

    with pytest.raises(_StopError):
        render_video(loop, voice, tmp_path / "out.mp4", FACTS, on_progress=cancel)
    assert seen == [100, 200]
    assert (tmp_path / "out.mp4").read_bytes() == b"earlier"
    assert names_in(tmp_path) == ["loop.mp4", "out.mp4", "period.mp4", "voice.wav"]
    assert not [child for child in psutil.Process().children() if "ffmpeg" in child.name()]


def test_progress_ends_with_the_last_frame(tmp_path: Path) -> None:
    loop, voice = _inputs(tmp_path, 5)
    seen: list[tuple[int, int]] = []
    render_video(loop, voice, tmp_path / "out.mp4", FACTS, on_progress=lambda *done: seen.append(done))
    assert seen == [(100, 125), (125, 125)]


def test_a_disk_without_room_is_said_before(tmp_path: Path, small_disk: Path) -> None:
    loop, voice = _inputs(tmp_path, 60)
    with pytest.raises(StudioError, match=r"it needs about 1\.\d MB, and the disk of .*small disk has 1\.0 MB left"):
        render_video(loop, voice, small_disk / "out.mp4", FACTS)


@pytest.mark.parametrize("filled_at", [100, 300])
def test_a_disk_that_fills_up_keeps_the_earlier_file(tmp_path: Path, small_disk: Path, filled_at: int) -> None:
    loop, voice = _inputs(tmp_path, 12)
    target = small_disk / "out.mp4"
    target.write_bytes(b"earlier")

    def fill(done: int, _: int) -> None:
        if done >= filled_at:
            fill_disk(small_disk)

    with pytest.raises(StudioError, match=r"There is no room for .*out\.mp4") as caught:
        render_video(loop, voice, target, FACTS, on_progress=fill)
    assert caught.value.kind == "disk"
    assert target.read_bytes() == b"earlier"
    assert names_in(small_disk) == ["other", "out.mp4"]


def test_a_real_voice(tmp_path: Path, shared: Path) -> None:
    voice = shared / "media" / "voice_16k_mono.wav"
    loop = make_loop(tmp_path, plan_loop(8, Fraction(48, 5)))
    result = render_video(loop, voice, tmp_path / "out.mp4", FACTS)
    assert (result.frames, result.voice_s) == (240, Fraction(48, 5))
