"""The rows of the timeline from top to bottom: picture, tracks, sound that is made, the place to drop a sound, captions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from studio.episode.track import Timeline

RowKind: TypeAlias = Literal["picture", "track", "made", "drop", "captions"]

HEAD_WIDTH = 224
RULER_HEIGHT = 28
MARGIN = 6                  # above and below what stands in a row
_HEIGHTS: dict[RowKind, int] = {"picture": 96, "track": 72, "made": 60, "drop": 44, "captions": 52}
_VOICE_HEIGHT = 88


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One row; `track` is the id of its track."""

    kind: RowKind
    top: int
    height: int
    track: str = ""

    @property
    def bottom(self) -> int:
        """The first pixel below it."""
        return self.top + self.height


def lane_rows(timeline: Timeline, *, foley: bool = False) -> list[LaneRow]:
    """The rows of a timeline; `foley`: the Foley that finishing makes has one, which cannot be changed there."""
    wanted: list[tuple[RowKind, int, str]] = [("picture", _HEIGHTS["picture"], "")]
    wanted += [("track", _VOICE_HEIGHT if track.kind == "voice" else _HEIGHTS["track"], track.id)
               for track in timeline.tracks]
    wanted += [("made", _HEIGHTS["made"], "")] if foley else []
    wanted += [("drop", _HEIGHTS["drop"], ""), ("captions", _HEIGHTS["captions"], "")]
    rows, top = [], 0
    for kind, height, track in wanted:
        rows.append(LaneRow(kind, top, height, track))
        top += height
    return rows


def row_at(rows: list[LaneRow], y: float) -> LaneRow | None:
    """The row at that height."""
    return next((row for row in rows if row.top <= y < row.bottom), None)
