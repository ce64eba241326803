"""The limiter: true peaks below the ceiling, no delay, nothing else touched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.finish.true_peak_limiter import LOOK_AHEAD_S, TruePeakLimiter
from studio.media.wav_file import WavFile
from tests.finish.sounds import RATE, music, speech, true_peak_db, write_float


def limited(path: Path, sound: NDArray[np.float32], factor: float, ceiling_db: float,
            block: int = 50_000) -> tuple[NDArray[np.float32], float]:
    with WavFile(write_float(path / "in.wav", sound)) as file:
        limiter = TruePeakLimiter(file, factor, ceiling_db, block)
        return np.concatenate(list(limiter.blocks())), limiter.most_db


def test_what_fits_is_only_multiplied(tmp_path: Path) -> None:
    sound = speech(3.0, level=0.02)
    got, most = limited(tmp_path, sound, 1.5, -1.0)
    assert np.array_equal(got, sound * np.float32(1.5))
    assert most == 0


@pytest.mark.parametrize("make", [speech, music])
@pytest.mark.parametrize("factor", [2.0, 8.0])
def test_true_peaks_stay_below_the_ceiling(tmp_path: Path, make: type, factor: float) -> None:
    sound = make(4.0)
    got, most = limited(tmp_path, sound, factor, -1.2)
    assert got.shape == sound.shape
    assert true_peak_db(got) <= -1.1
    assert most == pytest.approx(true_peak_db(sound * np.float32(factor)) + 1.2, abs=0.2)


def test_peaks_between_samples_count(tmp_path: Path) -> None:
    """A sine at a quarter of the rate, sampled beside its tops: samples 3 dB below the true peak."""
    sound = (0.8 * np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4))[:, None].astype(np.float32) * np.float32(2 ** 0.5)
    assert np.abs(sound).max() == pytest.approx(0.8, abs=1e-6)
    got, _ = limited(tmp_path, sound, 1.0, -3.0)
    middle = got[RATE // 4 : -RATE // 4]
    assert true_peak_db(middle) == pytest.approx(-3.0, abs=0.15)


def test_one_peak_is_lowered_where_it_stands_and_let_go(tmp_path: Path) -> None:
    sound = np.full((RATE, 1), 0.1, np.float32)
    sound[RATE // 2] = 0.9
    got, most = limited(tmp_path, sound, 1.0, -6.0)
    gain = got[:, 0] / sound[:, 0]
    assert int(np.abs(got).argmax()) == RATE // 2
    assert np.all(gain[: RATE // 2 - round(2 * LOOK_AHEAD_S * RATE) - 2] == 1)
    assert 20 * np.log10(gain[RATE // 2 + round(0.05 * RATE)]) == pytest.approx(-most + 3, abs=0.5)    # 60 dB a second
    assert gain[-1] == 1
    assert np.abs(np.diff(gain)).max() < 0.01


@pytest.mark.parametrize("block", [1, 481, 9_999])
def test_it_is_the_same_whatever_the_blocks(tmp_path: Path, block: int) -> None:
    sound = music(0.2 if block == 1 else 2.0)[: 3000 if block == 1 else None]
    whole, _ = limited(tmp_path, sound, 6.0, -1.0, 10**6)
    got, _ = limited(tmp_path, sound, 6.0, -1.0, block)
    assert np.abs(got - whole).max() < 1e-6
