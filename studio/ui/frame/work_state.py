"""What works now, at the right end of the top bar: the job with its progress, or the engine that waits; memory."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobEvent
from studio.jobs.job_spec import QueuedJob
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text
from studio.ui.theme import BETWEEN, colors, theme
from studio.ui.widgets.controls import label
from studio.ui.widgets.elided_label import ElidedLabel

_MEMORY_EVERY_MS = 2000
_FIRST_MS = 250                 # memory and the engine's name wait so long: what tells them takes time to load
_WIDEST_MEMORY = "000.0 / 000 GB"
_BAR = 72
_DOT = 8
_COUNTED = ("progress", "take", "failure")


class Dot(QWidget):
    """Filled while something works, a ring while nothing does."""

    def __init__(self) -> None:
        super().__init__()
        self._busy = False
        self.setFixedSize(QSize(_DOT + 2, _DOT + 2))
        theme().changed.connect(self.update)

    def set_busy(self, *, busy: bool) -> None:
        """Fill it or not."""
        self._busy = busy
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors().color("accent" if self._busy else "third"))
        painter.setBrush(colors().color("accent") if self._busy else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(1, 1, _DOT, _DOT))


class WorkState(QWidget):
    """Follows the job center; takes no more room than the bar leaves."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._engine = ""
        self._session: EpisodeSession | None = None
        self._latest: dict[int, JobEvent] = {}
        self._dot, self._text, self._memory = Dot(), ElidedLabel(), label("", "second")
        self._text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(_BAR)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addStretch(1)
        for item in (self._dot, self._text, self._bar, self._memory):
            row.addWidget(item)
        context.jobs.told.connect(self._told)
        context.jobs.queue_changed.connect(self._show)
        context.jobs.job_ended.connect(self._ended)
        self._timer = QTimer(self, interval=_MEMORY_EVERY_MS)
        self._timer.timeout.connect(self._show_memory)
        self._timer.start()
        self._memory.setMinimumWidth(self._memory.fontMetrics().horizontalAdvance(_WIDEST_MEMORY))
        self._memory.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        QTimer.singleShot(_FIRST_MS, self, self._show_memory)
        self._show()

    def show_session(self, session: EpisodeSession | None) -> None:
        """Name the engine that would work on this episode."""
        self._engine = ""
        self._session = session
        if session is not None:
            session.settings_changed.connect(self._read_engine)
            QTimer.singleShot(_FIRST_MS, self, self._read_engine)
        self._show()

    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def _read_engine(self) -> None:
        if self._session is None:
            return
        folder = self._session.folder

        def read() -> str:
            from studio.jobs.resolve_settings import resolve_settings

            with EpisodeStore.open_to_read(folder) as store:
                engine, host = resolve_settings(store, lambda _event: None)[1].engine, store.settings.host
                return f"{engine} · {host}" if host else engine

        self._context.background.read(self, read, self._engine_read, self._engine_unknown)

    def _engine_read(self, name: str) -> None:
        self._engine = name if self._session is not None else ""
        self._show()

    def _engine_unknown(self, error: StudioError) -> None:
        self._engine = ""
        self._text.setToolTip(localized(error.message))

    def _told(self, job: QueuedJob, event: JobEvent) -> None:
        if event.kind == "loading" or (event.kind in _COUNTED and event.total):
            self._latest[job.id] = event
            self._show()

    def _ended(self, job: QueuedJob, error: StudioError | None) -> None:
        del error
        self._latest.pop(job.id, None)
        self._show()

    def _show(self) -> None:
        running = self._context.jobs.running
        waiting = sum(job.state == "waiting" for job in self._context.jobs.jobs())
        self._dot.set_busy(busy=bool(running))
        self._bar.setVisible(bool(running))
        if running:
            self._show_job(running[0], len(running) - 1 + waiting)
        else:
            self._text.setText(self._engine or self.tr("nothing is running"))

    def _show_job(self, job: QueuedJob, others: int) -> None:
        event = self._latest.get(job.id)
        done, total = (event.done, event.total) if event and event.total else (job.done, job.total)
        self._bar.setRange(0, total)            # 0 of 0: it runs, and nobody knows how far
        self._bar.setValue(done)
        words = self._kind(job)
        if event is not None and event.kind == "loading":
            words = self.tr("{job}: loading the model").format(job=words)
        elif total:
            words = self.tr("{job}: {done} of {total}").format(job=words, done=done, total=total)
        if others:
            words = self.tr("{job} · {count} more").format(job=words, count=others)
        self._text.setText(words)

    def _kind(self, job: QueuedJob) -> str:
        names = {"generate": self.tr("generating"), "reroll": self.tr("re-rolling"), "score": self.tr("scoring"),
                 "sweep": self.tr("comparing presets"), "export": self.tr("exporting")}
        return names.get(job.spec.kind, job.spec.kind)

    def _show_memory(self) -> None:
        import psutil

        memory = psutil.virtual_memory()
        used, total = (memory.total - memory.available) / 2**30, memory.total / 2**30
        self._memory.setText(self.tr("{used} / {total} GB").format(used=fixed_text(used, 1), total=f"{total:.0f}"))
        self._memory.setToolTip(self.tr("Memory of this machine in use"))
