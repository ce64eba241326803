"""Forecasts side by side, stage by stage, and what an episode made earlier took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.jobs.forecast import StageForecast
from studio.jobs.what_if import Plan, WhatIf
from studio.ui.numbers import fixed_text
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import label
from studio.ui.widgets.times import clock_text, short_text

_UNKNOWN, _NONE = "?", "–"
_SHORT_S = 10.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class PlanTable(QWidget):
    """Columns: the episode as it is, as asked, and measured. Under a time stand its range and the number of runs."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._row = 1
        self.cells: dict[tuple[str, int], str] = {}

    def show_plans(self, what: WhatIf) -> None:
        """Everything anew."""
        self._clear()
        made = what.then.made
        heads = [self.tr("as it is"), self.tr("what if"), *([self.tr("measured")] if made else [])]
        tips = ["", "", *([self.tr("{episode}, {frames} frames").format(episode=made.name, frames=made.frames)]
                          if made else [])]
        for column, (head, tip) in enumerate(zip(heads, tips, strict=True), start=1):
            self._put(0, column, head, "small", tip)
        plans = (what.now, what.then)
        for stage in dict.fromkeys(item.stage for plan in plans for item in plan.forecast.stages):
            self._add_stage(stage, plans, made.seconds.get(stage) if made else None)
        self._add_row("all", self.tr("Episode"), [_time(plan.forecast.seconds) for plan in plans]
                      + ([_time(made.whole)] if made else []), "sectionTitle")
        if what.rate_per_hour is not None:
            costs = [plan.money(what.rate_per_hour) for plan in plans]
            costs += [made.whole / 3600 * what.rate_per_hour] if made else []
            self._add_row("money", self.tr("Money"), [_UNKNOWN if cost is None else fixed_text(cost) for cost in costs])

    def _add_stage(self, stage: str, plans: Sequence[Plan], measured: float | None) -> None:
        parts = [[item for item in plan.forecast.stages if item.stage == stage] for plan in plans]
        row = self._add_row(stage, self._names.get(stage, stage),
                            [*map(_sum, parts), *([] if measured is None else [_time(measured)])])
        for column, items in enumerate(parts, start=1):
            self._put(row + 1, column, self._ground(items), "small",
                      self.tr("The middle 80 % of the runs on this machine, and how many there were"))

    def _add_row(self, key: str, name: str, texts: Sequence[str], style: str = "") -> int:
        row, self._row = self._row, self._row + 2
        self._grid.addWidget(label(name, style or "second"), row, 0, _LEFT)
        for column, text in enumerate(texts, start=1):
            self._put(row, column, text, style)
            self.cells[key, column] = text
        return row

    def _ground(self, items: Sequence[StageForecast]) -> str:
        if not any(item.runs for item in items):
            return ""
        runs = self.tr("n {runs}").format(runs=min(item.runs for item in items))
        if any(item.low is None or item.high is None for item in items):
            return runs
        low, high = sum(item.low or 0.0 for item in items), sum(item.high or 0.0 for item in items)
        return f"{_time(low)} … {_time(high)}\n{runs}"

    def _put(self, row: int, column: int, text: str, style: str, tip: str = "") -> None:
        shown = label(text, style)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        shown.setToolTip(tip)
        self._grid.addWidget(shown, row, column, _RIGHT)

    def _clear(self) -> None:
        self.cells.clear()
        self._row = 1
        for shown in self._labels():
            self._grid.removeWidget(shown)
            shown.hide()
            shown.deleteLater()

    def _labels(self) -> Iterator[QLabel]:
        yield from self.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _sum(items: Sequence[StageForecast]) -> str:
    if not items:
        return _NONE
    known = [item.seconds for item in items if item.seconds is not None]
    return _time(sum(known)) if len(known) == len(items) else _UNKNOWN


def _time(seconds: float | None) -> str:
    if seconds is None:
        return _UNKNOWN
    return short_text(seconds) if seconds < _SHORT_S else clock_text(seconds)
