"""The mix against plain sums, sample by sample."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.track import Clip, Track
from studio.finish.mix import Mixer, MixResult, mix_tracks
from studio.media.ffmpeg import FfmpegProcess
from studio.media.sound import BLOCK_SAMPLES
from studio.media.wav_file import WavFile
from tests.finish.clips import names_in, tone, write_voice

RATE = 48_000


def write_float(path: Path, sound: NDArray[np.float32]) -> str:
    """A WAV as the studio keeps it; its name."""
    args = ["-f", "f32le", "-ar", str(RATE), "-ac", str(sound.shape[1]), "-i", "pipe:0", "-c:a", "pcm_f32le", str(path)]
    with FfmpegProcess(args, task="write a test sound", takes_input=True) as process:
        process.write(sound.astype("<f4").tobytes())
        process.finish()
    return path.name


def noise(samples: int, channels: int = 1, seed: int = 1, level: float = 0.2) -> NDArray[np.float32]:
    return np.random.default_rng(seed).uniform(-level, level, (samples, channels)).astype(np.float32)


def at(samples: int) -> float:
    return samples / RATE


def mixed(folder: Path, tracks: list[Track], start: int, count: int) -> tuple[NDArray[np.float32], MixResult]:
    result = mix_tracks(folder, tracks, start, count, folder / "mix.wav")
    with WavFile(folder / "mix.wav") as file:
        assert file.samples == count
        assert file.channels == result.channels
        return file.read(0, count), result


def test_tracks_are_summed_where_they_stand(tmp_path: Path) -> None:
    voice, music = noise(30_000), noise(20_000, seed=2)
    tracks = [
        Track("voice", "voice", "Voice", (Clip(write_float(tmp_path / "v.wav", voice), 0, 0, at(30_000)),)),
        Track("music", "music", "Music", (
            Clip(write_float(tmp_path / "m.wav", music), at(1001), at(333), at(5000), gain_db=-6.0),
            Clip("m.wav", at(20_001), 0, at(20_000)),       # beyond the end of what is asked for
        ), gain_db=-3.0),
    ]
    got, result = mixed(tmp_path, tracks, 0, 30_000)
    wanted = voice.copy()
    wanted[1001:6001] += music[333:5333] * 10 ** (-9 / 20)
    wanted[20_001:30_000] += music[: 30_000 - 20_001] * 10 ** (-3 / 20)
    assert np.abs(got - wanted).max() < 1e-7
    assert result.lowered_db == 0
    assert result.peak == pytest.approx(np.abs(wanted).max(), abs=1e-7)


def test_fades_are_linear_from_silence_to_silence(tmp_path: Path) -> None:
    sound = np.full((1000, 1), 0.5, np.float32)
    clip = Clip(write_float(tmp_path / "v.wav", sound), 0, 0, at(1000), fade_in_s=at(100), fade_out_s=at(200))
    got, _ = mixed(tmp_path, [Track("voice", "voice", "Voice", (clip,))], 0, 1000)
    wanted = np.full(1000, 0.5)
    wanted[:100] *= np.arange(100) / 100
    wanted[-200:] *= (np.arange(200) / 200)[::-1]
    assert np.abs(got[:, 0] - wanted).max() < 1e-7
    assert got[0, 0] == got[-1, 0] == 0


def test_fades_go_where_their_clip_goes(tmp_path: Path) -> None:
    clip = Clip(write_float(tmp_path / "v.wav", noise(1000)), 0, 0, at(1000), fade_in_s=at(100), fade_out_s=at(200))
    here, _ = mixed(tmp_path, [Track("voice", "voice", "Voice", (clip,))], 0, 1000)
    later, _ = mixed(tmp_path, [Track("voice", "voice", "Voice", (replace(clip, start_s=at(300)),))], 0, 1300)
    assert np.array_equal(later[300:], here)
    assert not later[:300].any()


def test_fades_that_meet_are_multiplied(tmp_path: Path) -> None:
    sound = np.ones((100, 1), np.float32)
    clip = Clip(write_float(tmp_path / "v.wav", sound), 0, 0, at(100), fade_in_s=at(100), fade_out_s=at(100))
    got, _ = mixed(tmp_path, [Track("voice", "voice", "Voice", (clip,))], 0, 100)
    place = np.arange(100)
    assert np.abs(got[:, 0] - place / 100 * (99 - place) / 100).max() < 1e-7


def test_a_stereo_clip_makes_the_mix_stereo_and_mono_is_heard_from_both_sides(tmp_path: Path) -> None:
    voice, music = noise(5000), noise(5000, channels=2, seed=3)
    tracks = [Track("voice", "voice", "Voice", (Clip(write_float(tmp_path / "v.wav", voice), 0, 0, at(5000)),)),
              Track("music", "music", "Music", (Clip(write_float(tmp_path / "m.wav", music), 0, 0, at(5000)),))]
    got, result = mixed(tmp_path, tracks, 0, 5000)
    assert result.channels == 2
    assert np.abs(got - (voice + music)).max() < 1e-7


def test_six_channels_become_one(tmp_path: Path) -> None:
    sound = noise(3000, channels=6)
    clip = Clip(write_float(tmp_path / "v.wav", sound), 0, 0, at(3000))
    got, result = mixed(tmp_path, [Track("voice", "voice", "Voice", (clip,))], 0, 3000)
    assert result.channels == 1
    assert np.abs(got[:, 0] - sound.mean(axis=1)).max() < 1e-6


def test_a_sum_that_would_clip_is_lowered_as_a_whole(tmp_path: Path) -> None:
    sound = noise(4000, level=0.9)
    file = write_float(tmp_path / "v.wav", sound)
    tracks = [Track(name, "sound", name, (Clip(file, 0, 0, at(4000)),)) for name in ("voice", "echo")]
    got, result = mixed(tmp_path, tracks, 0, 4000)
    peak = float(np.abs(2 * sound).max())
    assert result.peak == pytest.approx(peak)
    assert result.lowered_db == pytest.approx(20 * np.log10(peak))
    assert float(np.abs(got).max()) <= 1.0
    assert np.abs(got - 2 * sound / peak).max() < 1e-6


def test_only_the_range_is_written_across_blocks(tmp_path: Path) -> None:
    total = BLOCK_SAMPLES + 5000
    sound = noise(total)
    clip = Clip(write_float(tmp_path / "v.wav", sound), 0, 0, at(total), fade_in_s=at(total))
    got, _ = mixed(tmp_path, [Track("voice", "voice", "Voice", (clip,))], 777, total - 777)
    wanted = sound[777:, 0] * np.arange(777, total) / total
    assert np.abs(got[:, 0] - wanted).max() < 1e-6


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(1, 900), st.integers(0, 400)), max_size=4),
       st.integers(0, 900), st.integers(1, 900))
def test_any_window_of_a_mix_is_that_part_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, clips: list[tuple[int, int, int, int]], start: int, count: int
) -> None:
    folder = tmp_path_factory.mktemp("mix")
    file = write_float(folder / "v.wav", noise(1000))
    track = Track("a", "sound", "a", tuple(Clip(file, at(begin), at(offset), at(length), at(fade), at(fade))
                                           for begin, offset, length, fade in clips))
    with Mixer(folder, 2) as mixer:
        whole = mixer.block([track], 0, 2000)
        assert np.array_equal(mixer.block([track], start, count), whole[start : start + count])


def test_an_edited_gain_counts_from_the_next_block(tmp_path: Path) -> None:
    track = Track("a", "sound", "a", (Clip(write_float(tmp_path / "v.wav", noise(1000)), 0, 0, at(1000)),))
    with Mixer(tmp_path, 1) as mixer:
        loud = mixer.block([track], 0, 1000)
        assert np.allclose(mixer.block([replace(track, gain_db=-20.0)], 0, 1000), loud / 10)


def test_stopping_leaves_nothing_behind(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stop(f"{done} of {total}")

    track = Track("a", "sound", "a", (Clip(write_float(tmp_path / "v.wav", noise(1000)), 0, 0, at(1000)),))
    with pytest.raises(Stop):
        mix_tracks(tmp_path, [track], 0, 1000, tmp_path / "mix.wav", stop)
    assert names_in(tmp_path) == ["v.wav"]


def test_other_files_are_refused(tmp_path: Path) -> None:
    write_voice(tmp_path / "16 bit.wav", tone(100))
    (tmp_path / "text.wav").write_text("hello")
    (tmp_path / "short.wav").write_bytes(b"RIFF\x00\x00\x00\x00WAVE")
    for name in ("16 bit.wav", "text.wav", "short.wav", "none.wav"):
        with pytest.raises(StudioError):
            WavFile(tmp_path / name)


def test_a_file_cut_short_is_silent_where_it_ends(tmp_path: Path) -> None:
    sound = noise(1000)
    write_float(tmp_path / "v.wav", sound)
    content = (tmp_path / "v.wav").read_bytes()
    (tmp_path / "v.wav").write_bytes(content[: len(content) - 2001])
    with WavFile(tmp_path / "v.wav") as file:
        read = file.read(0, 1000)
    whole = file.samples
    assert whole == (4000 - 2001) // 4
    assert np.array_equal(read[:whole], sound[:whole])
    assert not read[whole:].any()


def test_no_room_is_said_with_the_space_needed(small_disk: Path, tmp_path: Path) -> None:
    track = Track("a", "sound", "a", (Clip(write_float(tmp_path / "v.wav", noise(1000)), 0, 0, at(1000)),))
    with pytest.raises(StudioError, match="it needs about") as caught:
        mix_tracks(tmp_path, [track], 0, 48_000 * 60, small_disk / "mix.wav")
    assert caught.value.kind == "disk"
    assert names_in(small_disk) == []
