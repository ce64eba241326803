"""How far a mouth opens, and how wide it is drawn, at each frame of a video, heard from the voice alone.

No speech is recognised. The jaw follows the first formant (about 250-900 Hz) and the loudness of what passes the
open mouth; the lips are spread where the second formant is high (i, e), rounded where it is low (o, u): G. Fant,
"Acoustic Theory of Speech Production", 1960; P. Ladefoged, "A Course in Phonetics", chapter 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.media.sound import SAMPLE_RATE, sound_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from fractions import Fraction
    from pathlib import Path

    from numpy.typing import NDArray

HOP: Final = SAMPLE_RATE // 100
"""Samples between two looks at the sound: 10 ms."""

_WINDOW: Final = 1200           # samples, 25 ms: two periods of a low voice
_OPEN: Final = (250.0, 3000.0)  # Hz: what comes through an open mouth, without hum, hiss and sibilants
_BACK: Final = (300.0, 1100.0)  # Hz: where the second formant of rounded vowels lies
_FRONT: Final = (1500.0, 3000.0)  # Hz: and that of spread ones

_QUIETEST_TOP: Final = 10 ** (-50 / 20)
"""Amplitude of the loudest speech below which nothing counts as speech: a mouth does not move to a room's noise."""
_SILENT_BELOW_TOP_DB: Final = 32.0
"""A voice's levels span about 30 dB (ITU-T P.56); what lies further below its loud parts is breath and room."""
_NOISE_MARGIN_DB: Final = 6.0
_SPEAKING: Final = 0.2          # opening from which on the shape counts in full
_SPREAD_DB: Final = 8.0         # this far from the voice's own middle, the shape is three quarters of what it can be
_LEAST: Final = 1e-3
_HELD_S: Final = 0.04           # a mouth falls shut, and gets ready, with this time constant
_SMOOTH_S: Final = 0.025        # standard deviation of the smoothing


@dataclass(frozen=True, slots=True, eq=False)
class MouthTrack:
    """One value a frame, float32. `opening`: 0 closed to 1 wide open; `width`: -1 rounded to 1 spread, 0 at rest."""

    fps: Fraction
    opening: NDArray[np.float32]
    width: NDArray[np.float32]

    @property
    def frames(self) -> int:
        """How many frames it covers."""
        return len(self.opening)


@dataclass(frozen=True, slots=True, eq=False)
class VoiceLevels:
    """Amplitudes (root mean square, full scale 1) every 10 ms, float32: of the whole sound and of bands of it.

    Value n belongs to the moment (n + 0.5) * 10 ms, the middle of its window, so nothing is shifted in time.
    """

    whole: NDArray[np.float32]
    mouth: NDArray[np.float32]
    back: NDArray[np.float32]
    front: NDArray[np.float32]


def mouth_track(voice: Path, fps: Fraction, frames: int, on_block: Callable[[], object] | None = None) -> MouthTrack:
    """The mouth of `frames` frames at `fps` to the sound `voice` (any file with sound, any rate), from its start.

    Loudness counts relative to the voice's own loud parts, so a quiet recording opens the mouth as far as a loud one;
    silence, room noise and frames beyond the sound's end give a closed mouth. Attack and release are smoothed alike
    forward and backward: the track runs neither behind the sound nor before it. The sound is read block by block,
    at each of which `on_block` is called; raise from it to cancel.
    Raises StudioError as `sound_blocks`.
    """
    levels = voice_levels(voice, on_block)
    heard = _opening(levels.mouth)
    opening = _smoothed((_falling(heard) + _falling(heard[::-1])[::-1]) / 2)
    width = _smoothed(_width(levels) * np.minimum(1, heard / _SPEAKING))
    return MouthTrack(fps, at_frames(opening, fps, frames), at_frames(width, fps, frames))


def voice_envelope(voice: Path, fps: Fraction, frames: int,
                   on_block: Callable[[], object] | None = None) -> NDArray[np.float32]:
    """The voice's loudness at each frame, shape (frames,): the square root of its amplitude (root mean square).

    The root is near to how loud it is heard (S. S. Stevens, 1955: loudness goes with amplitude to the power of 0.6).
    `on_block` as of `mouth_track`. Raises StudioError as `sound_blocks`.
    """
    return at_frames(np.sqrt(voice_levels(voice, on_block).whole), fps, frames)


