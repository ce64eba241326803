"""The sweep that is shown: read and analysed in the background, with the preset and the frame that are chosen in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.errors import StudioError
from studio.episode.sweep_records import Sweep
from studio.jobs.events import JobEvent
from studio.jobs.job_spec import UNFINISHED, QueuedJob
from studio.jobs.sweep_reading import SweepFindings, SweepReading, find_in_sweep, list_sweeps, read_sweep
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession

_READ_AFTER_MS = 1500           # while takes are made
_FIND_AFTER_MS = 100            # the takes are painted first: what analyses them is large to load
SCORES = ("det", "identity", "identity_at_front", "landmarks", "sharpness", "structure", "perceptual", "noise", "flicker",
          "flow_motion", "frame_diff", "pixel_mean", "pixel_std", "face_pixel_mean", "face_pixel_std")
"""Those that plots can show, in the order of the report."""


class SweepModel(QObject):
    """`arm` is the place of the chosen preset, `place` that of the chosen frame; None without a sweep.

    `sweeps_changed`: their list, or which is shown. `reading_changed`: its takes. `findings_changed`: what the lab says,
    which comes later. `chosen_changed`: preset or frame. `score_changed`: what the plots show.
    """

    sweeps_changed = Signal()
    reading_changed = Signal()
    findings_changed = Signal()
    chosen_changed = Signal()
    score_changed = Signal()
    jobs_changed = Signal()
    failed = Signal(object)             # StudioError

    def __init__(self, context: WindowContext, session: EpisodeSession, parent: QObject) -> None:
        super().__init__(parent)
        self.context, self.session = context, session
        self.sweeps: list[Sweep] = []
        self.listed = False             # whether the list was read
        self.reading: SweepReading | None = None
        self.findings: SweepFindings | None = None
        self.arm: int | None = None
        self.place: int | None = None
        self.score = "det"
        self._shown: int | None = None
        self._asked = self._read_as = 0     # the number of the latest question, and of the answer that `reading` is
        self._is_reading = False
        self._found_for = 0             # the reading that is being analysed
        self._timer = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._timer.timeout.connect(self._read)
        self._finding = QTimer(self, singleShot=True, interval=_FIND_AFTER_MS)
        self._finding.timeout.connect(self._find)
        context.jobs.told.connect(self._told)
        context.jobs.job_ended.connect(self._ended)
        context.jobs.queue_changed.connect(self.jobs_changed)

    @property
    def sweep(self) -> Sweep | None:
        """The sweep shown."""
        return next((sweep for sweep in self.sweeps if sweep.id == self._shown), None)

    @property
    def scores(self) -> list[str]:
        """The scores that were measured."""
        return [] if self.reading is None else [name for name in SCORES if name in self.reading.table.scores]

    @property
    def job(self) -> QueuedJob | None:
        """The job of the sweep shown that runs or waits."""
        folder = self.session.folder.absolute()
        return next((job for job in self.context.jobs.jobs() if job.spec.kind == "sweep" and job.state in UNFINISHED
                     and job.spec.episode == folder and job.spec.options.get("sweep") == self._shown), None)

    def refresh(self) -> None:
        """Read the list of sweeps, and the one shown, anew."""
        folder = self.session.folder
        self.session.background.read(self, partial(list_sweeps, folder), self._take_list, self.failed.emit)

    def show(self, sweep: int) -> None:
        """Show another sweep."""
        if sweep != self._shown:
            self._shown = sweep
            self._asked += 1            # what is being read or analysed now is of another
            self._is_reading = False
            self.reading = self.findings = None
            self.arm = self.place = None
            self.sweeps_changed.emit()
            self.reading_changed.emit()
            self.findings_changed.emit()
        if sweep not in [known.id for known in self.sweeps]:
            self.refresh()
        else:
            self._read()

    def choose(self, arm: int, place: int | None = None) -> None:
        """Choose a preset, and a frame where one is meant."""
        if self.reading is None:
            return
        sweep = self.reading.sweep
        arm = max(0, min(arm, len(sweep.arms) - 1))
        place = self.place if place is None else max(0, min(place, len(sweep.frames) - 1))
        if (arm, place) != (self.arm, self.place):
            self.arm, self.place = arm, place
            self.chosen_changed.emit()

    def set_score(self, score: str) -> None:
        """Let the plots show another score."""
        if score != self.score:
            self.score = score
            self.score_changed.emit()

    def _take_list(self, sweeps: list[Sweep]) -> None:
        self.sweeps, self.listed = sweeps, True
        if self._shown not in [sweep.id for sweep in sweeps]:
            self._shown = sweeps[0].id if sweeps else None
        self.sweeps_changed.emit()
        self._read()

    def _read(self) -> None:
        self._is_reading = self._shown is not None
        if self._shown is None:
            self.reading_changed.emit()
            return
        self._asked += 1
        self.session.background.read(self, partial(read_sweep, self.session.folder, self._shown),
                                     partial(self._take_reading, self._asked), self._not_read)

    def _take_reading(self, asked: int, reading: SweepReading) -> None:
        if asked != self._asked:
            return
        self._is_reading, self._read_as = False, asked
        before = self.reading
        self.reading = reading
        if before is None or before.sweep.id != reading.sweep.id:
            self.arm, self.place = 0, 0
        if self.scores and self.score not in self.scores:
            self.score = self.scores[0]
        self.reading_changed.emit()
        if not self._found_for:
            self._finding.start()

    def _find(self) -> None:
        if self.reading is not None and self.reading.made and not self._found_for:
            self._found_for = self._read_as
            self.session.background.measure(self, partial(find_in_sweep, self.session.folder, self.reading),
                                            self._take_findings, self._not_read)

    def _take_findings(self, findings: SweepFindings) -> None:
        asked, self._found_for = self._found_for, 0
        if asked != self._asked:        # other takes came meanwhile
            if not self._is_reading:
                self._find()
            return
        first, self.findings = self.findings is None, findings
        advice = findings.analysis.recommendation
        if first and advice is not None and self.reading is not None:
            self.arm = self.reading.sweep.arm(advice.preset)
            self.chosen_changed.emit()
        self.findings_changed.emit()

    def _not_read(self, error: StudioError) -> None:
        self._is_reading = False
        self._found_for = 0
        self.failed.emit(error)

    def _told(self, job: QueuedJob, event: JobEvent) -> None:
        if self._is_ours(job):
            self.jobs_changed.emit()
            if event.kind in ("take", "progress") and not self._timer.isActive() and not self._is_reading:
                self._timer.start()

    def _ended(self, job: QueuedJob, error: StudioError | None) -> None:
        del error
        if self._is_ours(job):
            self._timer.stop()
            self.refresh()

    def _is_ours(self, job: QueuedJob) -> bool:
        return (job.spec.kind == "sweep" and job.spec.episode == self.session.folder.absolute()
                and job.spec.options.get("sweep") == self._shown)
