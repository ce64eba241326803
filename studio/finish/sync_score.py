"""How well a mouth in a video follows a voice: correlation, and by how many frames it is early or late.

The question is SyncNet's (J. S. Chung and A. Zisserman, "Out of time: automated lip sync in the wild", 2016: which
shift of sound against picture fits best, and by how much). The answer is a plain correlation of two measured curves,
the mouth's opening and the voice's loudness: no network, no weights, and a number that can be checked by hand. It sees
whether the mouth opens when it is loud, not whether it shows the right sound.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from studio.finish.mouth_opening import mouth_openings
from studio.finish.mouth_track import voice_envelope
from studio.finish.mp4_packets import packet_facts
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction
    from pathlib import Path

    from numpy.typing import NDArray

    from studio.episode.face import Landmarks
    from studio.episode.picture import Picture
    from studio.finish.progress import Progress

MOST_FRAMES: Final = 6000
_STRETCHES: Final = 8
"""A longer video is measured in so many stretches, evenly spread: 6000 frames leave the interval 0.05 wide."""

LEAST_MOVEMENT: Final = 0.004
"""Standard deviation of `mouth_opening` below which a mouth stands still: a still picture, encoded, has 0.001, the
draft's mouths 0.02 and more (measured)."""

LONGEST_LAG_S: Final = 0.5
_LEAST_FRAMES: Final = 10
_SURE: Final = 1.96             # standard errors: 95 %
_SURE_OF_MANY: Final = 3.1      # 95 % for the best of 25 lags (Bonferroni)


@dataclass(frozen=True, slots=True)
class SyncScore:
    """Measured on `n` frames that show a face; None where it cannot be told, as of a mouth that stands still.

    `correlation`: -1..1, of mouth and voice as they are played, with its 95 % `interval` (which widens as the curves
    are smoother, their frames not being independent). `lag_frames`: the shift that fits best, positive where the mouth
    is late, None where no shift fits better than chance; shifts within `lag_interval` (first, last) fit as well.
    `best`: the correlation at that shift.
    """

    correlation: float | None
    interval: tuple[float, float] | None
    lag_frames: int | None
    lag_interval: tuple[int, int] | None
    best: float | None
    n: int

    def details(self) -> dict[str, Any]:
        """As JSON values, rounded to thousandths, for the details of a stage."""
        return {name: _rounded(value) for name, value in asdict(self).items()}


def sync_score(
    video: Path,
    voice: Path,
    faces: Sequence[Landmarks | None],
    shown: Sequence[int] | NDArray[np.integer],
    on_progress: Progress | None = None,
) -> SyncScore:
    """The score of `video`, an MP4 of constant rate, under the sound of `voice`, both from their start.

    `faces` and `shown` as `draft_lip_sync` takes them: the landmarks of the loop's pictures, which a lip sync leaves
    where they are. Frames beyond the end of either are not counted. Frames are streamed; of a video of more than 6000
    frames, eight stretches are measured. Raises StudioError as `packet_facts`, `probe_video` and `sound_blocks`.
    """
    facts = packet_facts(video)
    numbers = measured_frames(min(facts.frames, len(shown)))
    openings = np.full(facts.frames, np.nan)
    with closing(decode_frames(probe_video(video), numbers.tolist())) as frames:
        told = _told(frames, len(numbers), on_progress)
        openings[numbers] = mouth_openings(told, faces, np.asarray(shown)[numbers])
    all_seen = on_progress and partial(on_progress, len(numbers), len(numbers))
    envelope = voice_envelope(voice, facts.fps, facts.frames, all_seen)
    return score_of(_moving(openings), envelope, facts.fps)


