"""The few numbers to steer a run by: takes done, seconds a frame, time left, share that passes, memory."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.jobs.run_progress import RunProgress
from studio.review.statistics import Interval
from studio.ui.generate.sparkline import Sparkline
from studio.ui.numbers import fixed_text
from studio.ui.theme import GRID, INSIDE
from studio.ui.widgets.controls import BigNumber
from studio.ui.widgets.times import clock_text

_NONE = "–"


class RunNumbers(QWidget):
    """Each with what it is measured against below."""

    def __init__(self) -> None:
        super().__init__()
        self.takes = BigNumber(self.tr("takes"))
        self.each = BigNumber(self.tr("per frame"))
        self.left = BigNumber(self.tr("left"))
        self.passing = BigNumber(self.tr("pass so far"))
        self.memory = BigNumber(self.tr("memory"))
        self.memory.setToolTip(self.tr("Resident memory of the window and of all its worker processes together"))
        self.device_memory = BigNumber(self.tr("GPU memory"))
        self.device_memory.setToolTip(self.tr("Memory in use on the engine's device, as the engine says"))
        self.line = Sparkline(self.tr("engine's seconds per frame"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * INSIDE + GRID)
        for number in (self.takes, self.each, self.left, self.passing, self.memory, self.device_memory):
            row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.line, 1)

    def show_run(self, run: RunProgress, now: datetime, *, paused: bool) -> None:
        """A run as it stands."""
        self._show_running(running=True)
        self._show_takes(run.done, run.total)
        self._show_pace(run)
        self._show_left(run, now, paused=paused)
        self.line.set_values(run.seconds)

    def show_rest(self, made: int, frames: int) -> None:
        """Nothing runs: how many of the frames have a take."""
        self._show_running(running=False)
        self._show_takes(made, frames)

    def _show_running(self, *, running: bool) -> None:
        for item in (self.each, self.left):
            item.setVisible(running)

    def show_passing(self, interval: Interval | None) -> None:
        """The share of judged takes that pass, with its 95 % interval."""
        if interval is None or interval.share is None:
            self.passing.set(_NONE, "", self.tr("pass so far"))
            return
        caption = self.tr("pass so far ({low} – {high})").format(
            low=round(100 * interval.low), high=round(100 * interval.high))
        self.passing.set(f"{100 * interval.share:.0f}", "%", caption)
        self.passing.setToolTip(self.tr("{passed} of {tried} judged takes, 95 % interval").format(
            passed=interval.passed, tried=interval.tried))

    def show_memory(self, size: int | None) -> None:
        """Bytes in use; None while nothing runs."""
        self.memory.setVisible(size is not None)
        if size is not None:
            big = size >= 2**30
            shown = fixed_text(size / 2**30, 1) if big else fixed_text(size / 2**20, 0)
            self.memory.set(shown, self.tr("GB") if big else self.tr("MB"))

    def show_device_memory(self, memory: tuple[int, int] | None) -> None:
        """Bytes in use on the engine's device and bytes it has; None where nothing runs or the engine does not say."""
        self.device_memory.setVisible(memory is not None)
        if memory is not None:
            used, there = (size / 2**30 for size in memory)
            self.device_memory.set(fixed_text(used, 1), self.tr("of {size} GB").format(size=f"{there:.0f}"))

    def _show_takes(self, done: int, total: int) -> None:
        self.takes.set(str(done), self.tr("of {total}").format(total=total), self.tr("takes"))

    def _show_pace(self, run: RunProgress) -> None:
        each = run.pace.seconds_each
        caption = self.tr("per frame")
        if each is None:
            self.each.set(_NONE, "", self.tr("per frame · loading") if run.loading else caption)
        else:
            self.each.set(fixed_text(each), self.tr("s"), caption)

    def _show_left(self, run: RunProgress, now: datetime, *, paused: bool) -> None:
        left = run.left_s
        if paused:
            self.left.set(_NONE if left is None else clock_text(left), "", self.tr("left · paused"))
        elif left is None:
            self.left.set(_NONE, "", self.tr("left"))
        else:
            at = (now + timedelta(seconds=left)).strftime("%H:%M")
            self.left.set(clock_text(left), "", self.tr("left · done {time}").format(time=at))
