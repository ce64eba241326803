"""A mouth heard from a voice: follows loudness without a lag, is closed in silence, knows wide from round."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.finish.mouth_track import HOP, mouth_track, voice_envelope, voice_levels
from studio.media.sound import BLOCK_SAMPLES, read_sound
from tests.finish.clips import write_voice
from tests.finish.mouths import syllables, write_speech


def _best_lag(first: NDArray[np.floating], second: NDArray[np.floating]) -> int:
    """By how many frames `first` is late."""
    lags = range(-5, 6)
    found = [float(np.corrcoef(first[5 + lag : len(first) - 5 + lag], second[5:-5])[0, 1]) for lag in lags]
    return lags[int(np.argmax(found))]


@pytest.mark.parametrize(("fps", "rate"), [
    (Fraction(25), 16_000), (Fraction(30_000, 1001), 48_000), (Fraction(24), 22_050), (Fraction(60), 48_000),
])
def test_the_mouth_follows_the_loudness_without_a_lag(tmp_path: Path, fps: Fraction, rate: int) -> None:
    loudness = syllables(6.0)
    voice = write_speech(tmp_path / "voice.wav", loudness, rate=rate)
    frames = round(6 * fps)
    track = mouth_track(voice, fps, frames)
    middles = (np.arange(frames) + 0.5) / float(fps)
    wanted = np.sqrt(np.interp(middles, (np.arange(len(loudness)) + 0.5) / 100, loudness))
    assert track.frames == frames
    assert track.opening.min() >= 0
    assert track.opening.max() <= 1
    assert float(np.corrcoef(track.opening, wanted)[0, 1]) > 0.9
    assert _best_lag(track.opening, wanted) == 0
    assert _best_lag(voice_envelope(voice, fps, frames), wanted) == 0


def test_attack_and_release_are_alike(tmp_path: Path) -> None:
    loudness = np.zeros(200)
    loudness[80:120] = 1
    opening = mouth_track(write_speech(tmp_path / "voice.wav", loudness), Fraction(50), 100).opening
    assert opening[50] > 0.8
    assert np.abs(opening - opening[::-1]).max() < 0.12         # the noise itself is not symmetric
    rises, falls = np.flatnonzero(opening > 0.4)[[0, -1]]
    assert rises + falls == 99


def test_silence_room_noise_and_what_lies_behind_the_end_close_the_mouth(tmp_path: Path) -> None:
    silent = write_voice(tmp_path / "silent.wav", np.zeros(48_000, np.int16))
    assert not mouth_track(silent, Fraction(25), 30).opening.any()
    room = write_speech(tmp_path / "room.wav", np.ones(200), level=0.003)
    assert not mouth_track(room, Fraction(25), 50).opening.any()
    loudness = np.concatenate((np.zeros(100), syllables(2.0), np.zeros(100)))
    noisy = write_speech(tmp_path / "noisy.wav", np.maximum(loudness, 0.004))
    opening = mouth_track(noisy, Fraction(25), 150).opening
    assert opening[:20].max() < 0.02
    assert opening[30:70].max() > 0.8
    assert opening[80:].max() < 0.02


def test_a_quiet_recording_opens_the_mouth_as_far_as_a_loud_one(tmp_path: Path) -> None:
    loud, quiet = (mouth_track(write_speech(tmp_path / f"{level}.wav", syllables(3.0), level=level), Fraction(25), 75)
                   for level in (0.9, 0.09))
    assert np.abs(loud.opening - quiet.opening).max() < 0.03


def test_high_sounds_are_wide_and_low_ones_round(tmp_path: Path) -> None:
    time = np.arange(48_000) / 16_000
    low, high = (sum(np.sin(2 * np.pi * f * time) for f in tones) for tones in ((400, 700, 900), (400, 2100, 2600)))
    sound = np.where((time % 1) < 0.5, low, high) * 6000
    width = mouth_track(write_voice(tmp_path / "vowels.wav", sound.astype(np.int16), rate=16_000), Fraction(25), 75).width
    assert width[3:9].max() < -0.3
    assert width[16:22].min() > 0.3
    assert -1 <= width.min() <= width.max() <= 1


def test_blocks_leave_no_trace(tmp_path: Path) -> None:
    count = BLOCK_SAMPLES + 7_001                    # a voice that ends within a block and within a hop
    noise = (np.random.default_rng(1).standard_normal(count) * 3000).astype(np.int16)
    voice = write_voice(tmp_path / "long.wav", noise)
    levels = voice_levels(voice)
    assert len(levels.whole) == -(-count // HOP)
    sound = np.pad(read_sound(voice)[:, 0].astype(np.float64), (0, 1200))
    hann = np.hanning(1200)
    for n in (1, 545, 546, 547, 560):                # around the border between two blocks
        window = sound[n * HOP - 360 : n * HOP + 840] * hann
        power = np.abs(np.fft.rfft(window)) ** 2
        assert levels.whole[n] == pytest.approx(np.sqrt(power[1:].sum() * 2 / (1200 * (hann**2).sum())), rel=1e-4)
