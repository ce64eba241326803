"""Which frames of a source: `50-99,120,0-200:4`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PART = re.compile(
    r"\s*#?(?P<first>[0-9]{1,15})\s*"
    r"(?P<dash>[-–]\s*(?P<last>[0-9]{1,15})?\s*(?::\s*(?P<step>[0-9]{1,15}))?)?\s*"
)
_EXAMPLE = "write frames like 50-99, 120, 0-200:4 or 50- (to the end)"
_SHOWN_RUNS = 6
_SHOWN_TEXT = 60


@dataclass(frozen=True, slots=True)
class FramePart:
    """Frames first..last, both included, every `step`-th; `last` None: to the end of the source."""

    first: int
    last: int | None
    step: int = 1

    def __str__(self) -> str:
        if self.last == self.first:
            return str(self.first)
        last = "" if self.last is None else str(self.last)
        return f"{self.first}-{last}" + (f":{self.step}" if self.step != 1 else "")

    def holds(self, number: int) -> bool:
        """Whether the part names this frame."""
        below = self.last is None or number <= self.last
        return self.first <= number and below and (number - self.first) % self.step == 0

    def select(self, numbers: Sequence[int]) -> list[int]:
        """Those of `numbers` that the part names; raises StudioError "input" when it reaches outside them."""
        low, high = min(numbers), max(numbers)
        if self.first < low or max(self.first, self.last or 0) > high:
            raise StudioError("input", f"Frames {self} reach outside the source, {_extent(numbers)}.")
        chosen = [number for number in numbers if self.holds(number)]
        if not chosen:
            raise StudioError("input", f"The source has no frame {self}, {_extent(numbers)}.")
        return chosen


@dataclass(frozen=True, slots=True)
class FrameRange:
    """One or several parts; their union, ascending, each frame once."""

    parts: tuple[FramePart, ...]

    def __str__(self) -> str:
        return ",".join(map(str, self.parts))

    def select(self, numbers: Sequence[int]) -> list[int]:
        """The frame numbers of a source that the range names, ascending.

        Gaps inside a part are passed over. StudioError "input" with the source's real range where a part
        reaches outside it or names nothing in it: a shorter episode than asked for is never made silently.
        """
        if not numbers:
            raise StudioError("input", f"The source has no frames, so frames {self} cannot be taken from it.")
        return sorted({number for part in self.parts for number in part.select(numbers)})


def parse_frame_range(text: str) -> FrameRange:
    """Read `50-99`, `120`, `0-200:4`, `50-`, or several of them separated by commas.

    An en dash counts as a dash and `#50` as 50. StudioError "usage" for anything else.
    """
    return FrameRange(tuple(_parse_part(part, text) for part in text.split(",")))


def compact_numbers(numbers: Iterable[int]) -> str:
    """Frame numbers as text that `parse_frame_range` reads back: `50-99,120`; empty for none."""
    return ",".join(_as_text(first, last) for first, last in _runs(numbers))


def _parse_part(part: str, text: str) -> FramePart:
    match = _PART.fullmatch(part)
    if match is None:
        shown = text if len(text) <= _SHOWN_TEXT else text[:_SHOWN_TEXT] + "…"
        raise StudioError("usage", f"The frame range {shown!r} cannot be read: {_EXAMPLE}.")
    first, step = int(match["first"]), int(match["step"] or 1)
    last = _last(match, first)
    if last is not None and last < first:
        raise StudioError("usage", f"The frame range {part.strip()!r} runs backwards: write {last}-{first}.")
    if step == 0:
        raise StudioError("usage", f"The step of the frame range {part.strip()!r} is 0: write 1 or more.")
    return FramePart(first, last, step)


def _last(match: re.Match[str], first: int) -> int | None:
    if match["dash"] is None:
        return first
    return int(match["last"]) if match["last"] else None


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _as_text(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _extent(numbers: Sequence[int]) -> str:
    runs = _runs(numbers)
    if len(runs) <= _SHOWN_RUNS:
        return f"which has frames {', '.join(_as_text(*run) for run in runs)}"
    return f"which has {len(set(numbers))} frames between {runs[0][0]} and {runs[-1][1]}"