def voice_levels(voice: Path, on_block: Callable[[], object] | None = None) -> VoiceLevels:
    """Read a sound once; 16 bytes are kept for each 10 ms of it. Raises StudioError as `sound_blocks`."""
    rows = []
    for windows in _windows(block[:, 0] for block in sound_blocks(voice, mono=True)):
        if on_block is not None:
            on_block()
        rows.append(_levels(windows))
    table = np.concatenate(rows) if rows else np.zeros((0, 4), np.float32)
    return VoiceLevels(*(np.ascontiguousarray(column) for column in table.T))


def at_frames(values: NDArray[np.floating], fps: Fraction, frames: int) -> NDArray[np.float32]:
    """Values every 10 ms as one a frame, shape (frames,): the mean of those heard while the frame is shown.

    A frame shorter than 10 ms takes the nearest value; beyond the sound's end it is 0.
    """
    step = float(SAMPLE_RATE / HOP / fps)
    edges = np.arange(frames + 1) * step
    summed = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    held = np.interp(edges, np.arange(len(summed)), summed)
    return np.asarray(np.diff(held) / step, dtype=np.float32)


def _windows(blocks: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    """Overlapping windows (n, `_WINDOW`), one every `HOP`, centred on the middle of its hop; silence around the sound."""
    before = (_WINDOW - HOP) // 2
    held = np.zeros(before, np.float32)
    for block in blocks:
        held = np.concatenate((held, block))
        count = max(0, (len(held) - _WINDOW) // HOP + 1)
        if count:
            yield _cut(held, count)
            held = held[count * HOP :]
    count = -(-(len(held) - before) // HOP)
    if count > 0:
        yield _cut(np.concatenate((held, np.zeros(_WINDOW, np.float32))), count)


def _cut(held: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    return np.lib.stride_tricks.sliding_window_view(held, _WINDOW)[: count * HOP : HOP]


def _levels(windows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Amplitudes of the whole and the three bands, shape (n, 4), by Parseval's theorem."""
    shape = np.hanning(_WINDOW).astype(np.float32)
    power = np.abs(np.fft.rfft(windows * shape)) ** 2
    frequencies = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)
    scale = 2 / (_WINDOW * float((shape**2).sum()))
    bands = [power[:, (frequencies >= low) & (frequencies <= high)] for low, high in
             ((1.0, SAMPLE_RATE / 2), _OPEN, _BACK, _FRONT)]
    return np.asarray(np.sqrt(np.stack([band.sum(axis=1) * scale for band in bands], axis=1)), dtype=np.float32)


def _opening(mouth: NDArray[np.float32]) -> NDArray[np.float64]:
    """0-1, in proportion to the square root of the amplitude above the floor; the loudest tenth of speech is wide open."""
    if not len(mouth) or float(mouth.max()) < _QUIETEST_TOP:
        return np.zeros(len(mouth))
    top = float(np.percentile(mouth[mouth > mouth.max() / 10], 90))
    noise = float(np.percentile(mouth, 5)) * 10 ** (_NOISE_MARGIN_DB / 20)
    floor = np.sqrt(max(top * 10 ** (-_SILENT_BELOW_TOP_DB / 20), min(noise, top / 4)))
    return np.asarray(np.clip((np.sqrt(mouth) - floor) / (np.sqrt(top) - floor), 0, 1), dtype=np.float64)


def _width(levels: VoiceLevels) -> NDArray[np.float64]:
    """-1..1: how far the second formant's region leans from where this voice has it on average, loud parts counting."""
    if not len(levels.mouth):
        return np.zeros(0)
    least = 1e-6
    lean = 20 * np.log10((levels.front.astype(np.float64) + least) / (levels.back + least))
    loud = levels.mouth >= np.percentile(levels.mouth, 60)
    return np.asarray(np.tanh((lean - lean[loud].mean()) / _SPREAD_DB), dtype=np.float64)


def _smoothed(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """By a Gaussian: symmetric, so without a lag."""
    if not len(values):
        return values
    from scipy.ndimage import gaussian_filter1d

    return np.asarray(gaussian_filter1d(values, _SMOOTH_S * SAMPLE_RATE / HOP, mode="nearest"), dtype=np.float64)


def _falling(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rises at once, falls exponentially with `_HELD_S`: in logarithms, a running maximum against a slope."""
    slope = np.arange(len(values)) * (HOP / SAMPLE_RATE / _HELD_S)
    fallen = np.maximum.accumulate(np.log(np.maximum(values, _LEAST)) + slope) - slope
    return np.where(fallen > np.log(_LEAST), np.exp(fallen), 0.0)
