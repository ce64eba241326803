"""A job of the queue in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from studio.jobs.job_spec import QueuedJob
from studio.ui.job_center import JobCenter
from studio.ui.localized import localized
from studio.ui.widgets.times import clock_text


@dataclass(frozen=True, slots=True)
class JobWords:
    """What is written of a job: two lines, its state with the colour it is written in, and the share that is done."""

    title: str
    detail: str
    state: str
    color: str
    share: float | None = None


class JobWording(QObject):
    """Knows from the center how far the running ones are."""

    def __init__(self, center: JobCenter, parent: QObject) -> None:
        super().__init__(parent)
        self._center = center

    def of(self, job: QueuedJob) -> JobWords:
        """What a row says of its job."""
        what = {"generate": self.tr("takes"), "reroll": self.tr("re-roll"), "score": self.tr("scores"),
                "sweep": self.tr("sweep"), "export": self.tr("export")}[job.spec.kind]
        title = self.tr("{episode} · {what}").format(episode=job.name, what=what)
        run = self._center.progress(job.id)
        done, total = (run.done, run.total) if run else (job.done, job.total)
        state, color = self._state(job)
        return JobWords(title, self._detail(job, done, total), state, color, done / total if run and total else None)

    def _detail(self, job: QueuedJob, done: int, total: int) -> str:
        if job.error:
            return localized(job.error)
        count = self.tr("{done} of {total}").format(done=done, total=total) if total else ""
        frames = job.spec.options.get("frames")
        parts = [self.tr("%n frame(s)", "", len(frames)) if frames else "", count]
        return " · ".join(part for part in parts if part)

    def _state(self, job: QueuedJob) -> tuple[str, str]:
        if job.state == "running":
            return self._running(job), "text"
        words = {"waiting": self.tr("waits"), "paused": self.tr("paused"), "done": "✓ " + self.tr("done"),
                 "failed": "✕ " + self.tr("failed"), "stopped": self.tr("stopped")}
        tints = {"paused": "undecided", "failed": "rejected"}
        return words[job.state], tints.get(job.state, "second")

    def _running(self, job: QueuedJob) -> str:
        run = self._center.progress(job.id)
        if run is None:
            return self.tr("runs elsewhere")
        if self._center.is_stopping(job.id):
            return self.tr("stopping")
        if self._center.is_paused(job.id):
            return self.tr("paused")
        return clock_text(run.left_s) if run.left_s is not None else self.tr("running")
