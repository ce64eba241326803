"""Keeps the loop's frame-diff up to date: new steps between picks are measured in the background, a few at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.errors import StudioError
from studio.finish.frame_diff import FrameDiff, loop_difference
from studio.jobs.loop_motion import LoopSteps, as_shown, loop_size
from studio.ui.timeline.timeline_model import TimelineModel

_AT_ONCE = 6            # steps; in between others get their turn and the number grows
_KEEP_EVERY = 600       # steps, so that closing the episode in between loses little
_SETTLE_MS = 120        # while a threshold is dragged nothing is measured
_FEW = 2_000            # picks whose steps are looked up while the window waits

Size: TypeAlias = tuple[int, int]


@dataclass(slots=True)
class _Loop:
    """The keys of the picks in order; `neighbours` are the steps between them, NaN where `missing` has their place."""

    keys: list[str]
    size: Size
    neighbours: NDArray[np.float64]
    missing: list[int]


class LoopMotionWatch(QObject):
    """`difference` is None until every step is known; `done` of `total` are. `problem`: a picture that cannot be read."""

    changed = Signal()

    def __init__(self, model: TimelineModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._background = model.session.background
        self._steps = LoopSteps(model.session.folder)
        self.difference: FrameDiff | None = None
        self.done = self.total = 0
        self.problem: StudioError | None = None
        self._rows: list[int] = []
        self._loop: _Loop | None = None
        self._sizes: dict[str, Size] = {}           # of a loop, by the key of its first pick
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._go_on)
        model.loop_changed.connect(self._look_again)
        self._look_again()

    def _look_again(self) -> None:
        session = self._model.session
        self.problem, self._loop, self._rows = None, None, session.picks.tolist()
        size = self._sizes.get(session.takes.keys[self._rows[0]]) if self._rows else None
        if size is not None and len(self._rows) <= _FEW:
            self._loop = _look_up(self._steps, self._keys(), size)
        self._judge()
        if self.done < self.total:
            self._timer.start()

    def _judge(self) -> None:
        """What can be said from the steps known already."""
        plan, loop = self._model.plan_of_picks, self._loop
        self.total, self.done, self.difference = max(0, len(self._rows) - 1), 0, None
        if plan is not None and self.total == 0:
            self.difference = loop_difference(np.empty(0), plan)
        elif plan is not None and loop is not None:
            self.done = self.total - len(loop.missing)
            if not loop.missing:
                self.difference = loop_difference(as_shown(loop.neighbours, plan), plan)
        self.changed.emit()

    def _go_on(self) -> None:
        if self._busy or len(self._rows) < 2:
            return
        self._busy = True
        loop, rows = self._loop, self._rows
        work = self._reading() if loop is None else self._measuring(loop)
        self._background.measure(self, work, partial(self._came, rows), self._failed)

    def _reading(self) -> Callable[[], _Loop]:
        session, steps, rows = self._model.session, self._steps, self._rows
        keys, first = session.takes.keys, session.picture_path(self._rows[0])

        def work() -> _Loop:
            return _look_up(steps, [keys[row] for row in rows], loop_size(first))

        return work

    def _measuring(self, loop: _Loop) -> Callable[[], _Loop]:
        """The steps missing first; they are no longer missing when it ends."""
        session, steps, rows = self._model.session, self._steps, self._rows
        places = loop.missing[:_AT_ONCE]
        taken = {place: (loop.keys[place], session.picture_path(rows[place]))
                 for place in sorted({*places, *(place + 1 for place in places)})}

        def work() -> _Loop:
            steps.measure([(taken[place], taken[place + 1]) for place in places], loop.size)
            left = loop.missing[len(places):]
            if len(left) // _KEEP_EVERY < len(loop.missing) // _KEEP_EVERY or not left:
                steps.keep()
            for place in places:
                loop.neighbours[place] = steps.differences(loop.keys[place:place + 2], loop.size)[0]
            return _Loop(loop.keys, loop.size, loop.neighbours, left)

        return work

    def _came(self, rows: list[int], loop: _Loop) -> None:
        self._busy = False
        self._sizes = {loop.keys[0]: loop.size}
        if rows is self._rows:          # else the loop has changed meanwhile, and what was measured is looked up
            self._loop = loop
            self._judge()
        if self.done < self.total:
            self._go_on()

    def _failed(self, problem: StudioError) -> None:
        self._busy = False
        self.problem = problem
        self.changed.emit()

    def _keys(self) -> list[str]:
        keys = self._model.session.takes.keys
        return [keys[row] for row in self._rows]


def _look_up(steps: LoopSteps, keys: list[str], size: Size) -> _Loop:
    neighbours = steps.differences(keys, size)
    return _Loop(keys, size, neighbours, np.flatnonzero(np.isnan(neighbours)).tolist())
