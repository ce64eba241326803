"""Both levels of a summary against plain numpy over the whole sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.media.ffmpeg import file_argument, run_ffmpeg
from studio.media.sound import BLOCK_SAMPLES
from studio.media.waveform import COARSE, FINE, load_summary, save_summary, summarize


def write_wav(path: Path, samples: NDArray[np.float32]) -> Path:
    raw = ["-f", "f32le", "-ar", "48000", "-ac", str(samples.shape[1]), "-i", "pipe:0"]
    run_ffmpeg([*raw, "-c:a", "pcm_f32le", file_argument(path)], stdin=samples.astype("<f4").tobytes())
    return path


def expected(samples: NDArray[np.float32], width: int) -> NDArray[np.float64]:
    groups = [samples[start : start + width].astype(float) for start in range(0, len(samples), width)]
    return np.stack([[g.min(0), g.max(0), np.sqrt((g**2).mean(0))] for g in groups]).swapaxes(1, 2)


COUNTS = (1, FINE - 1, FINE, FINE + 1, COARSE, COARSE + 3, BLOCK_SAMPLES, 2 * BLOCK_SAMPLES + 777)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("count", COUNTS)
def test_rows_are_those_of_the_whole_sound(tmp_path: Path, count: int, channels: int) -> None:
    samples = np.random.default_rng(count).normal(0, 0.3, (count, channels)).astype(np.float32)
    summary = summarize(write_wav(tmp_path / "v.wav", samples))
    assert (summary.samples, summary.channels) == (count, channels)
    assert summary.duration_s == count / 48_000
    for level, width in ((summary.fine, FINE), (summary.coarse, COARSE)):
        assert level.dtype == np.float32
        assert level.shape == (-(-count // width), channels, 3)
        assert np.allclose(level, expected(samples, width), atol=1e-6)


def test_saved_files_are_the_same_each_time_and_damage_is_told(tmp_path: Path) -> None:
    summary = summarize(write_wav(tmp_path / "v.wav", np.zeros((1000, 1), np.float32)))
    save_summary(summary, tmp_path / "1.npz")
    save_summary(summary, tmp_path / "2.npz")
    data = (tmp_path / "1.npz").read_bytes()
    assert data == (tmp_path / "2.npz").read_bytes()
    for broken in (b"", b"not a summary", data[:100]):
        (tmp_path / "1.npz").write_bytes(broken)
        with pytest.raises(StudioError, match=r"1\.npz cannot be read") as caught:
            load_summary(tmp_path / "1.npz")
        assert caught.value.kind == "damaged"