def score_of(openings: NDArray[np.floating], envelope: NDArray[np.floating], fps: Fraction) -> SyncScore:
    """The score of two curves, one value a frame each; NaN where there is none. Shifts of up to half a second count."""
    n = int((np.isfinite(openings) & np.isfinite(envelope)).sum())
    most = min(round(LONGEST_LAG_S * fps), len(openings) // 4)
    lags = np.arange(-most, most + 1)
    found = np.array([_correlation(*_shifted(openings, envelope, int(lag))) for lag in lags])
    if n < _LEAST_FRAMES or not np.isfinite(found).all():
        return SyncScore(None, None, None, None, None, n)
    independent = _independent(openings, envelope, n)
    now = float(found[most])
    peak = int(found.argmax())
    best = float(found[peak])
    interval = _interval(now, independent, _SURE)
    if _interval(best, independent, _SURE_OF_MANY)[0] <= 0:
        return SyncScore(now, interval, None, None, None, n)
    alike = lags[_around(found >= _interval(best, independent, _SURE)[0], peak)]
    return SyncScore(now, interval, int(lags[peak]), (int(alike[0]), int(alike[-1])), best, n)


def measured_frames(frames: int) -> NDArray[np.int64]:
    """The numbers of the frames that are measured, ascending: all, or eight stretches of a long video."""
    if frames <= MOST_FRAMES:
        return np.arange(frames)
    length = MOST_FRAMES // _STRETCHES
    starts = np.linspace(0, frames - length, _STRETCHES).astype(np.int64)
    return np.asarray((starts[:, None] + np.arange(length)).ravel(), dtype=np.int64)


def _moving(openings: NDArray[np.float64]) -> NDArray[np.float64]:
    """As they are, or one value where they only tremble."""
    known = openings[np.isfinite(openings)]
    return openings if len(known) and float(known.std()) >= LEAST_MOVEMENT else openings * 0.0


def _told(frames: Iterator[tuple[int, Picture]], total: int, on_progress: Progress | None) -> Iterator[Picture]:
    for done, (_, picture) in enumerate(frames, start=1):
        yield picture
        if on_progress is not None:
            on_progress(done, total)


def _shifted(
    openings: NDArray[np.floating], envelope: NDArray[np.floating], lag: int
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Pairs of a mouth and the voice of `lag` frames before, where both are known."""
    mouth = openings[max(0, lag) : len(openings) + min(0, lag)]
    voice = envelope[max(0, -lag) : len(envelope) - max(0, lag)]
    known = np.isfinite(mouth) & np.isfinite(voice)
    return mouth[known], voice[known]


def _correlation(first: NDArray[np.floating], second: NDArray[np.floating]) -> float:
    """Pearson's; NaN where one of them does not change."""
    if len(first) < 2 or float(np.std(first)) < 1e-9 or float(np.std(second)) < 1e-9:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def _independent(openings: NDArray[np.floating], envelope: NDArray[np.floating], n: int) -> float:
    """As many independent frames as n smooth ones are worth: n / (1 + 2 sum of the products of both autocorrelations).

    M. S. Bartlett, 1946; B. J. Pyper and R. M. Peterman, 1998.
    """
    products = []
    for lag in range(1, max(2, n // 5)):
        one = _correlation(*_shifted(openings, openings, lag))
        other = _correlation(*_shifted(envelope, envelope, lag))
        if not np.isfinite(one * other) or one * other <= 0:
            break
        products.append(one * other)
    return float(np.clip(n / (1 + 2 * sum(products)), 4, n))


def _interval(value: float, independent: float, errors: float) -> tuple[float, float]:
    """Fisher's z: so many standard errors around a correlation of so many independent pairs."""
    middle = np.arctanh(np.clip(value, -0.999999, 0.999999))
    reach = errors / np.sqrt(max(1.0, independent - 3))
    return float(np.tanh(middle - reach)), float(np.tanh(middle + reach))


def _around(inside: NDArray[np.bool_], peak: int) -> slice:
    """The unbroken run of True around `peak`."""
    first, last = peak, peak
    while first > 0 and inside[first - 1]:
        first -= 1
    while last < len(inside) - 1 and inside[last + 1]:
        last += 1
    return slice(first, last + 1)


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 3)
    return [_rounded(item) for item in value] if isinstance(value, tuple) else value
