"""The workspace Generate: watch takes being made, steer the run, order the queue, see what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from studio.episode.errors import StudioError
from studio.jobs.events import JobEvent
from studio.jobs.generate_overview import GenerateOverview
from studio.jobs.job_spec import ENGINE_KINDS, JobSpec, QueuedJob
from studio.jobs.run_progress import RunProgress
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.generate.budget_panel import LEAST_HEIGHT, BudgetPanel
from studio.ui.generate.generate_head import GenerateHead
from studio.ui.generate.live_view import LiveView
from studio.ui.generate.overview_reader import OverviewReader
from studio.ui.generate.queue_panel import QueuePanel
from studio.ui.generate.run_display import RunDisplay
from studio.ui.generate.start_choices import StartChoices
from studio.ui.host_choice import HostChoice
from studio.ui.theme import HEAD
from studio.ui.widgets.panel import Panel
from studio.ui.workspace import Workspace

SHOW_EVERY_MS = 100
SIDE = 340


class GenerateWorkspace(Workspace):
    """Shows the run of this episode, whatever part of the window started it."""

    key = "generate"

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(context, session)
        self.folder = session.folder.absolute()
        self.center = context.jobs

    def _build(self) -> Iterator[str]:
        context, session = self.context, self.session
        self.view = LiveView()
        self.display = RunDisplay(self.view, session, context.background, self)
        self.reader = OverviewReader(self.folder, context.background, self)
        self._panel = Panel("generate", self.tr("Live preview"))
        self._panel.body.addWidget(self.view)
        self.set_center(self._panel)
        self.head = GenerateHead(self._panel.head, context.actions, self)
        yield "preview"
        self.queue = QueuePanel(context)
        self.add_panel(self.queue, "right", width=SIDE)
        yield "queue"
        self.host = HostChoice(session, context.background)
        self.view.start.add(self.host)
        self.budget = BudgetPanel(self.folder, context.background)
        yield "budget"
        self.add_panel(self.budget, "right", width=SIDE, height=HEAD + LEAST_HEIGHT)
        self._choices = StartChoices(self.start, partial(self._go, frame=None),
                                     context.actions.key_text("generate.start"), self)
        self._show_timer = QTimer(self, singleShot=True, interval=SHOW_EVERY_MS)
        self._bind()
        self._connect()
        self._takes_changed()
        self.reader.read_soon()

    @property
    def job(self) -> QueuedJob | None:
        """The job that makes or scores takes of this episode now."""
        return self.center.running_on(self.folder)

    @property
    def run(self) -> RunProgress | None:
        """How far that job is."""
        job = self.job
        return self.center.progress(job.id) if job else None

    def entered(self) -> None:
        """Timings, presets, hosts and takes may have changed meanwhile."""
        self.reader.read_soon()
        self.host.read()
        self._takes_changed()

    def first_focus(self) -> QWidget | None:
        """The button that starts a run, else the panel."""
        return self.view.start.button if self.view.row.shows_start else self._panel

    def show_frame(self, frame: int) -> None:
        """Mark a frame on the strip."""
        self.view.strip.set_current(frame)

    def scope_text(self) -> str:
        """Which keys steer the run."""
        if self.job is None:
            return self.tr("Nothing runs on this episode")
        keys = {name: self.context.actions.key_text(f"generate.{name}") for name in ("pause", "finish", "cancel")}
        return self.tr("{pause} pauses · {finish} stops after this frame · {cancel} cancels").format(**keys)

    def facts_text(self) -> str:
        """That the work is safe."""
        return self.tr("%n take(s) on disk: close whenever you like", "", len(self.session.takes))

    def start(self, frames: list[int] | None = None) -> None:
        """Make the takes that are missing, of all frames in range or of these; a paused job goes on instead."""
        queued = self._queued()
        if self.job is not None:
            return
        if frames is None and queued is not None:
            self.center.resume(queued.id)
            return
        try:
            self.center.submit(JobSpec("generate", self.folder, {} if frames is None else {"frames": frames}))
        except StudioError as error:
            self.context.notices.fail(error)

    def pause_or_resume(self) -> None:
        """Hold back new frames, or go on."""
        job = self.job
        if job is not None:
            (self.center.resume if self.center.is_paused(job.id) else self.center.pause)(job.id)

    def finish(self) -> None:
        """Stop after the frame in the making."""
        job = self.job
        if job is not None:
            self.center.finish(job.id)

    def cancel(self) -> None:
        """Stop at once."""
        job = self.job
        if job is not None:
            self.center.stop(job.id)

    def retry_failed(self) -> None:
        """Try all frames that failed again."""
        failed = sorted(self.display.failures(self.run))
        if failed:
            self.start(failed)

    def show_state(self) -> None:
        """Show everything as it is now."""
        job, run = self.job, self.run
        paused = job is not None and self.center.is_paused(job.id)
        stopping = job is not None and self.center.is_stopping(job.id)
        self.head.show_run(running=job is not None, paused=paused, stopping=stopping)
        self.view.failures.show_failures(self.display.failures(run), can_retry=run is None)
        overview = self.display.overview
        if run is not None:
            self.display.show_run(run, paused=paused)
        else:
            self.display.show_rest(self._choices.choose(overview, self._queued()) if overview else None)
        if overview is not None:
            self.budget.show_budget(overview.budget, sum(run.seconds) if run else 0.0)
        self.scope_changed.emit(self.scope_text())
        self.facts_changed.emit(self.facts_text())

    def _bind(self) -> None:
        bound: dict[str, Callable[[], object]] = {
            "start": self.start, "pause": self.pause_or_resume, "finish": self.finish, "cancel": self.cancel,
            "retry_failed": self.retry_failed, "queue_up": partial(self.queue.move_selected, -1),
            "queue_down": partial(self.queue.move_selected, 1), "queue_hold": self.queue.hold_selected,
            "queue_retry": self.queue.retry_selected, "queue_remove": self.queue.remove_selected,
            "queue_resume_all": self.center.resume, "queue_clear": self.center.clear_finished,
        }
        for name, function in bound.items():
            self.context.actions.bind(f"generate.{name}", function, self)

    def _connect(self) -> None:
        self.center.told.connect(self._told)
        self.center.pictured.connect(self._pictured)
        self.center.queue_changed.connect(self.show_state)
        self.center.job_ended.connect(self._job_ended)
        self.session.takes_changed.connect(self._takes_changed)
        self.session.standings_changed.connect(self._takes_changed)
        self.session.settings_changed.connect(self.reader.read_soon)
        self.reader.came.connect(self._overview_came)
        self.reader.failed.connect(self.context.notices.fail)
        self._show_timer.timeout.connect(self.show_state)
        self.view.strip.clicked.connect(partial(self._go, "review"))
        self.view.failures.retry_requested.connect(self.start)

    def _told(self, job: QueuedJob, event: JobEvent) -> None:
        if job.spec.episode != self.folder or job.spec.kind not in ENGINE_KINDS:
            return
        self.display.hear(event)
        if event.kind not in ("step", "preview") and not self._show_timer.isActive():
            self._show_timer.start()

    def _pictured(self, job: QueuedJob, event: JobEvent, image: QImage) -> None:
        if job.spec.episode == self.folder:
            self.display.see(event, image)

    def _job_ended(self, job: QueuedJob, error: StudioError | None) -> None:
        del error
        if job.spec.episode == self.folder:
            self.reader.read_soon()

    def _takes_changed(self) -> None:
        if not self.isVisible():
            return
        if self.run is None:
            self.reader.read_soon()
        self.display.show_passing()
        self.display.show_last_facts()
        self.show_state()

    def _overview_came(self, overview: GenerateOverview) -> None:
        self.display.show_overview(overview)
        self.head.show_overview(overview)
        self.budget.read_soon()
        self.show_state()

    def _queued(self) -> QueuedJob | None:
        """A job of this episode that makes takes and is not running yet."""
        return next((job for job in self.center.jobs() if job.spec.episode == self.folder
                     and job.spec.kind == "generate" and job.state in ("waiting", "paused")), None)

    def _go(self, key: str, frame: int | None) -> None:
        self.go_requested.emit(key, frame)
