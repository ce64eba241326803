"""What stands above the table: which sweep this is, the others, and what can be done with it; below it, how far it is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QSizePolicy, QWidget

from studio.jobs.job_spec import QueuedJob
from studio.jobs.run_progress import RunProgress
from studio.ui.actions import ActionRegistry
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.sweep.sweep_words import sweep_title
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.panel import PanelHead
from studio.ui.widgets.times import span_text


class SweepHead(QObject):
    """Fills the head of the panel."""

    def __init__(self, head: PanelHead, model: SweepModel, actions: ActionRegistry) -> None:
        super().__init__(head)
        self._model = model
        self.title = ElidedLabel("", "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.others = button("", style="menu")
        self.others.setText(self.tr("Other sweeps"))
        self.menu = QMenu(self.others)
        self.others.setMenu(self.menu)
        self.buttons = {name: _action_button(actions, f"review.{name}", text) for name, text in (
            ("new_sweep", self.tr("New sweep…")), ("sweep_report", self.tr("Report…")),
            ("blind", self.tr("Blind compare")))}
        head.set_title("")
        head.add_chip(self.title)
        for item in (self.others, *self.buttons.values()):
            head.add(item)
        model.sweeps_changed.connect(self.show)
        self.show()

    def show(self) -> None:
        """The sweep shown, and a menu of all where there are several."""
        sweep = self._model.sweep
        self.title.setText(sweep_title(sweep) if sweep else "")
        self.title.setToolTip(sweep.question if sweep else "")
        self.others.setVisible(len(self._model.sweeps) > 1)
        self.menu.clear()
        for other in self._model.sweeps:
            item = self.menu.addAction(sweep_title(other))
            item.setCheckable(True)
            item.setChecked(sweep is not None and other.id == sweep.id)
            item.triggered.connect(partial(self._choose, other.id))

    def _choose(self, sweep: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._model.show(sweep)


class SweepProgress(QWidget):
    """How far the sweep is; hidden where none of its takes is missing."""

    def __init__(self, model: SweepModel, actions: ActionRegistry) -> None:
        super().__init__()
        self._model = model
        self.bar, self.text = QProgressBar(), label("", "second")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the sweep"))
        self.stop = button(self.tr("Stop"), self._stop)
        self.go_on = _action_button(actions, "review.sweep_go_on", self.tr("Go on"))
        self.stop.setToolTip(self.tr("What is made is kept; the sweep goes on where it stopped."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text)
        row.addWidget(self.stop)
        row.addWidget(self.go_on)
        for signal in (model.jobs_changed, model.reading_changed, model.sweeps_changed):
            signal.connect(self.show_now)
        self.show_now()

    def show_now(self) -> None:
        """As the job is now; a sweep that was stopped can go on."""
        job, reading = self._model.job, self._model.reading
        self.setVisible(reading is not None and (job is not None or reading.missing > 0))
        if reading is None:
            return
        self.stop.setVisible(job is not None)
        self.go_on.setVisible(job is None or job.state == "paused")
        progress = self._model.context.jobs.progress(job.id) if job is not None else None
        total = len(reading.sweep.frames) * len(reading.sweep.arms)
        done = max(reading.made, progress.done if progress else 0)
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        told = self.tr("{done} of {total} takes").format(done=done, total=total)
        self.text.setText(" · ".join(filter(None, (told, self._state(job, progress)))))

    def _state(self, job: QueuedJob | None, progress: RunProgress | None) -> str:
        if job is None or job.state == "paused":
            return self.tr("not finished") if job is None else self.tr("paused")
        if progress is None:
            return self.tr("waits for its turn")
        if progress.loading:
            return self.tr("loading")
        return self.tr("{time} left").format(time=span_text(progress.left_s)) if progress.left_s else ""

    def _stop(self) -> None:
        job, jobs = self._model.job, self._model.context.jobs
        if job is None:
            return
        if job.id in [running.id for running in jobs.running]:
            jobs.finish(job.id)
        else:
            jobs.remove(job.id)


def _action_button(actions: ActionRegistry, name: str, text: str) -> QPushButton:
    """A short text for a command, off while the command is."""
    action = actions.action(name)
    made = button(text, action.trigger)
    made.setToolTip(f"{action.text()} ({actions.key_text(name)})" if actions.key_text(name) else action.text())
    made.setEnabled(action.isEnabled())
    action.enabledChanged.connect(made.setEnabled)
    return made
