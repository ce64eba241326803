"""What the workspace Export shows: the plan for the episode as it is, and how a running export goes on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.errors import StudioError
from studio.episode.export_table import ExportedFile
from studio.episode.files import named_path, safe_name
from studio.episode.store import EPISODE_SUFFIX, EpisodeStore
from studio.finish.publish_folder import PAGE_FILE
from studio.finish.targets import TARGETS, Target
from studio.jobs.events import JobEvent
from studio.jobs.export_plan import ExportPlan, plan_export
from studio.jobs.job_spec import FINISH_KINDS, JobSpec, QueuedJob
from studio.jobs.outputs import outputs_of
from studio.jobs.step_forecast import PlannedStage
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.one_reading import ShownReading

_PLAN_AFTER_MS = 200
_SECOND_MS = 1000
_GUESSED_ITEM_S = 0.02      # the weight of an item in the whole bar while nothing was measured here

StageState: TypeAlias = Literal["planned", "waits", "runs", "done", "found"]
StageKey: TypeAlias = tuple[str, str]
"""A stage's name and the target that it is for, "" where all share it."""


@dataclass(slots=True)
class StageProgress:
    """How a stage of the running export goes on: `share` from 0 to 1, `seconds` once it is done; `note` such as the pieces
    it works on."""

    state: StageState = "waits"
    share: float = 0.0
    seconds: float | None = None
    note: str = ""


class _Read(NamedTuple):
    plan: ExportPlan
    exports: list[ExportedFile]
    there: frozenset[Path]


