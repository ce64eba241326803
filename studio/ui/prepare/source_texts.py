"""What is said of the source in words, and where its range lies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from studio.episode.errors import StudioError
from studio.episode.frame_range import compact_numbers, parse_frame_range
from studio.jobs.look_at_source import SourceLook
from studio.ui.numbers import fixed_text


def look_text(look: SourceLook | None) -> str:
    """`yaw −50° … +50° · face found in 168 of 168`."""
    if look is None or not len(look.numbers):
        return ""
    found = QCoreApplication.translate("SourceTexts", "face found in {found} of {looked}").format(
        found=int(look.found.sum()), looked=len(look.numbers))
    if len(look.numbers) < look.frames:
        sampled = QCoreApplication.translate("SourceTexts", "looked at, of {frames}").format(frames=look.frames)
        found = f"{found} {sampled}"
    turn = look.yaw_range
    if turn is None:
        return QCoreApplication.translate("SourceTexts", "{found} · this analyzer measures no yaw").format(found=found)
    low, high = (f"{fixed_text(value, 0, signed=True)}°" for value in turn)
    return QCoreApplication.translate("SourceTexts", "yaw {low} … {high} · {found}").format(low=low, high=high, found=found)


def spans_of(frames: str, numbers: list[int]) -> list[tuple[int, int]]:
    """The places (0..n-1) that a range covers, part by part; all of them without one, none where it does not fit."""
    if not numbers:
        return []
    if not frames:
        return [(0, len(numbers) - 1)]
    known = np.array(numbers, np.int64)
    spans = []
    try:
        for part in parse_frame_range(frames).parts:
            chosen = part.select(numbers)
            first, last = np.searchsorted(known, [chosen[0], chosen[-1]])
            spans.append((int(first), int(last)))
    except StudioError:
        return []
    return spans


def range_text(numbers: list[int], first: int, last: int) -> str:
    """Between two places; a source with gaps in its numbers is written as first-last all the same."""
    low, high = numbers[first], numbers[last]
    return compact_numbers([low]) if low == high else f"{low}-{high}"


def shown_name(file: str) -> str:
    """The name of a source's file without the digest that a copy inside the episode begins with."""
    name = Path(file).name
    return name.partition("-")[2] or name if not Path(file).is_absolute() else name
