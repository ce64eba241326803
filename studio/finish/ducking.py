"""Ducking: Foley and music go down while the voice speaks, and come back in its pauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.media.sound import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Read = Callable[[int, int], NDArray[np.float32]]
    """Samples `start` to `start + count` of the voice, shape (count, channels)."""

DUCKED_KINDS: Final = ("foley", "music")

ATTACK_S: Final = 0.2
"""The way down; it ends before the voice begins, so that no first syllable is covered."""

HOLD_S: Final = 0.35
"""Down for so long after the voice, so that the pauses between words do not pump."""

RELEASE_S: Final = 0.8

ACTIVITY_MARGIN_DB: Final = 15.9
"""Speech is what lies no further than this below its own active level (ITU-T P.56, method B)."""

HOP: Final = 480
"""Samples between two points of the curve: 10 ms."""

_LOUDEST_SHARE = 95.0       # percentile of the levels that begins the search for the active level
_QUIETEST_DB = -60.0        # below it nothing is a voice
_BLOCK_HOPS = 512


@dataclass(frozen=True, slots=True)
class DuckingCurve:
    """Gains in dB (0 or less) at every `HOP`th sample from sample `first` of the timeline on; straight lines between."""

    first: int
    gains_db: NDArray[np.float32]

    def factors(self, start: int, count: int) -> NDArray[np.float32]:
        """The factors of samples `start` to `start + count` of the timeline, whatever the blocks: shape (count,)."""
        low = int(np.clip((start - self.first) // HOP, 0, len(self.gains_db) - 1))
        points = self.gains_db[low : low + count // HOP + 3]
        places = self.first + HOP * np.arange(low, low + len(points))
        gains = np.interp(np.arange(start, start + count), places, points)
        return (10 ** (gains / 20)).astype(np.float32)


def ducking_curve(read: Read, first: int, end: int, duck_db: float) -> DuckingCurve:
    """The curve for a voice that is heard from sample `first` to `end` of the timeline; `duck_db` (0 or more) is how far
    the rest goes down under it."""
    before = _hops(ATTACK_S) + 2
    after = _hops(HOLD_S + RELEASE_S) + 2
    begin = first - before * HOP
    hops = before + -(-(end - first) // HOP) + after
    levels = _levels(read, begin, hops)
    return DuckingCurve(begin, (-duck_db * _amounts(levels >= _threshold(levels))).astype(np.float32))


def _levels(read: Read, begin: int, hops: int) -> NDArray[np.float64]:
    """The level of each hop, dB of full scale (root mean square over samples and channels)."""
    powers = []
    for done in range(0, hops, _BLOCK_HOPS):
        size = min(_BLOCK_HOPS, hops - done)
        sound = read(begin + done * HOP, size * HOP)
        powers.append(np.square(sound, dtype=np.float64).reshape(size, -1).mean(axis=1))
    return np.asarray(10 * np.log10(np.maximum(np.concatenate(powers), 1e-12)))


def _threshold(levels: NDArray[np.float64]) -> float:
    heard = levels[levels > _QUIETEST_DB]
    if not heard.size:
        return float("inf")
    loud = heard[heard >= np.percentile(heard, _LOUDEST_SHARE) - ACTIVITY_MARGIN_DB]
    active = 10 * np.log10(np.mean(10 ** (loud / 10)))
    return max(_QUIETEST_DB, float(active) - ACTIVITY_MARGIN_DB)


def _amounts(active: NDArray[np.bool_]) -> NDArray[np.float64]:
    """0 (untouched) to 1 (all the way down) at each hop: down before the next active one, held, then back."""
    places = np.arange(len(active), dtype=np.float64)
    last = np.maximum.accumulate(np.where(active, places, -np.inf))
    coming = np.minimum.accumulate(np.where(active, places, np.inf)[::-1])[::-1]
    going_down = 1 - (coming - places - 1) / _hops(ATTACK_S)
    coming_back = 1 - (places - last - 1 - _hops(HOLD_S)) / _hops(RELEASE_S)
    amount = np.clip(np.maximum(going_down, coming_back), 0, 1)
    return np.asarray(amount * amount * (3 - 2 * amount))


def _hops(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE / HOP)
