"""Keeps the loop's frame-diff up to date: new steps between picks are measured in the background, a few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.errors import StudioError
from studio.finish.frame_diff import FrameDiff, loop_difference
from studio.jobs.loop_motion import LoopSteps, as_shown, loop_size
from studio.ui.timeline.timeline_model import TimelineModel

_AT_ONCE = 6            # steps; in between others get their turn and the number grows
_SETTLE_MS = 120        # while a threshold is dragged nothing is measured

Taken: TypeAlias = tuple[str, Path]


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
        self._busy = False
        self._size: tuple[str, tuple[int, int]] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._go_on)
        model.loop_changed.connect(self._look_again)
        self._look_again()

    def _look_again(self) -> None:
        self.problem = None
        self._judge()
        if self.done < self.total:
            self._timer.start()

    def _judge(self) -> None:
        """What can be said from the steps known already: `_size` is known once the first pick was looked at."""
        keys = self._keys()
        self.total = max(0, len(keys) - 1)
        self.done, self.difference = 0, None
        plan = self._model.plan_of_picks
        if plan is not None and self.total == 0:
            self.difference = loop_difference(np.empty(0), plan)
        elif plan is not None and self._size is not None and self._size[0] == keys[0]:
            neighbours = self._steps.differences(keys, self._size[1])
            self.done = int(np.isfinite(neighbours).sum())
            if self.done == self.total:
                self.difference = loop_difference(as_shown(neighbours, plan), plan)
        self.changed.emit()

    def _go_on(self) -> None:
        taken = self._taken()
        if self._busy or len(taken) < 2:
            return
        self._busy = True
        size = self._size[1] if self._size is not None and self._size[0] == taken[0][0] else None
        steps = self._steps

        def work() -> tuple[str, tuple[int, int]]:
            found = size or loop_size(taken[0][1])
            known = np.isfinite(steps.differences([key for key, _ in taken], found))
            missing = [pair for pair, held in zip(pairwise(taken), known.tolist(), strict=True) if not held]
            steps.measure(missing[:_AT_ONCE], found)
            if len(missing) <= _AT_ONCE:
                steps.keep()
            return taken[0][0], found

        self._background.measure(self, work, self._measured, self._failed)

    def _measured(self, size: tuple[str, tuple[int, int]]) -> None:
        self._busy = False
        self._size = size
        self._judge()
        if self.done < self.total:
            self._go_on()

    def _failed(self, problem: StudioError) -> None:
        self._busy = False
        self.problem = problem
        self.changed.emit()

    def _keys(self) -> list[str]:
        session = self._model.session
        return [session.takes.keys[row] for row in session.picks.tolist()]

    def _taken(self) -> Sequence[Taken]:
        session = self._model.session
        return [(session.takes.keys[row], session.picture_path(row)) for row in session.picks.tolist()]
