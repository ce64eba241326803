"""The plan of a loop: how many pictures, how fast, and exactly how many frames a voice asks for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.finish.palindrome import palindrome_indices, palindrome_period

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_FPS = Fraction(25)
SLOWEST_FPS, FASTEST_FPS = Fraction(1), Fraction(240)

_SHORTEST_UNIT = 250
"""Frames. A unit starts with a whole picture; repeating one of a few frames would make a file of whole pictures."""


@dataclass(frozen=True, slots=True)
class LoopPlan:
    """What is shown: `picks` pictures forward and back, `fps` frames a second, `frames` in all.

    `skip`: so many frames of the loop come before the first that is shown, where only a range is exported.
    """

    picks: int
    fps: Fraction
    frames: int
    start: int = 0
    forward: bool = True
    hold: int = 0
    notices: tuple[str, ...] = ()
    skip: int = 0

    @property
    def period(self) -> int:
        """Frames after which the pictures repeat."""
        return palindrome_period(self.picks, self.hold)

    @property
    def indices(self) -> NDArray[np.int64]:
        """The pick (0..picks-1) shown at each frame; shape (frames,)."""
        return self.indices_of(self.frames)

    @property
    def unit(self) -> int:
        """Frames that are encoded: whole periods, at least 250 frames of them, or all frames where that is less."""
        return min(self.frames, self.period * math.ceil(_SHORTEST_UNIT / self.period))

    @property
    def rest(self) -> int:
        """Frames of the last unit, where the voice ends before it does; 0 where it ends with it."""
        return self.frames % self.unit

    @property
    def duration_s(self) -> Fraction:
        return self.frames / self.fps

    def indices_of(self, frames: int) -> NDArray[np.int64]:
        """The pick shown at each of the first `frames` frames; shape (frames,)."""
        before = self.skip % self.period
        shown = palindrome_indices(self.picks, before + frames, self.start, forward=self.forward, hold=self.hold)
        return shown[before:]


def plan_loop(
    picks: int,
    voice_seconds: Fraction | float,
    fps: Fraction = DEFAULT_FPS,
    *,
    start: int = 0,
    forward: bool = True,
    hold: int = 0,
) -> LoopPlan:
    """The loop of `picks` pictures under a voice: round(seconds * fps) frames, at least one.

    Give the seconds as Fraction(samples, rate) where an hour must not lose a frame to rounding. Notices say what
    the person should know: a single picture stands still, a voice is shorter than a frame.
    Raises StudioError: "nothing" without a pick, "input" for an empty voice.
    """
    if picks < 1:
        raise StudioError("nothing", "There is no picture for the loop: accept a take or lower a threshold.")
    if voice_seconds <= 0:
        raise StudioError("input", "The voice is empty: it has no sound to fill. Record it again or choose another.")
    exact = Fraction(voice_seconds) * fps
    frames = max(1, math.floor(exact + Fraction(1, 2)))
    return LoopPlan(picks, fps, frames, start, forward, hold, tuple(_notices(picks, exact)))


def frame_rate(value: str | float | Fraction) -> Fraction:
    """Frames a second as an exact fraction: 25, "30000/1001", and 23.976, 29.97, 59.94 as broadcast means them.

    A rate within 0.005 of N*1000/1001, N = 24, 30, 48, 60, 120, is that one (SMPTE's drop-frame family).
    Raises StudioError("usage") for anything but a number from 1 to 240.
    """
    try:
        rate = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, ZeroDivisionError) as error:
        raise StudioError("usage", f"{value!r} is no frame rate: write 25, 29.97 or 30000/1001.") from error
    if not SLOWEST_FPS <= rate <= FASTEST_FPS:
        message = f"{value} frames a second is outside {SLOWEST_FPS} to {FASTEST_FPS}: choose a rate in between."
        raise StudioError("usage", message)
    family = (Fraction(n * 1000, 1001) for n in (24, 30, 48, 60, 120))
    return next((exact for exact in family if abs(exact - rate) < Fraction(5, 1000)), rate.limit_denominator(1001))


def _notices(picks: int, exact_frames: Fraction) -> list[str]:
    notices = []
    if picks == 1:
        notices.append("Only one picture is picked: the loop stands still.")
    if exact_frames < 1:
        notices.append("The voice is shorter than one frame: the video is one frame long.")
    return notices
