"""A limiter for true peaks: it looks ahead, delays nothing and touches nothing that stays below its ceiling.

ffmpeg's `alimiter` watches samples, not what stands between them, and its `loudnorm`, where the peaks do not fit, turns
into a compressor of the whole: so this one is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from studio.episode.track import amplitude
from studio.media.sound import BLOCK_SAMPLES, SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Generator

    from numpy.typing import NDArray

    from studio.media.wav_file import WavFile

OVERSAMPLING: Final = 8
"""Twice as fine as ITU-R BS.1770-4, annex 2, asks of a meter at 48 kHz, whose 4 may miss half a decibel."""

LOOK_AHEAD_S: Final = 0.005
"""The gain goes down over twice this before a peak: slow enough to make no click."""

RELEASE_DB_A_SECOND: Final = 60.0
"""How fast it lets go after a peak."""

_REACH = round(LOOK_AHEAD_S * SAMPLE_RATE)      # even, so that the windows have a middle
_NEPERS = -np.log(10) / 20                      # what e is raised by for a decibel down
_AROUND = 32                                    # samples that the interpolation sees on both sides


class TruePeakLimiter:
    """The samples of `sound` times `factor`, with true peaks at or below `ceiling_db` (dBTP; to about 0.1 dB, since a
    moving gain moves what stands between samples). `most_db` is the most that any sample was lowered, so far.

    All channels are lowered alike. For one pass.
    """

    def __init__(self, sound: WavFile, factor: float, ceiling_db: float, block_samples: int = BLOCK_SAMPLES) -> None:
        self.most_db = 0.0
        self._sound = sound
        self._factor = np.float32(factor)
        self._ceiling = amplitude(ceiling_db)
        self._block_samples = block_samples
        self._last = 0.0        # the reduction of the sample before the next one to look at

    def blocks(self) -> Generator[NDArray[np.float32], None, None]:
        """All samples, in arrays (n, channels), as many as went in."""
        held = np.concatenate((np.zeros(2 * _REACH), self._released(0, 2 * _REACH)))
        for start in range(0, self._sound.samples, self._block_samples):
            size = min(self._block_samples, self._sound.samples - start)
            held = np.concatenate((held[-4 * _REACH :], self._released(start + 2 * _REACH, size)))
            block = self._sound.read(start, size) * self._factor
            if held.any():
                reduction = _eased(held)
                self.most_db = max(self.most_db, float(reduction.max()))
                block *= np.exp(reduction * _NEPERS).astype(np.float32)[:, None]
            yield block

    def _released(self, first: int, count: int) -> NDArray[np.float64]:
        """How far each sample has to go down, in dB, and how far it still is after an earlier one."""
        needed = np.concatenate(([self._last], self._needed(first, count)))
        slope = RELEASE_DB_A_SECOND / SAMPLE_RATE * np.arange(len(needed))
        released = (np.maximum.accumulate(needed + slope) - slope)[1:]
        self._last = float(released[-1])
        return np.asarray(released)

    def _needed(self, first: int, count: int) -> NDArray[np.float64]:
        from scipy.signal import resample_poly

        sound = self._sound.read(first - _AROUND, count + 2 * _AROUND).T * self._factor
        if np.abs(sound).max() * 2 < self._ceiling:     # what stands between samples is not twice as high
            return np.zeros(count)
        after = np.abs(resample_poly(sound, OVERSAMPLING, 1, axis=1)).max(axis=0)
        while len(after) > sound.shape[1]:              # the highest from each sample up to the next
            after = np.maximum(after[0::2], after[1::2])
        peaks = after[_AROUND:-_AROUND]
        needed = np.zeros(count)
        high = peaks > self._ceiling
        needed[high] = 20 * np.log10(peaks[high] / self._ceiling)
        return needed


def _eased(reductions: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same with soft edges, never less than what is needed; the ends, 2 x reach, are cut off.

    Each value becomes a weighted mean of the highest values around it, all of which are at least its own.
    """
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    highest = maximum_filter1d(reductions, 2 * _REACH + 1)
    eased = uniform_filter1d(uniform_filter1d(highest, _REACH + 1), _REACH + 1)
    return np.maximum(eased[2 * _REACH : -2 * _REACH], 0)
