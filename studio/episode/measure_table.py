"""Measures of takes that no analyzer makes: told from pixels, beside the frame and the take before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from studio.episode.database import transaction

MEASURES_REVISION = 1
"""Raised when a measure is computed otherwise; values of another revision are measured anew."""


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """What a measure is: its unit, and whether more or less of it is better; `describes`: neither."""

    unit: str
    direction: Literal["higher", "lower", "describes"]


MEASURES: Mapping[str, MeasureKind] = {
    "noise": MeasureKind("levels of 255", "lower"),
    "structure": MeasureKind("-1 to 1", "higher"),
    "perceptual": MeasureKind("LPIPS", "lower"),
    "frame_diff": MeasureKind("levels of 255", "describes"),
    "flow_motion": MeasureKind("pixels of 256", "describes"),
    "flicker": MeasureKind("levels of 255", "lower"),
}
MEASURE_NAMES: tuple[str, ...] = tuple(MEASURES)


@dataclass(frozen=True, slots=True)
class MeasuredTake:
    """A take on a frame, after the take `before` (0: it is the first), and its measures; None: cannot be measured."""

    take: int
    frame_id: int
    before: int
    values: Mapping[str, float | None]


class MeasureTable:
    """Files and reads measures."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def commit(self, measured: Iterable[MeasuredTake]) -> None:
        """File the measures of several takes at once."""
        rows = [(item.take, item.frame_id, item.before, name, MEASURES_REVISION, value)
                for item in measured for name, value in item.values.items()]
        with transaction(self._db) as db:
            db.executemany("INSERT OR REPLACE INTO measures VALUES(?,?,?,?,?,?)", rows)

    def of_takes(self, takes: Sequence[int]) -> dict[tuple[int, int, int], dict[str, float | None]]:
        """The measures of these takes, by take, frame id and the take before."""
        found: dict[tuple[int, int, int], dict[str, float | None]] = {}
        for start in range(0, len(takes), 500):
            some = takes[start:start + 500]
            marks = ",".join("?" * len(some))
            for take, frame, before, name, value in self._db.execute(
                    f"SELECT take_id, frame_id, before, name, value FROM measures WHERE revision=? AND"  # noqa: S608
                    f" take_id IN ({marks})", (MEASURES_REVISION, *some)):
                found.setdefault((take, frame, before), {})[name] = value
        return found
