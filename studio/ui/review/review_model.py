"""The takes as the grid shows them: filtered and sorted rows of the session's columns."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from studio.review.take_filter import TakeFilter, TakeSort, shown_rows, sorted_rows
from studio.ui.episode_session import EpisodeSession
from studio.ui.numbers import fixed_text

Index = QModelIndex | QPersistentModelIndex


class ReviewModel(QAbstractListModel):
    """Position n of the list is row `order[n]` of `session.takes`. A change of order is a model reset.

    `order_changed`: other rows, or the same elsewhere. `shown_changed`: after that, and after every change of
    standings or decisions that left the order alone.
    """

    order_changed = Signal()
    shown_changed = Signal()

    def __init__(self, session: EpisodeSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.filter = TakeFilter()
        self.sorting = TakeSort()
        self.order: NDArray[np.int64] = np.empty(0, np.int64)
        self._sorted = self.order
        self._positions: NDArray[np.int64] | None = None
        session.takes_changed.connect(self._sort_anew)
        session.standings_changed.connect(self._filter_anew)
        self._sort_anew()

    def set_filter(self, wanted: TakeFilter) -> None:
        """Show other takes."""
        if wanted != self.filter:
            self.filter = wanted
            self._filter_anew()

    def set_sorting(self, sorting: TakeSort) -> None:
        """Show them in another order."""
        if sorting != self.sorting:
            self.sorting = sorting
            self._sort_anew()

    def rows_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows at these positions of the list."""
        return self.order[positions]

    def row_at(self, index: Index) -> int:
        """The row of `session.takes` behind an index; -1 for none."""
        return int(self.order[index.row()]) if index.isValid() else -1

    def position_of(self, row: int) -> int:
        """Where a row stands in the list; -1 where it is not shown."""
        places = self.positions()
        return int(places[row]) if 0 <= row < len(places) else -1

    def positions(self) -> NDArray[np.int64]:
        """For every row of `session.takes` its position, -1 where it is not shown."""
        if self._positions is None:
            self._positions = np.full(len(self.session.takes), -1, np.int64)
            self._positions[self.order] = np.arange(len(self.order))
        return self._positions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many takes are shown."""
        return 0 if parent.isValid() else len(self.order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The take in words; what is painted is read from the session's columns."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.describe(self.row_at(index))
        return None

    def describe(self, row: int) -> str:
        """A take in words, for a screen reader: such as `Frame 52, face found 0.84, out`."""
        standings = (self.tr("chosen by hand"), self.tr("accepted by hand"), self.tr("passes"), self.tr("undecided"),
                     self.tr("out"), self.tr("rejected by hand"))
        takes, det = self.session.takes, float(self.session.takes.scores["det"][row])
        found = self.tr("no face measured") if math.isnan(det) else self.tr("face found {det}").format(det=fixed_text(det))
        return self.tr("Frame {number}, {found}, {standing}").format(
            number=int(takes.frames[row]), found=found, standing=standings[int(self.session.codes[row])])

    def _sort_anew(self) -> None:
        self._sorted = sorted_rows(self.session.takes, self.sorting)
        self._show(self._shown(), reset=True)

    def _filter_anew(self) -> None:
        order = self._shown()
        self._show(order, reset=order is not self.order and not np.array_equal(order, self.order))

    def _shown(self) -> NDArray[np.int64]:
        session = self.session
        return shown_rows(session.takes, session.codes, session.picks, self.filter, self._sorted)

    def _show(self, order: NDArray[np.int64], *, reset: bool) -> None:
        if reset:
            self.beginResetModel()
            self.order = order
            self._positions = None
            self.endResetModel()
            self.order_changed.emit()
        self.shown_changed.emit()
