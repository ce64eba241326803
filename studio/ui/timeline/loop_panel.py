"""Panel Loop: what is picked, how the loop runs, how much it moves."""

from __future__ import annotations

from studio.finish.frame_diff import FrameDiff, MotionClass
from studio.ui import step_labels
from studio.ui.finishing.figures import MOTION_KEYS, motion_figures
from studio.ui.finishing.finish_words import deflicker_choices, gap_choices
from studio.ui.finishing.setting_fields import SettingFields
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text
from studio.ui.timeline.finished_stages import FinishedStages
from studio.ui.timeline.loop_motion_watch import LoopMotionWatch
from studio.ui.timeline.start_field import StartField
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.widgets.controls import button, label, seam
from studio.ui.widgets.field_rows import ChoiceField, CountField, FieldRows, RateField
from studio.ui.widgets.panel import Panel

_MOST_HOLD = 250


class LoopPanel(Panel):
    """Settings are changed as steps of the history; figures follow picks and settings."""

    def __init__(self, model: TimelineModel, motion: LoopMotionWatch, finished: FinishedStages) -> None:
        super().__init__("loop", self.tr("Loop"), scrolls=True)
        self._model, self._motion = model, motion
        self.rows, self.figures = FieldRows(), FieldRows()
        fields = SettingFields(model.session, self)
        self.gaps = fields.choice("gaps", gap_choices(), undo_label=step_labels.GAPS)
        self.deflicker = fields.choice("deflicker", deflicker_choices(), undo_label=step_labels.DEFLICKER)
        self._finished = finished
        self.fps = RateField(1, 240, 3, self.tr(" a second"), 1)
        self.start = StartField()
        self.direction = ChoiceField({True: self.tr("forward first"), False: self.tr("backward first")})
        self.hold = CountField(0, _MOST_HOLD)
        self.problem = label("", "small", wrap=True)
        self.gap = button("", self._show_gap, style="fact")
        self._add_rows()
        for part in (self.rows, seam(), label(self.tr("Motion"), "sectionTitle"), self.figures, self.problem):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._connect()
        self.show_loop()
        self.show_motion()
        self.show_finished()

    def show_loop(self) -> None:
        """Show picks and settings as they are now."""
        model, settings = self._model, self._model.session.settings
        plan = model.plan
        picks = len(model.session.picks)
        frames = len(set(model.session.takes.frames.tolist()))
        self.rows.set("picks", self.tr("{picks} of {frames} frames").format(picks=picks, frames=frames))
        period = "–"
        if plan is not None:
            seconds = fixed_text(plan.period / float(plan.fps))
            period = self.tr("{frames} · {seconds} s").format(frames=self.tr("%n frame(s)", "", plan.period),
                                                              seconds=seconds)
        self.rows.set("period", period)
        self.fps.show_value(settings.fps)
        self.start.show_start(settings.loop_start, model.pick_frames.tolist())
        self.direction.show_value(settings.loop_forward)
        self.hold.setSuffix(self.tr(" frame(s)", "after a number", settings.hold))
        self.hold.show_value(settings.hold)
        self.problem.setText(self._what_is_wrong())
        self.problem.setVisible(bool(self.problem.text()))

    def show_motion(self) -> None:
        """Show the figures, or how far measuring them is."""
        motion = self._motion
        measured = motion.difference
        for key in ("seam", "turn"):
            self.figures.show_row(key, shown=measured is not None)
        self.figures.show_row("gap", shown=measured is not None and measured.largest is not None)
        if measured is not None:
            self._show_figures(measured)
        elif self._model.plan is None or motion.total == 0:
            self.figures.set("loop", "–")
        else:
            text = self.tr("measuring {done} of {total}").format(done=motion.done, total=motion.total)
            self.figures.set("loop", text)
        self.problem.setText(self._what_is_wrong())
        self.problem.setVisible(bool(self.problem.text()))

    def _add_rows(self) -> None:
        self.rows.add("picks", self.tr("Picks"))
        self.rows.add("period", self.tr("Loop period"))
        self.rows.add("fps", self.tr("Frame rate"), self.fps)
        self.rows.add("start", self.tr("Begins at"), self.start)
        self.rows.add("direction", self.tr("Direction"), self.direction)
        self.rows.add("hold", self.tr("Hold at turns"), self.hold)
        self.rows.add("gaps", self.tr("Gaps"), self.gaps)
        self.rows.add("deflicker", self.tr("Brightness"), self.deflicker)
        self.figures.add("loop", self.tr("Frame-diff"))
        self.figures.add("seam", self.tr("At the seam"))
        self.figures.add("turn", self.tr("At the turn"))
        self.figures.add("gap", self.tr("Largest step"), self.gap)
        for key, name in (("frame_diff", self.tr("As finished")), ("flow_motion", self.tr("Flow motion")),
                          ("flicker", self.tr("Flicker")), ("longest_hold", self.tr("Longest hold"))):
            self.figures.add(key, name)

    def _connect(self) -> None:
        session = self._model.session
        self.fps.committed.connect(lambda value: session.set_setting("fps", value, step_labels.FRAME_RATE))
        self.start.committed.connect(lambda value: session.set_setting("loop_start", value, step_labels.LOOP_START))
        self.direction.committed.connect(
            lambda value: session.set_setting("loop_forward", value, step_labels.LOOP_DIRECTION))
        self.hold.committed.connect(lambda value: session.set_setting("hold", value, step_labels.HOLD))
        self._model.loop_changed.connect(self.show_loop)
        self._motion.changed.connect(self.show_motion)
        self._finished.changed.connect(self.show_finished)

    def _show_figures(self, measured: FrameDiff) -> None:
        kind = self._class_name(measured.kind)
        text = self.tr("{number} · {motion}").format(number=fixed_text(measured.loop), motion=kind)
        self.figures.set("loop", text, tip=self.tr(
            "Mean absolute difference of consecutive frames, 0 to 255, as played. Flicker and skipped frames raise it too."))
        for key, value in (("seam", measured.seam), ("turn", measured.turn)):
            self.figures.set(key, "–" if value is None else fixed_text(value))
        if measured.largest is not None and measured.largest_after is not None:
            frames = self._model.pick_frames
            after = measured.largest_after
            text = self.tr("{number} · #{first} to #{second}")
            self.gap.setText(text.format(number=fixed_text(measured.largest), first=frames[after], second=frames[after + 1]))
            self.gap.setAccessibleDescription(self.gap.text())
            self.gap.setToolTip(self.tr("Go there"))

    def show_finished(self) -> None:
        """Show what finishing measured: before gaps were filled and flicker was taken out, and after."""
        measured = motion_figures(self._finished.details("loop"))
        for key in MOTION_KEYS:
            self.figures.show_row(key, shown=key in measured)
            if key in measured:
                self.figures.set(key, measured[key].value, tip=measured[key].tip)

    def _show_gap(self) -> None:
        """The playhead goes to the frame before the largest step."""
        measured = self._motion.difference
        if measured is None or measured.largest_after is None:
            return
        shown = self._model.frames_shown.tolist()
        if measured.largest_after in shown:
            self._model.seek(shown.index(measured.largest_after) / self._model.fps)

    def _what_is_wrong(self) -> str:
        problem = self._motion.problem
        notices = self._model.plan.notices if self._model.plan else ()
        return localized(problem.message if problem is not None else " ".join(notices))

    def _class_name(self, kind: MotionClass) -> str:
        return {"still": self.tr("still"), "static": self.tr("static"), "partial": self.tr("partial motion"),
                "full": self.tr("full motion")}[kind]
