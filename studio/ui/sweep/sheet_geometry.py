"""Where the pictures of a contact sheet lie: a row a preset, a column a frame, all columns of one width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from studio.ui.theme import BETWEEN, INSIDE

HEAD = 22                       # the numbers of the frames
NARROWEST = 56
SIDE_BY_SIDE = 3                # frames that are seen at once however high the room is


@dataclass(frozen=True, slots=True)
class SheetGeometry:
    """All in pixels of the content. `side` is the room of the presets' names; `tops` and `heights` by row."""

    columns: int
    side: int
    width: int
    tops: tuple[int, ...]
    heights: tuple[int, ...]

    @staticmethod
    def fitting(columns: int, aspects: Sequence[float], side: int, size: QSize) -> SheetGeometry:
        """As large as a room of this size allows for all rows, whose pictures have these aspects, width over height, and
        for a few columns."""
        room = size.height() - HEAD - INSIDE - BETWEEN * max(0, len(aspects) - 1)
        together = sum(1 / aspect for aspect in aspects) or 1.0
        beside = (size.width() - side) // max(1, min(columns, SIDE_BY_SIDE)) - BETWEEN
        width = max(NARROWEST, min(beside, int(room / together)))
        heights = tuple(int(width / aspect) for aspect in aspects)
        tops, top = [], HEAD
        for each in heights:
            tops.append(top)
            top += each + BETWEEN
        return SheetGeometry(columns, side, width, tuple(tops), heights)

    @property
    def pitch(self) -> int:
        """From one column to the next."""
        return self.width + BETWEEN

    @property
    def total_width(self) -> int:
        """Of everything."""
        return self.side + self.columns * self.pitch + INSIDE

    @property
    def total_height(self) -> int:
        """Of everything."""
        return (self.tops[-1] + self.heights[-1] if self.tops else HEAD) + INSIDE

    def cell(self, row: int, column: int) -> QRect:
        """Where a picture lies."""
        return QRect(self.side + column * self.pitch, self.tops[row], self.width, self.heights[row])

    def columns_in(self, left: int, right: int) -> range:
        """The columns between two places across."""
        first = max(0, (left - self.side) // self.pitch)
        return range(min(first, self.columns), min(self.columns, max(0, (right - self.side) // self.pitch + 1)))

    def at(self, across: int, down: int) -> tuple[int, int] | None:
        """Row and column of the picture at a place."""
        column = (across - self.side) // self.pitch
        for row in range(len(self.tops)):
            if 0 <= column < self.columns and across >= self.side and self.cell(row, column).contains(across, down):
                return row, column
        return None
