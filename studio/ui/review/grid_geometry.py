"""Where the cells of the grid lie: plain arithmetic, so that 100,000 of them cost nothing to lay out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from studio.ui.theme import BETWEEN, INSIDE

FOOT = 24                       # pixels below the picture for number, scores and badge
NARROWEST, WIDEST, USUAL = 88, 360, 132


@dataclass(frozen=True, slots=True)
class GridGeometry:
    """Cells of one size from left to right, then down. All in pixels of the content, whose top is 0.

    `aspect` is width over height of the pictures; cells are at least as wide as asked for and fill the width.
    """

    count: int
    columns: int
    cell: QSize

    @staticmethod
    def fitting(count: int, room: int, wanted: int, aspect: float) -> GridGeometry:
        """As many columns of `wanted` pixels as `room` has."""
        inner = room - 2 * INSIDE
        columns = max(1, (inner + BETWEEN) // (wanted + BETWEEN))
        width = max(NARROWEST, (inner - (columns - 1) * BETWEEN) // columns)
        return GridGeometry(count, columns, QSize(width, round(width / aspect) + FOOT))

    @property
    def picture(self) -> QSize:
        """The room for the picture in a cell."""
        return QSize(self.cell.width(), self.cell.height() - FOOT)

    @property
    def pitch(self) -> int:
        """From one line of cells to the next."""
        return self.cell.height() + BETWEEN

    @property
    def height(self) -> int:
        """Of everything, with its margins."""
        lines = -(-self.count // self.columns)
        return 2 * INSIDE - BETWEEN + lines * self.pitch if lines else 0

    def rect(self, position: int) -> QRect:
        """The cell at a position."""
        line, column = divmod(position, self.columns)
        left = INSIDE + column * (self.cell.width() + BETWEEN)
        return QRect(QPoint(left, INSIDE + line * self.pitch), self.cell)

    def position_at(self, point: QPoint) -> int:
        """The position of the cell under a point; -1 between cells and outside."""
        column = (point.x() - INSIDE) // (self.cell.width() + BETWEEN)
        line = (point.y() - INSIDE) // self.pitch
        position = line * self.columns + column
        if not 0 <= column < self.columns or line < 0 or position >= self.count:
            return -1
        return position if self.rect(position).contains(point) else -1

    def lines_between(self, top: int, bottom: int) -> range:
        """The positions of all cells on the lines that touch these two heights or lie between."""
        first = max(0, (top - INSIDE) // self.pitch)
        last = max(-1, (bottom - INSIDE) // self.pitch)
        return range(min(self.count, first * self.columns), min(self.count, (last + 1) * self.columns))

    def positions_in(self, rect: QRect) -> list[int]:
        """The positions of the cells that a rectangle touches."""
        return [place for place in self.lines_between(rect.top(), rect.bottom()) if self.rect(place).intersects(rect)]
