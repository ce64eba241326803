"""Which caption stands at a time: captions that overlap are shown together, below one another."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from studio.episode.track import Caption

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction


def one_at_a_time(captions: Iterable[Caption]) -> tuple[Caption, ...]:
    """The same captions cut where another begins or ends, so that no two stand at once; texts that do are joined."""
    ordered = sorted(captions, key=lambda item: (item.start_s, item.end_s))
    edges = sorted({time for item in ordered for time in (item.start_s, item.end_s)})
    pieces: list[Caption] = []
    first = 0
    for start_s, end_s in pairwise(edges):
        while first < len(ordered) and ordered[first].end_s <= start_s:
            first += 1
        text = "\n".join(_texts_at(ordered, first, start_s))
        if text and pieces and pieces[-1].end_s == start_s and pieces[-1].text == text:
            pieces[-1] = Caption(pieces[-1].start_s, end_s, text)
        elif text:
            pieces.append(Caption(start_s, end_s, text))
    return tuple(pieces)


def _texts_at(ordered: list[Caption], first: int, time_s: float) -> list[str]:
    found = []
    for item in ordered[first:]:
        if item.start_s > time_s:
            break
        if item.end_s > time_s:
            found.append(item.text)
    return found


class CaptionClock:
    """Tells the text at each frame of a video of constant rate that begins at time 0 of the captions."""

    def __init__(self, captions: Iterable[Caption], fps: Fraction) -> None:
        self._captions = one_at_a_time(captions)
        self._starts = [item.start_s for item in self._captions]
        self._fps = fps

    def at(self, frame: int) -> str:
        """What stands at the middle of a frame, "" for nothing: an edge between two frames falls to the nearer one."""
        time_s = float((frame + 0.5) / self._fps)
        place = bisect_right(self._starts, time_s) - 1
        return self._captions[place].text if place >= 0 and time_s < self._captions[place].end_s else ""
