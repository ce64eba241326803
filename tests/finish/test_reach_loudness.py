"""Loudness against pyloudnorm, an independent meter, and true peaks against sixteenfold oversampling."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from studio.finish.reach_loudness import MOST_GAIN_DB, TRUE_PEAK_DB, LoudnessResult, reach_loudness
from studio.finish.voice_packets import encode_sound
from studio.media.loudness import Loudness, Progress, integrated_loudness, measure_loudness
from studio.media.sound import to_wav_48k
from tests.finish.clips import decode_sound, names_in
from tests.finish.sounds import RATE, music, read_float, speech, true_peak_db, write_float

TARGETS = (-14.0, -16.0, -23.0)


class _StopError(Exception):
    """What a person's cancel raises."""


def lufs(sound: NDArray[np.float32]) -> float:
    return float(pyloudnorm.Meter(RATE).integrated_loudness(sound.astype(np.float64)))


def reached(folder: Path, sound: NDArray[np.float32], target: float) -> tuple[NDArray[np.float32], LoudnessResult]:
    """What was written, and what was said of it; the AAC is checked on the way."""
    result = reach_loudness(write_float(folder / "in.wav", sound), folder / "out.wav", target)
    written = read_float(folder / "out.wav")
    assert names_in(folder) == ["in.wav", "out.wav"]
    assert written.shape == sound.shape
    encode_sound(folder / "out.wav", folder / "out.m4a", lambda _: None)
    heard = decode_sound(folder / "out.m4a").T[: len(sound)]
    assert lufs(heard) == pytest.approx(result.after.integrated, abs=0.1)
    assert true_peak_db(heard) == pytest.approx(result.after.true_peak_db, abs=0.25)     # 16 times as fine, the studio's 4
    return written, result


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("make", [speech, music])
def test_it_is_as_loud_as_was_asked_for(tmp_path: Path, make: type, target: float) -> None:
    sound = make(6.0)
    written, result = reached(tmp_path, sound, target)
    assert lufs(written) == pytest.approx(target, abs=0.4)      # AAC takes some of the drums: it is the one that is heard
    assert true_peak_db(written) <= TRUE_PEAK_DB
    assert result.reached
    assert result.after.integrated == pytest.approx(target, abs=0.2)
    assert result.after.true_peak_db is not None
    assert result.after.true_peak_db <= TRUE_PEAK_DB
    assert lufs(sound) == pytest.approx(result.before.integrated, abs=0.1)


@pytest.mark.parametrize("target", TARGETS)
def test_a_real_voice(tmp_path: Path, shared: Path, target: float) -> None:
    to_wav_48k(shared / "media" / "voice_16k_mono.wav", tmp_path / "voice.wav")
    sound = read_float(tmp_path / "voice.wav")
    (tmp_path / "voice.wav").unlink()
    written, result = reached(tmp_path, sound, target)
    assert lufs(written) == pytest.approx(target, abs=0.3)
    assert result.reached
    assert (result.limited_db == 0) == (target == -23)


def test_where_it_fits_the_whole_is_only_raised_and_stays_in_its_place(tmp_path: Path) -> None:
    sound = speech(4.0, level=0.02)
    written, result = reached(tmp_path, sound, -30.0)
    assert result.limited_db == 0
    loud = np.abs(sound) > 1e-3
    gains = written[loud] / sound[loud]
    assert gains.std() / gains.mean() < 1e-5
    assert 20 * np.log10(gains.mean()) == pytest.approx(result.gain_db, abs=1e-3)


def test_limiting_moves_nothing_in_time(tmp_path: Path) -> None:
    sound = speech(4.0)
    written, result = reached(tmp_path, sound, -12.0)
    assert result.limited_db > 3
    at = {lag: float(np.dot(sound[100:-100, 0], np.roll(written[:, 0], lag)[100:-100])) for lag in range(-3, 4)}
    assert max(at, key=lambda lag: at[lag]) == 0


@pytest.mark.parametrize("sound", [np.zeros((RATE, 1), np.float32), np.full((1000, 1), 0.1, np.float32)])
def test_what_cannot_be_measured_is_left_as_it_is(tmp_path: Path, sound: NDArray[np.float32]) -> None:
    result = reach_loudness(write_float(tmp_path / "in.wav", sound), tmp_path / "out.wav", -14.0)
    assert (result.wanted, result.before.integrated, result.gain_db, result.reached) == (None, None, 0.0, False)
    assert np.array_equal(read_float(tmp_path / "out.wav"), sound)


def test_a_very_quiet_voice_is_not_raised_without_end(tmp_path: Path) -> None:
    written, result = reached(tmp_path, speech(3.0, level=0.0015), -14.0)
    assert result.gain_db == pytest.approx(MOST_GAIN_DB, abs=0.3)
    assert not result.reached
    assert lufs(written) < -25


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    source = write_float(tmp_path / "in.wav", speech(3.0))
    for share in (0.0, 0.3, 0.6, 0.9):
        def stop(done: int, total: int, share: float = share) -> None:
            if done >= share * total:
                raise _StopError

        with pytest.raises(_StopError):
            reach_loudness(source, tmp_path / "out.wav", -14.0, stop)
        assert names_in(tmp_path) == ["in.wav"]


def test_progress_only_goes_forward(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    reach_loudness(write_float(tmp_path / "in.wav", speech(7.0)), tmp_path / "out.wav", -10.0,
                   lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert all(done <= total == 4 * 7 * RATE for done, total in seen)


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    peaks = []
    for seconds in (12, 36):
        source = write_float(tmp_path / "in.wav", np.tile(speech(6.0), (seconds // 6, 1)))
        tracemalloc.start()
        reach_loudness(source, tmp_path / "out.wav", -14.0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]


def test_measuring_hears_the_last_sample(tmp_path: Path) -> None:
    sound = np.zeros((RATE + 1234, 1), np.float32)
    sound[-1] = 0.5
    assert measure_loudness(write_float(tmp_path / "a.wav", sound)).true_peak_db == pytest.approx(-6, abs=0.5)


def test_the_range_and_both_ways_to_measure(tmp_path: Path) -> None:
    """A tone whose level changes by 10 dB half-way: a range of 10 LU, by the definition of EBU Tech 3342."""
    tone = 0.2 * np.sin(2 * np.pi * 997 * np.arange(40 * RATE) / RATE)
    tone[: 20 * RATE] *= 10 ** (-10 / 20)
    path = write_float(tmp_path / "a.wav", tone[:, None].astype(np.float32))
    measured = measure_loudness(path)
    assert measured.range_lu == pytest.approx(10, abs=1)
    assert integrated_loudness(path) == measured.integrated
    assert measured.true_peak_db == pytest.approx(20 * np.log10(0.2), abs=0.05)


def test_a_peak_of_just_full_scale_is_too_high(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """0 dBTP is a value, not none: another try lowers it."""
    heard: list[Loudness] = []

    def measured(path: Path, on_progress: Progress | None = None) -> Loudness:
        found = measure_loudness(path, on_progress)
        if path.suffix == ".m4a":
            heard.append(found if heard else replace(found, true_peak_db=0.0))
            return heard[-1]
        return found

    monkeypatch.setattr("studio.finish.reach_loudness.measure_loudness", measured)
    result = reach_loudness(write_float(tmp_path / "in.wav", speech(3.0, level=0.02)), tmp_path / "out.wav", -30.0)
    assert (len(heard), result.tries, result.reached) == (2, 2, True)
