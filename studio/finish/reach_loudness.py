"""A sound brought to a loudness in two passes: measured, then raised or lowered as a whole, then measured again.

Nothing but one gain is applied, and a limiter where true peaks would pass the ceiling. The result is measured as it will be
heard: encoded as the export encodes it, since AAC moves peaks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from studio.episode.track import amplitude
from studio.finish.disk_space import room_for
from studio.finish.true_peak_limiter import TruePeakLimiter
from studio.finish.voice_packets import BIT_RATE, encode_sound
from studio.media.loudness import Loudness, measure_loudness
from studio.media.sound import SAMPLE_RATE
from studio.media.wav_file import WavFile
from studio.media.wav_writer import wav_bytes, write_wav_48k

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from studio.finish.progress import Progress

TRUE_PEAK_DB: Final = -1.0
"""dBTP, the highest of EBU R 128."""

MOST_GAIN_DB: Final = 30.0
"""More than this would raise the noise of the room, not the voice."""

CLOSE_LU: Final = 0.1
"""EBU R 128 allows 0.5 LU."""

_FIRST_CEILING_DB = -1.2        # AAC adds a little to most peaks
_BELOW_DB = 0.05
_MUCH_DB = 0.5                  # limiting that makes the whole quieter
_MOST_TRIES = 6
_PASSES = 4                     # measure, write, encode, measure: of one try


@dataclass(frozen=True, slots=True)
class LoudnessResult:
    """`before` is the sound that came, `after` the result as AAC; the whole was raised by `gain_db`, and peaks were lowered
    by up to `limited_db`. `wanted` is the loudness asked for, None where there was nothing to bring to it."""

    wanted: float | None
    before: Loudness
    after: Loudness
    gain_db: float
    limited_db: float
    tries: int

    @property
    def reached(self) -> bool:
        """Whether the result is as loud as was asked for, to within half a LU, and keeps the true peak."""
        if self.wanted is None or self.after.integrated is None:
            return False
        return abs(self.after.integrated - self.wanted) <= 0.5 and _above(self.after) <= 0


def reach_loudness(sound: Path, out: Path, target: float, on_progress: Progress | None = None) -> LoudnessResult:
    """Write `sound` (a WAV of the episode) to `out` at `target` LUFS with true peaks at or below -1 dBTP, sample by sample
    where it was.

    Where nothing in it is loud enough to be measured, or more than `MOST_GAIN_DB` would be needed, the result says less
    than was asked for. `out` appears only when it is whole.
    Raises StudioError: "input" for a sound that cannot be read, "disk" where `out` cannot be written.
    """
    with WavFile(sound) as source:
        needed = wav_bytes(source.samples, source.channels) + source.samples // SAMPLE_RATE * BIT_RATE // 8
        passes = _Passes(source, on_progress)
        before = measure_loudness(sound, lambda done: passes.tell(0, done))
        with room_for(out, needed) as temporary:
            return passes.reach(temporary, before, target)


@dataclass(slots=True)
class _Passes:
    source: WavFile
    on_progress: Progress | None
    furthest: int = 0

    def reach(self, out: Path, before: Loudness, target: float) -> LoudnessResult:
        """Write `out` until it is as wanted, a few times at most."""
        if before.integrated is None:
            limited = self._write(out, 0.0, _FIRST_CEILING_DB)
            return LoudnessResult(None, before, self._heard(out), 0.0, limited, 1)
        wanted = min(target, before.integrated + MOST_GAIN_DB)
        gain, ceiling = wanted - before.integrated, _FIRST_CEILING_DB
        rough = True
        for number in range(1, _MOST_TRIES + 1):
            limited = self._write(out, gain, ceiling)
            last = number == _MOST_TRIES
            taken = _missing(self._measured(out), wanted) if rough and limited > _MUCH_DB and not last else 0.0
            rough = abs(taken) > CLOSE_LU
            if rough:
                gain += taken           # by the limiter: not worth encoding yet
                continue
            after = self._heard(out)
            missing, above = _missing(after, wanted), _above(after)
            if last or (abs(missing) <= CLOSE_LU and above <= 0):
                break
            gain += missing if abs(missing) > CLOSE_LU else 0.0
            ceiling -= above + _BELOW_DB if above > 0 else 0.0
        return LoudnessResult(target, before, after, gain, limited, number)

    def _write(self, out: Path, gain_db: float, ceiling_db: float) -> float:
        """One try; how far peaks were lowered."""
        limiter = TruePeakLimiter(self.source, amplitude(gain_db), ceiling_db)
        write_wav_48k(out, self.source.channels, self._counted(limiter))
        return limiter.most_db

    def _measured(self, out: Path) -> Loudness:
        return measure_loudness(out, lambda done: self.tell(1, done))

    def _heard(self, out: Path) -> Loudness:
        """The result as it will be heard."""
        encoded = out.with_suffix(".m4a")
        try:
            encode_sound(out, encoded, lambda done: self.tell(2, done))
            return measure_loudness(encoded, lambda done: self.tell(3, done))
        finally:
            encoded.unlink(missing_ok=True)

    def _counted(self, limiter: TruePeakLimiter) -> Generator[NDArray[np.float32], None, None]:
        done = 0
        for block in limiter.blocks():
            yield block
            done += len(block)
            self.tell(1, done)

    def tell(self, number: int, done: int) -> None:
        """Say how far it is; a further try does not go back."""
        self.furthest = max(self.furthest, number * self.source.samples + min(done, self.source.samples))
        if self.on_progress is not None:
            self.on_progress(self.furthest, _PASSES * self.source.samples)


def _missing(found: Loudness, wanted: float) -> float:
    return wanted - found.integrated if found.integrated is not None else 0.0


def _above(found: Loudness) -> float:
    """By how many dB true peaks pass the ceiling, less than 0 where they do not; digital silence has none."""
    return -math.inf if found.true_peak_db is None else found.true_peak_db - TRUE_PEAK_DB
