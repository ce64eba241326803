"""The one click: which stages will run, what they cost, how they go on, and the exports that came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from studio.jobs.export_plan import ExportPlan
from studio.jobs.step_forecast import PlannedStage
from studio.ui.export.export_model import ExportModel
from studio.ui.export.export_texts import about_text, seconds_text
from studio.ui.export.exports_list import ExportsList
from studio.ui.export.problem_card import ProblemCard
from studio.ui.export.stage_row import StageRow
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label, seam
from studio.ui.widgets.key_button import KeyButton
from studio.ui.widgets.panel import Panel

_STEPS = 1000


class StagesPanel(Panel):
    """Stage rows, the button, and the list of exports."""

    start_wanted = Signal()

    def __init__(self, model: ExportModel, key: str) -> None:
        """`key`: the shortcut written on the button."""
        super().__init__("export-stages", "")
        self.title = self.tr("One click")
        self.setAccessibleName(self.title)
        self.head.set_title(self.title)
        self._note = self.head.add_note()
        self._model = model
        self._names = {"loop": self.tr("Loop"), "mix": self.tr("Mix"), "export": self.tr("Video")}
        self.rows: dict[str, StageRow] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.problem = ProblemCard()
        self.body.addLayout(self._column)
        self.body.addWidget(self.problem)
        self._add_total()
        self._add_buttons(key)
        self.body.addSpacing(2 * BETWEEN)
        self.body.addWidget(label(self.tr("Exports"), "sectionTitle"))
        self.body.addWidget(seam())
        self.exports = ExportsList(model)
        self._none = label(self.tr("Nothing was exported yet. Every video that you export is listed here."), "second",
                           wrap=True)
        self.body.addWidget(self._none)
        self.body.addWidget(self.exports, 1)
        model.exports_changed.connect(self._show_whether_any)
        model.plan_changed.connect(self.refresh)
        model.progress_changed.connect(self.refresh)
        self.refresh()
        self._show_whether_any()

    def refresh(self) -> None:
        """Show plan and progress."""
        model, plan = self._model, self._model.plan
        self._show_rows(plan)
        self._show_total(plan)
        self.start.setText(self._start_text(plan))
        self.start.setAccessibleName(self.start.text())
        self.start.setEnabled(plan is not None and plan.hindrance is None and not model.is_working)
        self.stop.setVisible(model.is_working)
        self._note.setText(self._note_text(plan))

    def _note_text(self, plan: ExportPlan | None) -> str:
        if self._model.is_working:
            return self.tr("you can go on reviewing")
        return self.tr("reading the episode…") if plan is None else self.tr("only what is out of date runs")

    def _show_whether_any(self) -> None:
        self._none.setVisible(not self._model.exports)

    def _add_total(self) -> None:
        self._whole = QProgressBar()
        self._whole.setRange(0, _STEPS)
        self._whole.setTextVisible(False)
        self._whole.setAccessibleName(self.tr("Progress of the export"))
        self._all = label(self.tr("Episode"), "sectionTitle")
        self._length = label("", "second")
        self._left = label("", "sectionTitle")
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self._all)
        row.addWidget(self._length)
        row.addStretch(1)
        row.addWidget(self._left)
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self._whole)
        self.body.addLayout(column)

    def _add_buttons(self, key: str) -> None:
        self.stop = button(self.tr("Stop"), self._model.stop)
        self.start = KeyButton("", key, self.start_wanted.emit, style="primary")
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.stop)
        row.addStretch(1)
        row.addWidget(self.start)
        self.body.addLayout(row)

    def _show_rows(self, plan: ExportPlan | None) -> None:
        wanted = plan.stages if plan else ()
        for name in [name for name in self.rows if name not in {item.stage for item in wanted}]:
            row = self.rows.pop(name)
            self._column.removeWidget(row)
            row.deleteLater()
        for place, item in enumerate(wanted):
            if item.stage not in self.rows:
                self.rows[item.stage] = StageRow(item.stage)
                self._column.insertWidget(place, self.rows[item.stage])
            self._show_row(self.rows[item.stage], item)
        self.rows = {item.stage: self.rows[item.stage] for item in wanted}

    def _show_row(self, row: StageRow, item: PlannedStage) -> None:
        progress = self._model.progress_of(item.stage)
        title = self._names.get(item.stage, item.stage)
        tip = self._ground(item)
        if progress.state == "planned":
            mark, style = ("✓", "accepted") if item.up_to_date else ("·", "second")
            row.show_row(title=title, mark=mark, style=style, state=self._planned_text(item), share=None, tip=tip,
                         time=self._forecast(item))
        elif progress.state == "waits":
            row.show_row(title=title, mark="·", state=self.tr("waits"), share=None, tip=tip, time=self._forecast(item))
        elif progress.state == "runs":
            row.show_row(title=title, mark="▸", state=f"{progress.share:.0%}", share=progress.share, tip=tip,
                         time=self._forecast(item))
        else:
            state = self.tr("up to date") if progress.state == "found" else self.tr("done")
            row.show_row(title=title, mark="✓", style="accepted", state=state, share=None, tip=tip,
                         time=seconds_text(progress.seconds or 0.0))

    def _planned_text(self, item: PlannedStage) -> str:
        if item.up_to_date:
            return self.tr("up to date")
        if item.stage == "mix":
            return self.tr("%n second(s) of sound", "", item.items)
        return self.tr("%n frame(s)", "", item.items)

    def _forecast(self, item: PlannedStage) -> str:
        if item.up_to_date:
            return "–"
        return self.tr("not measured yet") if item.forecast_s is None else about_text(item.forecast_s)

    def _ground(self, item: PlannedStage) -> str:
        if item.up_to_date and item.measured_s is not None:
            return self.tr("It took {time} when it ran.").format(time=seconds_text(item.measured_s))
        if not item.runs:
            return self.tr("Not measured on this machine yet")
        return self.tr("From %n earlier run(s) on this machine", "", item.runs)

    def _show_total(self, plan: ExportPlan | None) -> None:
        model = self._model
        shown = plan is not None and bool(plan.stages)
        for widget in (self._all, self._length, self._left):
            widget.setVisible(shown)
        self._whole.setVisible(model.is_working)
        self._whole.setValue(round(model.share * _STEPS))
        if plan is None or not shown:
            return
        text = self.tr("{seconds} s of video from {picks}")
        picks = self.tr("%n pick(s)", "", plan.picks)
        self._length.setText(text.format(seconds=f"{plan.seconds:.2f}", picks=picks))
        self._left.setText(self._time_left(plan))

    def _time_left(self, plan: ExportPlan) -> str:
        model = self._model
        if not model.is_working:
            return "" if plan.forecast_s is None else about_text(plan.forecast_s) if plan.forecast_s else ""
        left = model.left_s
        if left is None or not model.stages:
            return seconds_text(model.elapsed_s)
        return self.tr("{time} left").format(time=about_text(left))

    def _start_text(self, plan: ExportPlan | None) -> str:
        if self._model.is_working:
            return self.tr("Exporting…") if self._model.stages else self.tr("Waiting for its turn…")
        if plan is None or not plan.stages or plan.forecast_s is None:
            return self.tr("Export")
        if all(item.up_to_date for item in plan.stages):
            return self.tr("Export · nothing to make")
        return self.tr("Export · {time}").format(time=about_text(plan.forecast_s))
