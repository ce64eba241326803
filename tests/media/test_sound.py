"""Sound of any format becomes 48 kHz floats of the right length, in flat memory."""

from __future__ import annotations

import tracemalloc
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.media.ffmpeg import file_argument, run_ffmpeg
from studio.media.sound import (
    BLOCK_SAMPLES,
    is_silent,
    probe_sound,
    read_sound,
    sound_blocks,
    to_wav_48k,
)
from studio.media.waveform import load_summary, save_summary, summarize
from tests.media.video_files import write_numbered

# Suffix, encoder, its name in the file, and by how many samples at 48 kHz its length may differ: codecs
# without an exact end keep whole packets.
FORMATS = [
    ("wav", "pcm_s16le", "pcm_s16le", 0),
    ("wav", "pcm_s24le", "pcm_s24le", 0),
    ("wav", "pcm_f32le", "pcm_f32le", 0),
    ("wav", "pcm_u8", "pcm_u8", 0),
    ("aiff", "pcm_s16be", "pcm_s16be", 0),
    ("flac", "flac", "flac", 0),
    ("m4a", "aac", "aac", 1024),
    ("m4a", "alac", "alac", 0),
    ("mp3", "libmp3lame", "mp3float", 1),
    ("ogg", "libvorbis", "vorbis", 1),
    ("opus", "libopus", "opus", 0),
    ("mka", "ac3", "ac3", 1536),
]


def sine(path: Path, seconds: float = 2.0, *options: str, rate: int = 48_000) -> Path:
    """440 Hz at half of full scale."""
    source = f"aevalsrc=0.5*sin(2*PI*440*t):s={rate}:d={seconds}"
    run_ffmpeg(["-f", "lavfi", "-i", source, *options, file_argument(path)])
    return path


@pytest.mark.parametrize(("suffix", "encoder", "codec", "slack"), FORMATS)
def test_common_formats(tmp_path: Path, suffix: str, encoder: str, codec: str, slack: int) -> None:
    path = sine(tmp_path / f"v.{suffix}", 2.0, "-c:a", encoder, "-b:a", "192k")
    info, samples = probe_sound(path), read_sound(path)
    assert (info.codec, info.channels) == (codec, 1)
    assert abs(info.samples_48k - 96_000) <= slack
    assert samples.shape == (info.samples_48k, 1)
    assert samples.dtype == np.float32
    assert info.duration_s == info.samples_48k / 48_000
    middle = samples[24_000:72_000, 0]
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.03)
    assert np.argmax(np.abs(np.fft.rfft(middle))) == 440


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 44_100, 96_000])
def test_any_rate_keeps_its_length(tmp_path: Path, rate: int) -> None:
    info = probe_sound(sine(tmp_path / "v.wav", 1.5, rate=rate))
    assert abs(info.samples_48k - 72_000) <= 1


def test_sound_of_a_video(tmp_path: Path) -> None:
    video, both = write_numbered(tmp_path / "v.mp4", 25), tmp_path / "both.mp4"
    source = ["-i", file_argument(video), "-f", "lavfi", "-i", "sine=d=1:r=48000"]
    run_ffmpeg([*source, "-c:v", "copy", "-c:a", "alac", file_argument(both)])
    assert probe_sound(both).samples_48k == 48_000


def test_stereo_and_its_mono(tmp_path: Path) -> None:
    path = tmp_path / "v.wav"
    run_ffmpeg(["-f", "lavfi", "-i", "aevalsrc=0.5|0.25:s=48000:d=0.5", file_argument(path)])
    stereo = read_sound(path)
    assert stereo.shape == (24_000, 2)
    assert np.allclose(stereo, [[0.5, 0.25]], atol=1e-3)
    assert np.allclose(read_sound(path, mono=True), 0.375, atol=1e-3)
    assert probe_sound(path).channels == 2


def test_converted_file_is_48k_float_and_exact(tmp_path: Path) -> None:
    source, out = sine(tmp_path / "v.flac", 1.0, rate=44_100), tmp_path / "deep" / "out.wav"
    info = to_wav_48k(source, out)
    with av.open(str(out)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.codec_context.sample_rate) == ("pcm_f32le", 48_000)
    assert info.path == out
    assert info.samples_48k == probe_sound(out).samples_48k == probe_sound(source).samples_48k
    assert np.array_equal(read_sound(out), read_sound(source))


def test_converted_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    source = sine(tmp_path / "v.mp3")
    first, second = tmp_path / "1.wav", tmp_path / "2.wav"
    to_wav_48k(source, first)
    to_wav_48k(source, second)
    assert first.read_bytes() == second.read_bytes()


def test_converted_to_mono(tmp_path: Path) -> None:
    source = tmp_path / "v.wav"
    run_ffmpeg(["-f", "lavfi", "-i", "aevalsrc=0.5|0.25:s=48000:d=0.5", file_argument(source)])
    assert to_wav_48k(source, tmp_path / "mono.wav", mono=True).channels == 1
    assert read_sound(tmp_path / "mono.wav").shape == (24_000, 1)


