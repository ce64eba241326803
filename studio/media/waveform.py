"""Summaries of a sound for drawing it at any zoom without reading it again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.media.input_files import shown
from studio.media.sound import SAMPLE_RATE, sound_blocks

FINE: Final = 256
COARSE: Final = 65_536
"""Samples of 48 kHz summarised in one row: 5.3 ms and 1.4 s."""


@dataclass(frozen=True, eq=False)
class WaveformSummary:
    """min, max and rms of every 256 (`fine`) and 65,536 samples (`coarse`): float32 (n, channels, 3).

    The last row of each may stand for fewer samples; `samples` is the sound's length at 48 kHz.
    """

    samples: int
    fine: NDArray[np.float32]
    coarse: NDArray[np.float32]

    @property
    def channels(self) -> int:
        return int(self.fine.shape[1])

    @property
    def duration_s(self) -> float:
        return self.samples / SAMPLE_RATE


def summarize(path: Path) -> WaveformSummary:
    """Summarise a sound file in one pass and flat memory; raises StudioError as `sound.probe_sound`."""
    rows, samples = [], 0
    for block in sound_blocks(path):
        rows.append(_fine_rows(block))
        samples += len(block)
    if not rows:
        raise StudioError("input", f"The sound file {shown(path)} lasts 0 seconds: record or export it again.")
    fine = np.concatenate(rows)
    return WaveformSummary(samples, fine, _coarse_rows(fine, samples))


def save_summary(summary: WaveformSummary, path: Path) -> None:
    """Write it as NPZ, whole or not at all."""
    data = io.BytesIO()
    np.savez(data, samples=np.int64(summary.samples), fine=summary.fine, coarse=summary.coarse)
    write_atomically(path, data.getvalue())


def load_summary(path: Path) -> WaveformSummary:
    """Read what `save_summary` wrote; raises StudioError("damaged") for anything else."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return WaveformSummary(int(stored["samples"]), stored["fine"], stored["coarse"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as problem:
        message = f"The waveform summary {shown(path)} cannot be read: delete it, it will be made again."
        raise StudioError("damaged", message, str(problem)) from problem


def _fine_rows(block: NDArray[np.float32]) -> NDArray[np.float32]:
    whole = len(block) // FINE * FINE
    parts = [_rows(block[:whole].reshape(-1, FINE, block.shape[1]))] if whole else []
    if whole < len(block):
        parts.append(_rows(block[None, whole:]))
    return np.concatenate(parts)


def _rows(groups: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, samples, channels) -> (n, channels, 3)."""
    rms = np.sqrt(np.mean(np.square(groups, dtype=np.float64), axis=1))
    return np.stack((groups.min(axis=1), groups.max(axis=1), rms.astype(np.float32)), axis=-1)


def _coarse_rows(fine: NDArray[np.float32], samples: int) -> NDArray[np.float32]:
    """Rows of rows: extremes of the extremes, and the mean square weighted by how many samples each row has."""
    weights = np.full(len(fine), FINE, dtype=np.float64)
    weights[-1] = samples - (len(fine) - 1) * FINE
    starts = np.arange(0, len(fine), COARSE // FINE)
    squares = np.square(fine[..., 2], dtype=np.float64) * weights[:, None]
    energy = np.add.reduceat(squares, starts) / np.add.reduceat(weights, starts)[:, None]
    lowest = np.minimum.reduceat(fine[..., 0], starts)
    highest = np.maximum.reduceat(fine[..., 1], starts)
    return np.stack((lowest, highest, np.sqrt(energy).astype(np.float32)), axis=-1)
