"""The one click: which stages will run, what they cost and can be told, and how they go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from studio.jobs.export_plan import ExportPlan
from studio.jobs.step_forecast import PlannedStage
from studio.ui.episode_session import EpisodeSession
from studio.ui.export.export_model import ExportModel, StageKey, key_of
from studio.ui.export.export_texts import about_text, seconds_text
from studio.ui.export.problem_card import ProblemCard
from studio.ui.export.stage_row import StageRow
from studio.ui.export.stage_words import (
    STEP_OF_STAGE,
    STEPS,
    forecast_text,
    ground_text,
    idle_text,
    planned_text,
    stage_title,
    step_title,
)
from studio.ui.numbers import fixed_text
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.fitted_scroll import FittedScroll
from studio.ui.widgets.key_button import KeyButton
from studio.ui.widgets.panel import Panel

_STEPS = 1000


class StagesPanel(Panel):
    """Stage rows and the button. `result_wanted`: the result of this stage is to be shown alone."""

    start_wanted = Signal()
    result_wanted = Signal(object)      # PlannedStage

    def __init__(self, model: ExportModel, session: EpisodeSession, key: str,
                 choices: Mapping[str, Callable[[], QWidget]]) -> None:
        """`key`: the shortcut written on the button; `choices` makes what can be chosen for each step."""
        super().__init__("export-stages", "")
        self.title = self.tr("One click")
        self.setAccessibleName(self.title)
        self.head.set_title(self.title)
        self._note = self.head.add_note()
        self._model, self._session, self._choices = model, session, choices
        self.rows: dict[StageKey, StageRow] = {}
        inner = QWidget()
        inner.setObjectName("panelBody")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.problem = ProblemCard()
        self.area = FittedScroll(inner)
        self.body.addWidget(self.area)
        self.body.addWidget(self.problem)
        self._add_total()
        self._add_buttons(key)
        self.body.addStretch(1)
        for signal in (model.plan_changed, model.progress_changed, session.settings_changed):
            signal.connect(self.refresh)
        self.refresh()

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

    def open_choices(self, step: str) -> None:
        """Open what can be chosen for a step."""
        self.rows[step, ""].open_choices()

    def _note_text(self, plan: ExportPlan | None) -> str:
        if self._model.is_working:
            return self.tr("you can go on reviewing")
        return self.tr("reading the episode…") if plan is None else self.tr("only what is out of date runs")

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
        planned = {_row_key(item): item for item in plan.stages} if plan else {}
        wanted = [*((step, "") for step in STEPS), *(key for key in planned if key[0] not in STEPS)]
        for key in [key for key in self.rows if key not in wanted]:
            row = self.rows.pop(key)
            self._column.removeWidget(row)
            row.deleteLater()
        for place, key in enumerate(wanted):
            if key not in self.rows:
                self.rows[key] = self._made_row(key)
                self._column.insertWidget(place, self.rows[key])
            self._show_row(key, planned.get(key), plan)
        self.rows = {key: self.rows[key] for key in wanted}

    def _made_row(self, key: StageKey) -> StageRow:
        row = StageRow(self._choices.get(key[0]))
        row.opened.connect(partial(self._opened, row))
        row.line.result_wanted.connect(partial(self._want_result, key))
        return row

    def _opened(self, opened: StageRow) -> None:
        """One at a time."""
        for row in self.rows.values():
            if row is not opened:
                row.close_choices()

    def _want_result(self, key: StageKey) -> None:
        found = next((item for item in (self._model.plan.stages if self._model.plan else ()) if _row_key(item) == key), None)
        if found is not None:
            self.result_wanted.emit(found)

    def _show_row(self, key: StageKey, item: PlannedStage | None, plan: ExportPlan | None) -> None:
        line, settings = self.rows[key].line, self._session.settings
        if item is None or plan is None:
            line.show_line(title=step_title(key[0], settings), mark="", state=idle_text(key[0], plan, settings), time="",
                           share=None)
            return
        progress = self._model.progress_of(key_of(item))
        failed = self._model.failed_stage == key_of(item) and not self._model.is_working
        title = step_title(key[0], settings) if key[0] in STEPS else stage_title(item, plan)
        tip = ground_text(item)
        if failed and not item.up_to_date:
            line.show_line(title=title, mark="✕", style="rejected", state=self.tr("failed"), share=None, tip=tip,
                           time=forecast_text(item))
        elif progress.state == "planned":
            mark, style = ("✓", "accepted") if item.up_to_date else ("·", "second")
            line.show_line(title=title, mark=mark, style=style, state=planned_text(item), share=None, tip=tip,
                           time=forecast_text(item), has_result=item.up_to_date and bool(item.output))
        elif progress.state == "waits":
            line.show_line(title=title, mark="·", state=self.tr("waits"), share=None, tip=tip, time=forecast_text(item))
        elif progress.state == "runs":
            line.show_line(title=title, mark="▸", share=progress.share, tip=tip, time=forecast_text(item),
                           state=progress.note or f"{100 * progress.share:.0f} %")
        else:
            state = self.tr("up to date") if progress.state == "found" else self.tr("done")
            line.show_line(title=title, mark="✓", style="accepted", state=state, share=None, tip=tip,
                           time=seconds_text(progress.seconds or 0.0))

    def _show_total(self, plan: ExportPlan | None) -> None:
        model = self._model
        shown = plan is not None and bool(plan.stages)
        for widget in (self._all, self._length, self._left):
            widget.setVisible(shown)
        self._whole.setVisible(model.is_working)
        self._whole.setValue(round(model.share * _STEPS))
        if plan is None or not shown:
            return
        self._length.setText(self._whole_text(plan))
        self._left.setText(self._time_left(plan))

    def _whole_text(self, plan: ExportPlan) -> str:
        if self._model.is_working and plan.forecast_s:
            return self.tr("{time} in all").format(time=about_text(plan.forecast_s))
        picks = self.tr("%n pick(s)", "", plan.picks)
        return self.tr("{seconds} s of video from {picks}").format(seconds=fixed_text(plan.seconds), picks=picks)

    def _time_left(self, plan: ExportPlan) -> str:
        model = self._model
        if not model.is_working:
            return about_text(plan.forecast_s) if plan.forecast_s else ""
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


def _row_key(item: PlannedStage) -> StageKey:
    step = STEP_OF_STAGE.get(item.stage, item.stage)
    return (step, "") if step in STEPS else (step, item.target)