def test_failed_conversion_keeps_the_earlier_file(tmp_path: Path) -> None:
    out, letter = tmp_path / "out.wav", tmp_path / "letter.wav"
    out.write_bytes(b"earlier")
    letter.write_text("not a sound", encoding="utf-8")
    with pytest.raises(StudioError):
        to_wav_48k(letter, out)
    assert out.read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.wav", "out.wav"]


def test_blocks_have_a_fixed_size(tmp_path: Path) -> None:
    path = sine(tmp_path / "v.wav", 12.0)
    sizes = [len(block) for block in sound_blocks(path)]
    assert sizes == [BLOCK_SAMPLES, BLOCK_SAMPLES, 576_000 - 2 * BLOCK_SAMPLES]


def test_silence(tmp_path: Path) -> None:
    silent = tmp_path / "silent.wav"
    run_ffmpeg(["-f", "lavfi", "-i", "anullsrc=d=1", file_argument(silent)])
    assert is_silent(silent)
    loud = sine(tmp_path / "loud.wav")
    assert not is_silent(loud)
    hiss = sine(tmp_path / "hiss.wav", 1.0, "-af", "volume=-60dB")
    assert is_silent(hiss)


def test_empty_missing_and_not_sound(tmp_path: Path) -> None:
    empty, letter, video = tmp_path / "empty.wav", tmp_path / "letter.mp3", write_numbered(tmp_path / "v.mp4", 5)
    empty.touch()
    letter.write_text("hello\n" * 500, encoding="utf-8")
    cases = [
        (empty, "is empty"),
        (tmp_path / "none.wav", "no such file"),
        (tmp_path, "is a folder"),
        (letter, "not a sound file"),
        (video, "has no sound in it"),
    ]
    for path, words in cases:
        with pytest.raises(StudioError, match=words) as caught:
            probe_sound(path)
        assert caught.value.kind == "input"


def write_pcm(path: Path, samples: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, samples, "NONE", ""))
        file.writeframes(b"\x10\x20" * samples)
    return path


def test_header_without_samples(tmp_path: Path) -> None:
    path = write_pcm(tmp_path / "v.wav", 0)
    for act in (probe_sound, read_sound, summarize, lambda p: to_wav_48k(p, tmp_path / "o.wav")):
        with pytest.raises(StudioError, match="0 seconds"):
            act(path)
    assert not (tmp_path / "o.wav").exists()


def test_very_short_ones_are_counted_exactly(tmp_path: Path) -> None:
    assert probe_sound(sine(tmp_path / "s.wav", 0.01)).samples_48k == 480
    assert probe_sound(write_pcm(tmp_path / "one.wav", 1)).samples_48k == 1


def test_truncated_sound_keeps_what_decodes(tmp_path: Path) -> None:
    for name in ("v.wav", "v.flac", "v.mp3", "v.ogg"):
        path = sine(tmp_path / name, 4.0)
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
        assert 0.9 < probe_sound(path).duration_s < 3.0


@pytest.mark.parametrize("name", ["-dash voice.wav", "it's.wav", "Голос.wav", "new\nline.wav", "50%d.wav"])
def test_any_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = sine(tmp_path / "plain.wav", 0.2)
    monkeypatch.chdir(tmp_path)
    try:
        Path(name).write_bytes(plain.read_bytes())
    except OSError:
        pytest.skip("this file system has no such names")
    assert to_wav_48k(Path(name), Path("out" + name)).samples_48k == 9600
    assert Path("out" + name).exists()


def test_memory_stays_flat_over_minutes(tmp_path: Path) -> None:
    path = tmp_path / "long.flac"
    run_ffmpeg(["-f", "lavfi", "-i", "sine=d=600:r=16000", file_argument(path)])
    wav = tmp_path / "long.wav"
    tracemalloc.start()
    to_wav_48k(path, wav)
    summary = summarize(wav)
    assert not is_silent(wav)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert summary.samples == 28_800_000
    assert peak < 25 * 2**20  # ten minutes as floats are 110 MiB


def test_real_voice(shared: Path) -> None:
    info = probe_sound(shared / "media" / "voice_16k_mono.wav")
    assert (info.samples_48k, info.channels) == (460_800, 1)
    assert not is_silent(info.path)


def test_summaries_of_a_real_voice_survive_saving(shared: Path, tmp_path: Path) -> None:
    summary = summarize(shared / "media" / "voice_16k_mono.wav")
    save_summary(summary, tmp_path / "w.npz")
    loaded = load_summary(tmp_path / "w.npz")
    assert loaded.samples == summary.samples
    assert np.array_equal(loaded.fine, summary.fine)
    assert np.array_equal(loaded.coarse, summary.coarse)
