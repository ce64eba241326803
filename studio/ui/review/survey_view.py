"""Survey: the selected takes side by side, as large as they can be."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QSizeF, Qt

from studio.ui.review.looking import PAGE, Awaited, Looking, LookingView
from studio.ui.review.score_words import judged_score, standing_mark
from studio.ui.review.take_view import TakeView
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import label

MOST = 12


class SurveyView(LookingView):
    """Shows up to 12 selected takes; a click or an arrow makes one current, and the selection stays."""

    asker = "survey"

    def __init__(self, looking: Looking) -> None:
        super().__init__(looking)
        self.rows: list[int] = []
        self._rejected: set[int] = set()
        self.tiles = [TakeView(looking.zoom) for _ in range(MOST)]
        self._awaited = [Awaited(tile, looking.pictures) for tile in self.tiles]
        self._hint = label("", "second", wrap=True)
        self._hint.setParent(self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for place, tile in enumerate(self.tiles):
            tile.setParent(self)
            tile.hide()
            tile.clicked.connect(lambda place=place: self._choose(place))
        self.state.selection_changed.connect(self.refresh)
        self.state.current_changed.connect(lambda _: self._mark())
        looking.session.standings_changed.connect(self._on_standings)

    def step(self, takes: int) -> None:
        """To the next take of the survey."""
        if self.rows:
            here = self.rows.index(self.state.current_row) if self.state.current_row in self.rows else 0
            far = -1 if takes < 0 else 1
            self._choose(min(max(here + (far if abs(takes) < PAGE else takes), 0), len(self.rows) - 1))

    def drop_current(self) -> None:
        """Take the current one out of the survey; the next becomes current."""
        if self.state.current_row in self.rows:
            self._drop({self.state.current_row})

    def hint(self) -> str:
        """What is said above the pictures."""
        return self._hint.text()

    def refresh(self) -> None:
        """Show what is selected now; nothing is read while the view is hidden."""
        if not self.isVisible():
            return
        rows = self.state.selected_rows()
        self.rows = [int(row) for row in rows[:MOST]]
        self._rejected = {row for row in self.rows if self.looking.session.takes.decisions[row] < 0}
        if self.rows and self.state.current_row not in self.rows:
            self.state.set_current(self.rows[0], keep_selection=True)
        pictures = self.looking.pictures
        self.want([pictures.take(row) for row in self.rows])
        for place, awaited in enumerate(self._awaited):
            awaited.show(pictures.take(self.rows[place]) if place < len(self.rows) else None)
        self._say(len(rows))
        self._mark()
        self.lay_out()

    def lay_out(self) -> None:
        """Tile anew."""
        room = self.rect().adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE)
        if not self._hint.isHidden():
            height = self._hint.heightForWidth(room.width())
            self._hint.setGeometry(room.left(), room.top(), room.width(), height)
            room.setTop(room.top() + height + BETWEEN)
        boxes = tiled(room, len(self.rows), self._shape())
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(boxes))
            if place < len(boxes):
                tile.setGeometry(boxes[place])

    def _drop(self, gone: set[int]) -> None:
        left = [row for row in self.rows if row not in gone]
        here = self.state.current_row
        if left and here not in left:
            place = self.rows.index(here) if here in self.rows else 0
            after = [row for row in self.rows[place:] if row in left]
            self.state.set_current(after[0] if after else left[-1], keep_selection=True)
        self.state.select(np.array([row for row in self.state.selected_rows() if row not in gone], np.int64))

    def _on_standings(self) -> None:
        """What was rejected here leaves the survey; what was rejected before and chosen to be seen stays."""
        if self.isVisible():
            decisions = self.looking.session.takes.decisions
            rejected = {row for row in self.rows if row < len(decisions) and decisions[row] < 0}
            gone, self._rejected = rejected - self._rejected, rejected
            if gone:
                self._drop(gone)
        self._mark()

    def _choose(self, place: int) -> None:
        self.setFocus()
        self.state.set_current(self.rows[place], keep_selection=True)

    def _mark(self) -> None:
        session = self.looking.session
        for row, tile in zip(self.rows, self.tiles, strict=False):
            if row < len(session.takes):
                tile.set_current(row == self.state.current_row)
                tile.set_badge(standing_mark(session, row))
                scores = [judged_score(session, row, name) for name in ("det", "identity")]
                figures = [f"{score.text} {score.mark}".strip() for score in scores]
                tile.set_caption("   ".join([f"#{int(session.takes.frames[row])}", *figures]))

    def _say(self, selected: int) -> None:
        if selected > MOST:
            self._hint.setText(self.tr("The first {most} of {count} selected takes are shown.")
                               .format(most=MOST, count=selected))
        elif selected < 2:
            self._hint.setText(self.tr("Select two takes or more in the grid (G) to see them side by side."))
        else:
            self._hint.setText("")
        self._hint.setVisible(bool(self._hint.text()))

    def _shape(self) -> QSizeF:
        if not self.rows:
            return QSizeF(2, 3)
        facts = self.looking.pictures.details(self.rows[0]).facts
        return QSizeF(facts.width, facts.height)


def tiled(room: QRect, count: int, shape: QSizeF) -> Sequence[QRect]:
    """Boxes for `count` pictures of one shape, in rows, with the columns that make the pictures largest; close
    together, in the middle of the room."""
    if not count or room.width() < 1 or room.height() < 1:
        return []
    columns = max(range(1, count + 1), key=lambda wanted: _scale(room, count, wanted, shape))
    lines, scale = math.ceil(count / columns), _scale(room, count, columns, shape)
    width, height = max(1, int(shape.width() * scale)), max(1, int(shape.height() * scale))
    left = room.left() + (room.width() - columns * width - (columns - 1) * BETWEEN) // 2
    top = room.top() + (room.height() - lines * height - (lines - 1) * BETWEEN) // 2
    return [QRect(left + place % columns * (width + BETWEEN), top + place // columns * (height + BETWEEN), width, height)
            for place in range(count)]


def _scale(room: QRect, count: int, columns: int, shape: QSizeF) -> float:
    lines = math.ceil(count / columns)
    return min((room.width() - (columns - 1) * BETWEEN) / columns / shape.width(),
               (room.height() - (lines - 1) * BETWEEN) / lines / shape.height())
