"""Ducking: how far, when, how smoothly, and the same whatever the blocks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.episode.track import Clip, Track
from studio.finish import mix
from studio.finish.ducking import ATTACK_S, HOLD_S, HOP, RELEASE_S, ducking_curve
from studio.finish.mix import mix_tracks
from tests.finish.sounds import RATE, read_float, speech, write_float


def bursts(seconds: float, *spans: tuple[float, float], noise: float = 0.0) -> NDArray[np.float32]:
    """A voice that speaks in these spans, over noise of a level."""
    random = np.random.default_rng(1)
    sound = noise * random.standard_normal((round(seconds * RATE), 1))
    for start, end in spans:
        sound[round(start * RATE) : round(end * RATE)] += 0.2 * random.standard_normal((round((end - start) * RATE), 1))
    return sound.astype(np.float32)


def factors(voice: NDArray[np.float32], duck_db: float = 12.0) -> NDArray[np.float32]:
    """What music is multiplied by, at each sample of the voice."""
    def read(start: int, count: int) -> NDArray[np.float32]:
        padded = np.zeros((count, 1), np.float32)
        first, last = max(start, 0), min(start + count, len(voice))
        padded[max(0, first - start) : max(0, last - start)] = voice[first:last]
        return padded

    return ducking_curve(read, 0, len(voice), duck_db).factors(0, len(voice))


def test_it_is_down_before_the_voice_begins_and_comes_back_after_it() -> None:
    got = 20 * np.log10(factors(bursts(6, (2.0, 3.0))))
    assert np.abs(got[: round((2.0 - ATTACK_S) * RATE) - 2 * HOP]).max() == 0
    assert got[2 * RATE - 1 : round((3 + HOLD_S) * RATE)] == pytest.approx(-12, abs=1e-4)
    assert np.abs(got[round((3 + HOLD_S + RELEASE_S) * RATE) + 2 * HOP :]).max() == 0
    assert np.all(np.diff(got[round((3 + HOLD_S) * RATE) : 5 * RATE]) >= -1e-6)


def test_it_does_not_pump_between_words() -> None:
    got = 20 * np.log10(factors(bursts(5, (1.0, 1.5), (1.8, 2.5), (2.75, 3.5))))
    assert got[RATE : round(3.5 * RATE)] == pytest.approx(-12, abs=1e-4)


def test_no_step_can_be_heard() -> None:
    """The gain never moves faster than its own attack: 1.5 times the mean slope of a smooth step."""
    got = 20 * np.log10(factors(bursts(4, (1.0, 2.0)), 20.0).astype(np.float64))
    assert np.abs(np.diff(got)).max() < 1.6 * 20 / (ATTACK_S * RATE)


@pytest.mark.parametrize("noise", [0.0, 0.002, 0.01])
def test_the_noise_of_the_room_is_no_voice(noise: float) -> None:
    got = factors(bursts(5, (2.0, 3.0), noise=noise))
    assert got[: RATE] == pytest.approx(1.0)
    assert got[round(2.5 * RATE)] == pytest.approx(10 ** (-12 / 20), rel=1e-4)


def test_silence_ducks_nothing() -> None:
    assert np.all(factors(np.zeros((RATE, 1), np.float32)) == 1)


def test_a_mix_is_the_same_whatever_the_blocks_and_the_range(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 4 * RATE
    voice, steady = bursts(4, (1.0, 2.0)), np.full((count, 2), 0.1, np.float32)
    length = count / RATE
    tracks = [Track("voice", "voice", "V", (Clip(write_float(tmp_path / "v.wav", voice).name, 0, 0, length),)),
              *(Track(kind, kind, kind, (Clip(write_float(tmp_path / "m.wav", steady).name, 0, 0, length),))
                for kind in ("foley", "music", "sound"))]
    mix_tracks(tmp_path, tracks, 0, count, tmp_path / "whole.wav", duck_db=9.0, lower=False)
    monkeypatch.setattr(mix, "BLOCK_SAMPLES", 1237)
    mix_tracks(tmp_path, tracks, 30_001, 100_000, tmp_path / "part.wav", duck_db=9.0, lower=False)
    whole, part = read_float(tmp_path / "whole.wav"), read_float(tmp_path / "part.wav")
    assert whole.shape == (count, 2)
    assert np.array_equal(whole[30_001:130_001], part)
    under = (whole - voice)[round(1.5 * RATE)]
    assert under == pytest.approx(0.1 + 2 * 0.1 * 10 ** (-9 / 20), abs=1e-5)     # a plain sound stays
    assert (whole - voice)[100] == pytest.approx(0.3, abs=1e-5)


def test_speech_like_sound_keeps_music_down_where_it_speaks() -> None:
    voice = speech(8.0)
    got = factors(voice)
    loud = np.abs(voice[:, 0]) > 0.1
    assert np.all(got[loud] < 10 ** (-11.9 / 20))
