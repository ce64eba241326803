"""The pictures of a loop: the picks, and what stands for frames of the range that have none."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from studio.finish.in_between import PairFlow, in_between, pair_flow
from studio.media.resizing import fit_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.episode.picture import Picture
    from studio.finish.picture_stream import PictureReader

Gaps: TypeAlias = Literal["skip", "hold", "between"]
"""What a frame without a pick becomes: nothing, the pick before it, a picture between the two around it."""

LONGEST_BETWEEN = 6
"""Frames. Over more, a head has moved so far that flow finds no true way (0.25 s at 25 frames a second)."""

_PAIRS_HELD = 3


@dataclass(frozen=True, slots=True)
class LoopPicture:
    """One picture of a loop: the pick of that number (0..), or `t` of the way from it to the next; 0: the pick itself.

    `frame`: the frame of the source it stands for. `held`: the pick shown here stands for another frame.
    """

    frame: int
    pick: int
    t: float = 0.0
    held: bool = False


def loop_sequence(picked: Sequence[int], frames: Sequence[int], gaps: Gaps) -> tuple[LoopPicture, ...]:
    """The pictures of the loop in the order of the source.

    `picked`: the frames that have a pick; `frames`: all of the range; both ascending. Frames before the first pick and
    behind the last are no gap: the loop begins and turns there. A gap longer than `LONGEST_BETWEEN` is held.
    """
    if gaps == "skip" or not picked:
        return tuple(LoopPicture(frame, pick) for pick, frame in enumerate(picked))
    number_of = {frame: pick for pick, frame in enumerate(picked)}
    slots = sorted({*picked, *(frame for frame in frames if picked[0] < frame < picked[-1])})
    found: list[LoopPicture] = []
    gap: list[int] = []
    for frame in slots:
        if frame not in number_of:
            gap.append(frame)
            continue
        found += _filled(gap, number_of[frame] - 1, gaps)
        gap.clear()
        found.append(LoopPicture(frame, number_of[frame]))
    return tuple(found)


def sequence_notices(sequence: Sequence[LoopPicture], gaps: Gaps) -> list[str]:
    """What a person should know before it is made: gaps too long for pictures between."""
    long = sum(1 for item in sequence if item.held) if gaps == "between" else 0
    if not long:
        return []
    return [f"Gaps of more than {LONGEST_BETWEEN} frames are too long for pictures between: {long} frames show the pick "
            "before them. Re-roll some of these frames to close them."]


def longest_hold(shown: Sequence[int], sequence: Sequence[LoopPicture]) -> int:
    """Frames (lower is calmer to watch): how long one picture stands at most; `shown` are positions in `sequence`."""
    longest, run, last = 0, 0, (-1, 0.0)
    for position in shown:
        item = sequence[position]
        now = (item.pick, item.t)
        run = run + 1 if now == last else 1
        longest, last = max(longest, run), now
    return longest


class SequenceReader:
    """Gives a loop's pictures by their position in the sequence; safe on several threads.

    `read` gives the pick of a number. Where the two picks around a gap show no common motion the first of them is shown,
    and `notices` says so once the pictures were read.
    """

    def __init__(self, sequence: Sequence[LoopPicture], read: PictureReader) -> None:
        self._sequence = sequence
        self._read = read
        self._pairs: OrderedDict[int, _Pair] = OrderedDict()
        self._lock = threading.Lock()
        self._refused: set[int] = set()

    def __call__(self, position: int) -> Picture:
        item = self._sequence[position]
        if not item.t:
            return self._read(item.pick)
        pair = self._pair(item.pick)
        if pair.flow is None:
            return pair.first
        return in_between(pair.first, pair.second, pair.flow, item.t)

    def notices(self) -> list[str]:
        """What was replaced so far."""
        if not self._refused:
            return []
        return [f"No clear motion leads over {len(self._refused)} of the gaps, so the pick before each stands for its "
                "frames: the takes around it differ too much."]

    def _pair(self, pick: int) -> _Pair:
        """The two picks around a gap with their motion, measured once for all pictures between."""
        with self._lock:
            found = self._pairs.get(pick)
            if found is None:
                found = self._pairs[pick] = self._measured(pick)
            self._pairs.move_to_end(pick)
            while len(self._pairs) > _PAIRS_HELD:
                self._pairs.popitem(last=False)
            return found

    def _measured(self, pick: int) -> _Pair:
        first, second = self._read(pick), self._read(pick + 1)
        if second.shape != first.shape:
            second = fit_picture(second, first.shape[1], first.shape[0], "cover")
        flow = pair_flow(first, second)
        if flow.consistent:
            return _Pair(first, second, flow)
        self._refused.add(pick)
        return _Pair(first, second, None)


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """`flow` None: the two have no common motion."""

    first: Picture
    second: Picture
    flow: PairFlow | None


def _filled(gap: Sequence[int], before: int, gaps: Gaps) -> list[LoopPicture]:
    """What stands for the frames of a gap after the pick numbered `before`."""
    if gaps == "between" and len(gap) <= LONGEST_BETWEEN:
        return [LoopPicture(frame, before, step / (len(gap) + 1)) for step, frame in enumerate(gap, start=1)]
    return [LoopPicture(frame, before, held=True) for frame in gap]
