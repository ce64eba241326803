"""Accept, reject, clear, choose: what the keys P, X, U and Enter do to the takes in scope, and going on afterwards."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.episode.decision_table import ACCEPT, CLEAR, REJECT
from studio.episode.history import Operation
from studio.episode.ranges import to_runs
from studio.ui import step_labels
from studio.ui.actions import ActionRegistry
from studio.ui.context import WindowContext
from studio.ui.review.review_state import ReviewState

_AUTO = "review.auto_advance"


class Deciding(QObject):
    """One gesture is one step of the history, whatever it touches. `auto_changed`: going on after each decision."""

    auto_changed = Signal()

    def __init__(self, context: WindowContext, state: ReviewState, owner: QWidget) -> None:
        super().__init__(owner)
        self._state = state
        self._session = state.session
        self._context = context
        self.auto_advance = bool(context.state.number(_AUTO, 0))
        self._takes = state.session.takes
        self._is_ours = False
        self._session.takes_changed.connect(self._remember)
        self._session.history_changed.connect(self._show_changed)
        self._bind(context.actions, owner)

    def decide(self, value: int, *, go_on: bool = False) -> None:
        """Accept (1), reject (-1) or clear (0) the takes in scope; `go_on`: then to the next take."""
        rows = self._state.scope()
        if not len(rows):
            return
        after = self._next_row(rows) if go_on or self.auto_advance else None
        label = step_labels.decided(value, len(rows))
        self._is_ours = True
        if value == CLEAR and self._session.takes.chosen[rows].any():
            self._session.apply(self._clearing(rows), label)
        else:
            self._session.decide(value, rows, label)
        self._is_ours = False
        if after is not None and self._state.view != "survey":     # which goes on by itself
            self._state.set_current(after)

    def choose(self) -> None:
        """Let the current take stand for its frame, whatever its scores."""
        row = self._state.current_row
        if row is not None:
            frame = int(self._session.takes.frames[row])
            self._session.choose(row, step_labels.chosen(frame))

    def toggle_auto_advance(self) -> None:
        """Go on after each decision, or no longer."""
        self.auto_advance = not self.auto_advance
        self._context.state.put(_AUTO, float(self.auto_advance))
        self._context.actions.action(_AUTO).setChecked(self.auto_advance)
        self.auto_changed.emit()

    def _clearing(self, rows: NDArray[np.int64]) -> list[Operation]:
        """Neither decided nor chosen any more."""
        takes = self._session.takes
        chosen = takes.frame_ids[rows[takes.chosen[rows]]].tolist()
        return [{"do": "decide", "value": CLEAR, "takes": to_runs(np.unique(takes.takes[rows]))},
                *({"do": "choose", "frame": frame, "take": None} for frame in chosen)]

    def _remember(self) -> None:
        self._takes = self._session.takes

    def _show_changed(self) -> None:
        """After undo or redo: go where something changed, unless the current take is among it."""
        before, after = self._takes, self._session.takes
        self._remember()
        if self._is_ours or before.takes is not after.takes:
            return
        changed = (before.decisions != after.decisions) | (before.chosen != after.chosen)
        shown = self._state.model.order[changed[self._state.model.order]]
        current = self._state.current_row
        if len(shown) and (current is None or not changed[current]):
            self._state.set_current(int(shown[0]), keep_selection=True)

    def _next_row(self, rows: NDArray[np.int64]) -> int | None:
        """The take after the last of these in the list, told before a filter hides them; None at the end."""
        model = self._state.model
        last = int(model.positions()[rows].max()) + 1
        return int(model.order[last]) if last < len(model.order) else None

    def _bind(self, actions: ActionRegistry, owner: QWidget) -> None:
        def decider(value: int, *, go_on: bool) -> Callable[[], None]:
            return lambda: self.decide(value, go_on=go_on)

        for name, value in (("accept", ACCEPT), ("reject", REJECT), ("clear", CLEAR)):
            actions.bind(f"review.{name}", decider(value, go_on=False), owner)
            actions.bind(f"review.{name}_next", decider(value, go_on=True), owner)
        actions.bind("review.choose", self.choose, owner)
        actions.bind(_AUTO, self.toggle_auto_advance, owner)
        actions.action(_AUTO).setChecked(self.auto_advance)