class ExportModel(QObject):
    """Plans again, in the background, whenever the episode changes while the workspace is shown."""

    plan_changed = Signal()
    progress_changed = Signal()
    exports_changed = Signal()
    finished = Signal(object)           # Path of the new video
    failed = Signal(object)             # StudioError
    stopped = Signal()

    def __init__(self, context: WindowContext, session: EpisodeSession, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self.plan: ExportPlan | None = None
        self.exports: list[ExportedFile] = []
        self._there: frozenset[Path] = frozenset()      # of what is asked for below, when it was planned
        self.job: QueuedJob | None = None
        self.stages: dict[StageKey, StageProgress] = {}
        self.failed_stage: StageKey | None = None       # that the latest export broke off at
        self._out_of_job: Path | None = None
        self._name = ""
        self._began = 0.0
        self._reading = ShownReading(self._read, _PLAN_AFTER_MS, self)
        self._seconds = QTimer(self, interval=_SECOND_MS)
        self._seconds.timeout.connect(self.progress_changed)
        for signal in (session.settings_changed, session.takes_changed, session.standings_changed,
                       session.timeline_changed):
            signal.connect(self.plan_soon)
        context.jobs.told.connect(self._told)
        context.jobs.job_ended.connect(self._ended)
        context.jobs.queue_changed.connect(self._look_for_job)
        self._look_for_job()

    @property
    def targets(self) -> tuple[Target, ...]:
        """The kinds of video that are chosen; the first one there is where the settings name none that is known."""
        named = {key.strip() for key in self._session.settings.targets.split(",")}
        return tuple(target for target in TARGETS if target.key in named) or TARGETS[:1]

    @property
    def usual_name(self) -> str:
        """What the first video's file is called unless the person says otherwise, without its ending."""
        return self.targets[0].path_in(Path(), self._session.folder.name.removesuffix(EPISODE_SUFFIX)).stem

    @property
    def name(self) -> str:
        """What the person called it; "" for the usual name."""
        return self._name

    @property
    def out(self) -> Path:
        """The first video's file; the others lie beside it."""
        return self._session.folder / "exports" / f"{self._name or self.usual_name}{self.targets[0].ending}"

    @property
    def page(self) -> Path:
        """The page that plays the video, once it was published."""
        folder = named_path(self._session.folder, self._session.settings.publish_folder)
        return folder / safe_name(self._session.folder.name.removesuffix(EPISODE_SUFFIX)) / PAGE_FILE

    @property
    def is_published(self) -> bool:
        """Whether the page was there when the export was planned."""
        return self.page in self._there

    @property
    def replaces(self) -> bool:
        """Whether the first video's file was there then."""
        return self.out in self._there

    @property
    def is_working(self) -> bool:
        """Whether an export of this episode runs or waits for its turn."""
        return self.job is not None

    @property
    def share(self) -> float:
        """How much of the running export is done, by what its stages are forecast to take."""
        stages = self.plan.stages if self.plan else ()
        weights = {key_of(item): _weight(item) for item in stages}
        whole = sum(weights.values())
        done = sum(weight * self._progress(key).share for key, weight in weights.items())
        return done / whole if whole else float(bool(self.stages))

    @property
    def elapsed_s(self) -> float:
        """Seconds since the running export began."""
        return time.monotonic() - self._began if self.is_working else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds that are left of it by the forecast, None without one."""
        if self.plan is None or self.plan.forecast_s is None:
            return None
        return sum((item.forecast_s or 0.0) * (1 - self._progress(key_of(item)).share) for item in self.plan.stages)

    def set_shown(self, *, shown: bool) -> None:
        """The workspace is shown or left; nothing is planned for nobody."""
        self._reading.set_shown(shown=shown)

    def set_name(self, name: str) -> None:
        """Another file name, without its ending; "" is the usual one."""
        self._name = safe_name(name.strip().removesuffix(self.targets[0].ending)) if name.strip() else ""
        self.plan_soon()

    def toggle_target(self, key: str) -> None:
        """Choose a kind of video, or no longer; one always stays chosen."""
        chosen = {target.key for target in self.targets} ^ {key}
        if chosen:
            listed = ",".join(target.key for target in TARGETS if target.key in chosen)
            self._session.change_settings({"targets": listed})

    def plan_soon(self) -> None:
        """Plan again shortly; calls in between count once. A plan is left alone while it is carried out."""
        self._reading.soon()

    def export(self) -> None:
        """Queue the export; `failed` says where that cannot be."""
        if self.is_working or self.plan is None or self.plan.hindrance is not None:
            return
        options = {"targets": self._listed(), **({"out": str(self.out)} if self._name else {})}
        try:
            self._take(self._context.jobs.submit(JobSpec("export", self._session.folder, options)))
        except StudioError as error:
            self.failed.emit(error)

    def stop(self) -> None:
        """Stop it; what was finished of it is kept for the next time."""
        if self.job is None:
            return
        if any(job.id == self.job.id for job in self._context.jobs.running):
            self._context.jobs.stop(self.job.id)
        else:
            self._context.jobs.remove(self.job.id)
            self._let_go()
            self.stopped.emit()

    def progress_of(self, stage: StageKey) -> StageProgress:
        """How a stage stands: as planned while nothing runs."""
        return self._progress(stage) if self.is_working else StageProgress("planned")

    def _progress(self, stage: StageKey) -> StageProgress:
        return self.stages.get(stage, StageProgress())

    def _listed(self) -> str:
        return ",".join(target.key for target in self.targets)

    def _look_for_job(self) -> None:
        """Take up an export of this episode that was queued elsewhere, such as from the command line."""
        if self.job is not None:
            return
        job = self._context.jobs.running_on(self._session.folder, FINISH_KINDS)
        if job is not None:
            self._take(job)

    def _take(self, job: QueuedJob) -> None:
        self.job, self.failed_stage = job, None
        given = job.spec.options.get("out")
        self._out_of_job = Path(given) if given else self.out
        self.stages = {}
        self._began = time.monotonic()
        self._seconds.start()
        self.progress_changed.emit()

    def _let_go(self) -> None:
        self.job = None
        self._seconds.stop()
        self.plan_soon()
        self.progress_changed.emit()

    def _told(self, job: QueuedJob, event: JobEvent) -> None:
        if self.job is None or job.id != self.job.id or not event.stage:
            return
        stage = self.stages.setdefault((event.stage, event.target), StageProgress("runs"))
        if event.kind == "progress" and event.total:
            stage.share, stage.note = event.done / event.total, event.text
        elif event.kind == "loading":
            stage.note = event.text
        elif event.kind == "stage done":
            stage.state, stage.share = "found" if event.cached else "done", 1.0
            stage.seconds = event.seconds
        self.progress_changed.emit()

    def _ended(self, job: QueuedJob, error: StudioError | None) -> None:
        if self.job is None or job.id != self.job.id:
            return
        out = self._out_of_job
        if error is not None:
            self.failed_stage = next((key for key, stage in self.stages.items() if stage.state == "runs"), None)
        self._let_go()
        if error is not None:
            self.failed.emit(error)
        elif job.state == "done" and out is not None:
            self.finished.emit(out)
        else:
            self.stopped.emit()

    def _read(self) -> None:
        if self.is_working:
            self._reading.ended()
            return
        folder, out = self._session.folder, self.out if self._name else None
        targets, first, page = self._listed(), self.out, self.page

        def work() -> _Read:
            with EpisodeStore.open_to_read(folder) as store:
                plan, exports = plan_export(store, outputs_of(store, targets, out)), store.exports.all()
            return _Read(plan, exports, frozenset(path for path in (page, first) if path.exists()))

        self._session.background.read(self, work, self._planned, self._not_planned)

    def _planned(self, read: _Read) -> None:
        self._reading.ended()
        exports = self.exports
        self.plan, self.exports, self._there = read
        self.plan_changed.emit()
        if self.exports != exports:
            self.exports_changed.emit()

    def _not_planned(self, error: StudioError) -> None:
        self._reading.ended()
        self.failed.emit(error)


def key_of(item: PlannedStage) -> StageKey:
    """By what the progress of a planned stage is told."""
    return item.stage, item.target


def _weight(item: PlannedStage) -> float:
    return item.items * _GUESSED_ITEM_S if item.forecast_s is None else item.forecast_s
