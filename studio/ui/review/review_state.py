"""What is current and selected in the review, and which view shows it; the same for grid, loupe, compare and survey."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from studio.episode.take_columns import TakeColumns
from studio.ui.review.review_model import ReviewModel

View: TypeAlias = Literal["grid", "loupe", "compare", "survey", "sweep"]
VIEWS: tuple[View, ...] = ("grid", "loupe", "compare", "survey", "sweep")


class ReviewState(QObject):
    """Rows are those of `session.takes`. Both current and selection survive filters, sorting and new takes.

    A selected row that a filter hides is not acted on, and is selected again when it is shown again. When the
    current row is hidden, the one that takes its place becomes current.
    """

    current_changed = Signal(object)    # row or None
    selection_changed = Signal()
    view_changed = Signal(str)

    def __init__(self, model: ReviewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.session = model.session
        self.view: View = "grid"
        self.current_row: int | None = None
        self._position = 0
        self._order = model.order
        self._anchor: int | None = None
        self._takes = self.session.takes
        self._mask = np.zeros(len(self._takes), np.bool_)
        model.order_changed.connect(self._follow)
        self._follow()

    def set_view(self, view: View) -> None:
        """Show the takes in another view."""
        if view != self.view:
            self.view = view
            self.view_changed.emit(view)

    def rows_in_order(self) -> NDArray[np.int64]:
        """All rows shown, in the order of the list."""
        return self.model.order

    def selected_rows(self) -> NDArray[np.int64]:
        """The selected rows that are shown, in the order of the list."""
        order = self.model.order
        return order[self._mask[order]]

    def is_selected(self, row: int) -> bool:
        """Whether that row is selected."""
        return bool(self._mask[row])

    def scope(self) -> NDArray[np.int64]:
        """What a command acts on: in the grid the selected rows, without any the current one; in a view that looks
        at one take closely, that one; in a sweep, whose takes are others, none."""
        if self.view == "sweep":
            return np.empty(0, np.int64)
        selected = self.selected_rows()
        if self.current_row is None or (len(selected) and self.view == "grid"):
            return selected
        return np.array([self.current_row], np.int64)

    def set_current(self, row: int | None, *, keep_selection: bool = False) -> None:
        """Go to a row; it alone is selected then, unless the selection is to be kept."""
        self._set_current(row)
        if not keep_selection:
            self._anchor = row
            self._select(np.empty(0, np.int64) if row is None else np.array([row], np.int64))

    def move(self, positions: int, *, extend: bool = False) -> None:
        """Go so many places on in the list, stopping at its ends; `extend` selects on from the anchor."""
        self.go_to(self._position + positions, extend=extend)

    def go_to(self, position: int, *, extend: bool = False) -> None:
        """Go to a place of the list, or the nearest there is."""
        order = self.model.order
        if not len(order):
            return
        row = int(order[max(0, min(position, len(order) - 1))])
        if extend:
            self.extend_to(row)
        else:
            self.set_current(row)

    def extend_to(self, row: int) -> None:
        """Select everything from where the selection began up to this row, in the order of the list."""
        start = self.model.position_of(self._anchor) if self._anchor is not None else -1
        end = self.model.position_of(row)
        if start < 0:
            self._anchor, start = row, end
        first, last = sorted((start, end))
        self._set_current(row)
        self._select(self.model.order[first:last + 1])

    def toggle(self, row: int) -> None:
        """Add a row to the selection, or take it out."""
        self._anchor = row
        self._set_current(row)
        self._mask[row] = not self._mask[row]
        self.selection_changed.emit()

    def select(self, rows: NDArray[np.int64], *, add: bool = False) -> None:
        """Select these rows, as a brushed range does; the current row stays."""
        self._select(np.concatenate((self.selected_rows(), rows)) if add else rows)

    def select_all(self) -> None:
        """Everything that is shown."""
        self._select(self.model.order)

    def select_none(self) -> None:
        """Nothing; commands act on the current row alone."""
        self._select(np.empty(0, np.int64))

    def invert(self) -> None:
        """What is shown and was not selected."""
        order = self.model.order
        self._select(order[~self._mask[order]])

    @property
    def position(self) -> int:
        """The current row's place in the list; 0 without one."""
        return self._position

    def _select(self, rows: NDArray[np.int64]) -> None:
        self._mask[:] = False
        self._mask[rows] = True
        self.selection_changed.emit()

    def _set_current(self, row: int | None) -> None:
        self._position = max(0, self.model.position_of(row)) if row is not None else 0
        if row != self.current_row:
            self.current_row = row
            self.current_changed.emit(row)

    def _follow(self) -> None:
        """The list has another order, or the takes have other rows."""
        before, moved = self._takes, self._carry_over()
        row = self._still_current(before)
        self._order = self.model.order
        begins = self.current_row is None and row is not None and not self._mask.any()
        if moved and row == self.current_row:
            self.current_changed.emit(row)
        self._set_current(row)
        if begins and row is not None:
            self._anchor = row
            self._mask[row] = True
        self.selection_changed.emit()

    def _still_current(self, takes: TakeColumns) -> int | None:
        """The current row, or the one that took its place; `takes` are those that the order before was of."""
        order, row = self.model.order, self.current_row
        if not len(order):
            return None
        if row is not None and self.model.position_of(row) >= 0:
            return row
        before = _places_of(takes, self._takes, self._order[:self._position])
        staying = int(np.count_nonzero(self.model.positions()[before[before >= 0]] >= 0))
        return int(order[min(staying, len(order) - 1)])

    def _carry_over(self) -> bool:
        """Find current, anchor and selected takes again among new rows; whether rows moved."""
        before, after = self._takes, self.session.takes
        self._takes = after
        if before.takes is after.takes:
            return False
        self.current_row, self._anchor = (_moved(before, after, row) for row in (self.current_row, self._anchor))
        found = _places_of(before, after, np.flatnonzero(self._mask))
        self._mask = np.zeros(len(after), np.bool_)
        self._mask[found[found >= 0]] = True
        return True


def _moved(before: TakeColumns, after: TakeColumns, row: int | None) -> int | None:
    place = -1 if row is None else int(_places_of(before, after, np.array([row], np.int64))[0])
    return place if place >= 0 else None


def _places_of(before: TakeColumns, after: TakeColumns, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of these rows of `before` the row of the same take on the same frame in `after`, -1 where it is gone."""
    if before.takes is after.takes or not len(rows):
        return rows
    if not len(after):
        return np.full(len(rows), -1, np.int64)
    width = int(max(before.takes.max(initial=0), after.takes.max())) + 1
    wanted, there = before.frame_ids[rows] * width + before.takes[rows], after.frame_ids * width + after.takes
    order = None if (there[1:] > there[:-1]).all() else np.argsort(there)     # sources are filed in their order, mostly
    found = np.minimum(np.searchsorted(there, wanted, sorter=order), len(there) - 1)
    places = found if order is None else order[found]
    return np.where(there[places] == wanted, places, -1)
