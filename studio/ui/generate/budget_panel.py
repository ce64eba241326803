"""What the episode will take and took, stage by stage."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.jobs.budget import Budget, StageBudget
from studio.ui.background import Background
from studio.ui.generate.what_if import WhatIfPart
from studio.ui.numbers import fixed_text, plain_text
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import label, seam
from studio.ui.widgets.panel import Panel, UprightScroll
from studio.ui.widgets.times import clock_text, short_text

_NONE = "–"
_UNKNOWN = "?"
_SHORT_S = 10.0
_COLUMN = 72            # pixels of a column of times
_SETTLES_MS = 250       # after this the layout has settled
LEAST_HEIGHT = 244      # pixels: all rows
_BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BudgetPanel(Panel):
    """Forecast of what is to do, and what was measured, here and on this machine."""

    def __init__(self, folder: Path, background: Background) -> None:
        super().__init__("budget", "", scrolls=True)
        self.title = self.tr("Budget")
        self.setAccessibleName(self.title)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.head.set_title(self.title)
        self._names = {"source": self.tr("Source"), "identity": self.tr("Identity"), "voice": self.tr("Voice"),
                       "generate": self.tr("Generate"), "score": self.tr("Score"), "loop": self.tr("Loop"),
                       "lipsync": self.tr("Lip sync"), "foley": self.tr("Foley"), "mix": self.tr("Mix"),
                       "picture": self.tr("Picture"), "export": self.tr("Export"),
                       "marks": self.tr("Content Credentials"), "publish": self.tr("Publish")}
        self.rows = TimeRows((self.tr("forecast"), self.tr("measured")))
        self.whole = TimeRows()
        self.body.addWidget(self.rows)
        self.body.addWidget(seam())
        self.what_if = WhatIfPart(folder, background, self._names)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.what_if)
        self.body.addStretch(1)
        self._revealing = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        scroll = self.findChild(UprightScroll)
        assert scroll is not None
        self._bar = scroll.verticalScrollBar()
        self._bar.rangeChanged.connect(self._follow_range)
        self.what_if.revealed.connect(self._show_what_if)

    def show_budget(self, budget: Budget, running_s: float = 0.0) -> None:
        """A budget; `running_s` were spent by the run under way, which is filed when it ends."""
        for item in budget.stages:
            spent = item.measured_s + (running_s if item.stage == "generate" else 0.0)
            self.rows.set(item.stage, self._names.get(item.stage, item.stage), _forecast(item.forecast_s), _time(spent),
                          tip=self._ground(item))
        self.whole.set("all", self.tr("Episode"), _forecast(budget.forecast_s), _time(budget.measured_s + running_s),
                       style="sectionTitle")
        self._show_money(budget, budget.measured_s + running_s)

    def read_soon(self) -> None:
        """Timings, takes or settings are others."""
        self.what_if.read_soon()

    def _show_what_if(self) -> None:
        """Now, and again when the room to scroll has grown to what is in it."""
        self._bar.setValue(self.what_if.y())
        self._revealing.start()

    def _follow_range(self) -> None:
        if self._revealing.isActive():
            self._bar.setValue(self.what_if.y())

    def _show_money(self, budget: Budget, measured_s: float) -> None:
        if budget.rate_per_hour is None:
            self.whole.remove("money")
            return
        forecast = budget.money(budget.forecast_s)
        shown = _UNKNOWN if forecast is None else fixed_text(forecast)
        name = self.tr("Money, at {rate} an hour").format(rate=plain_text(budget.rate_per_hour))
        self.whole.set("money", name, shown, fixed_text(budget.money(measured_s) or 0.0))

    def _ground(self, item: StageBudget) -> str:
        if not item.items:
            return self.tr("Nothing to do")
        if not item.runs:
            return self.tr("Not measured on this machine yet")
        return self.tr("From %n earlier run(s) on this machine", "", item.runs)


class TimeRows(QWidget):
    """Rows of a dim name and two times, each below the other; `heads` are written above them."""

    def __init__(self, heads: tuple[str, str] | None = None) -> None:
        super().__init__()
        self._rows: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setColumnStretch(0, 1)
        for column in (1, 2):
            self._grid.setColumnMinimumWidth(column, _COLUMN)
            if heads:
                self._grid.addWidget(label(heads[column - 1], "small"), 0, column, _BESIDE)

    def set(self, key: str, name: str, forecast: str, measured: str, *, style: str = "", tip: str = "") -> None:
        """Show both times beside `name`; `style` as in `label`."""
        if key not in self._rows:
            self._add(key, style)
        for shown, text in zip(self._rows[key], (name, forecast, measured), strict=True):
            shown.setText(text)
            shown.setToolTip(tip)

    def remove(self, key: str) -> None:
        """Take a row away."""
        for item in self._rows.pop(key, ()):
            self._grid.removeWidget(item)
            item.deleteLater()

    def value(self, key: str) -> tuple[str, str]:
        """What a row says."""
        _, forecast, measured = self._rows[key]
        return forecast.text(), measured.text()

    def _add(self, key: str, style: str) -> None:
        made = self._rows[key] = (label("", style or "second"), label("", style), label("", style or "second"))
        row = self._grid.rowCount()
        for column, item in enumerate(made):
            self._grid.addWidget(item, row, column, _BESIDE if column else Qt.AlignmentFlag.AlignLeft)


def _forecast(seconds: float | None) -> str:
    return _UNKNOWN if seconds is None else _time(seconds)


def _time(seconds: float) -> str:
    if not seconds:
        return _NONE
    return short_text(seconds) if seconds < _SHORT_S else clock_text(seconds)
