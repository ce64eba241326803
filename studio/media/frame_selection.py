"""Which part of a video to decode for some frame numbers, in ffmpeg's terms."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from studio.media.video_info import VideoInfo

_FAR = 250          # frames; further apart, seeking is quicker than decoding what lies between
_MOST_RUNS = 300    # terms of a select expression: Windows allows 32,767 characters on a command line


def split_at_gaps(info: VideoInfo, numbers: list[int]) -> list[list[int]]:
    """The ascending numbers in groups that are decoded in one go; between two groups lies a key frame."""
    if not numbers:
        return []
    groups = [[numbers[0]]]
    for number in numbers[1:]:
        if number - groups[-1][-1] > _FAR and _key_between(info, groups[-1][-1], number):
            groups.append([])
        groups[-1].append(number)
    return groups


def seek_stamp(info: VideoInfo, first: int) -> int | None:
    """The stamp of the last key frame not after frame `first`; None where decoding begins at the start anyway."""
    before = int(np.searchsorted(info.keys, info.stamps[first], side="right"))
    return int(info.keys[before - 1]) if info.timed and before > 1 else None


def select_expression(info: VideoInfo, numbers: list[int]) -> str:
    """An expression for ffmpeg's `select` that passes at least these frames, and few others."""
    runs = _merged(_runs(numbers))
    return _sum([_term(info, first, last) for first, last in runs])


def number_at(info: VideoInfo, seconds: Fraction) -> int | None:
    """The number of the frame shown at exactly this time (to half a tick); None where there is none."""
    tick = round(seconds / info.time_base) if info.timed else round(seconds * 1000)
    number = int(np.searchsorted(info.stamps, tick))
    return number if number < info.frame_count and info.stamps[number] == tick else None


def _key_between(info: VideoInfo, before: int, after: int) -> bool:
    stamps = info.stamps[[before, after]]
    low, high = np.searchsorted(info.keys, stamps, side="right")
    return info.timed and bool(high > low)


def _runs(numbers: list[int]) -> NDArray[np.int64]:
    """(first, last) of each run of consecutive numbers, shape (n, 2)."""
    values = np.array(numbers, dtype=np.int64)
    breaks = np.flatnonzero(np.diff(values) > 1)
    firsts = values[np.concatenate(([0], breaks + 1))]
    lasts = values[np.concatenate((breaks, [len(values) - 1]))]
    return np.stack((firsts, lasts), axis=1)


def _merged(runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """At most `_MOST_RUNS` runs: the widest gaps stay, the frames in the others are decoded for nothing."""
    gaps = runs[1:, 0] - runs[:-1, 1]
    if len(gaps) < _MOST_RUNS:
        return runs
    kept = np.sort(np.argsort(gaps, kind="stable")[-(_MOST_RUNS - 1) :])
    firsts = np.concatenate((runs[:1, 0], runs[kept + 1, 0]))
    lasts = np.concatenate((runs[kept, 1], runs[-1:, 1]))
    return np.stack((firsts, lasts), axis=1)


def _sum(terms: list[str]) -> str:
    """Added in halves: ffmpeg refuses expressions nested more than 100 deep, and a+b+c+... is nested."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return f"({_sum(terms[:middle])}+{_sum(terms[middle:])})"


def _term(info: VideoInfo, first: int, last: int) -> str:
    if not info.timed:
        return f"between(n,{first},{last})"
    low = _seconds_before(info, first)
    high = _seconds_before(info, last + 1)
    return f"between(t,{low:.7f},{high:.7f})"


def _seconds_before(info: VideoInfo, number: int) -> float:
    """Halfway between frame `number` and the one before it; a tick outside for the first and past the last."""
    stamps = info.stamps
    if number == 0:
        middle = float(stamps[0]) - 1
    elif number == len(stamps):
        middle = float(stamps[-1]) + 1
    else:
        middle = float(stamps[number - 1] + stamps[number]) / 2
    return middle * float(info.time_base)
