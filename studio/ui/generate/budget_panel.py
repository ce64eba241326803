"""What the episode will take and took, stage by stage."""

from __future__ import annotations

from studio.jobs.budget import Budget, StageBudget
from studio.ui.widgets.controls import FactRows, seam
from studio.ui.widgets.panel import Panel
from studio.ui.widgets.times import clock_text, short_text

_NONE = "–"
_UNKNOWN = "?"
_SHORT_S = 10.0


class BudgetPanel(Panel):
    """Forecast of what is to do, and what was measured, here and on this machine."""

    def __init__(self) -> None:
        super().__init__("budget", "", scrolls=True)
        self.title = self.tr("Budget")
        self.setAccessibleName(self.title)
        self.head.set_title(self.title)
        self.head.add_note().setText(self.tr("forecast · measured"))
        self._names = {"source": self.tr("Source"), "identity": self.tr("Identity"), "voice": self.tr("Voice"),
                       "generate": self.tr("Generate"), "score": self.tr("Score"), "loop": self.tr("Loop"),
                       "mix": self.tr("Mix"), "export": self.tr("Export")}
        self.rows = FactRows()
        self.whole = FactRows()
        self.body.addWidget(self.rows)
        self.body.addWidget(seam())
        self.body.addWidget(self.whole)
        self.body.addStretch(1)

    def show_budget(self, budget: Budget, running_s: float = 0.0) -> None:
        """A budget; `running_s` were spent by the run under way, which is filed when it ends."""
        for item in budget.stages:
            spent = item.measured_s + (running_s if item.stage == "generate" else 0.0)
            self.rows.set(item.stage, self._names.get(item.stage, item.stage), _pair(item.forecast_s, spent),
                          tip=self._ground(item))
        self.whole.set("all", self.tr("Episode"), _pair(budget.forecast_s, budget.measured_s + running_s),
                       style="sectionTitle")
        self._show_money(budget)

    def _show_money(self, budget: Budget) -> None:
        if budget.rate_per_hour is None:
            self.whole.remove("money")
            return
        forecast = budget.money(budget.forecast_s)
        shown = _UNKNOWN if forecast is None else f"{forecast:.2f}"
        name = self.tr("Money, at {rate} an hour").format(rate=f"{budget.rate_per_hour:g}")
        self.whole.set("money", name, f"{shown} · {budget.money(budget.measured_s) or 0.0:.2f}")

    def _ground(self, item: StageBudget) -> str:
        if not item.items:
            return self.tr("Nothing to do")
        if not item.runs:
            return self.tr("Not measured on this machine yet")
        return self.tr("From %n earlier run(s) on this machine", "", item.runs)


def _pair(forecast: float | None, measured: float) -> str:
    return f"{_UNKNOWN if forecast is None else _time(forecast)} · {_time(measured)}"


def _time(seconds: float) -> str:
    if not seconds:
        return _NONE
    return short_text(seconds) if seconds < _SHORT_S else clock_text(seconds)
