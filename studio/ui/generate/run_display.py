"""Fills the live view: from a run's events while one is under way, else from what is on disk."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from studio.episode.take_columns import TakeColumns
from studio.jobs.events import JobEvent
from studio.jobs.generate_overview import GenerateOverview
from studio.jobs.memory import tree_memory
from studio.jobs.run_progress import RunProgress
from studio.review.column_picks import CHOSEN, OPEN
from studio.review.statistics import wilson
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.generate.live_view import LiveView
from studio.ui.generate.pictures_read import LatestPicture, read_source_frame, read_take
from studio.ui.generate.start_card import Start
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text
from studio.ui.widgets.strip_states import strip_states

MEMORY_EVERY_MS = 2000


class RunDisplay(QObject):
    """Reads pictures and memory in the background; everything else is at hand."""

    def __init__(self, view: LiveView, session: EpisodeSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.view = view
        self.overview: GenerateOverview | None = None
        self._session = session
        self._background = background
        folder = session.folder.absolute()
        self._last = LatestPicture(background, lambda take: read_take(folder, take), self)
        self._source = LatestPicture(background, lambda number: read_source_frame(folder, number), self)
        self._last_shown: int | None = None
        self._live = False
        self._memory_timer = QTimer(self, interval=MEMORY_EVERY_MS)
        self._memory_timer.timeout.connect(self._read_memory)
        self._last.ready.connect(self._last_came)
        self._source.ready.connect(self._source_came)
        view.numbers.show_memory(None)
        view.numbers.show_device_memory(None)

    def show_overview(self, overview: GenerateOverview) -> None:
        """What is to be made."""
        self.overview = overview
        frames = overview.frames
        self.view.show_range(frames[0] if frames else None, frames[-1] if frames else None)
        if overview.settings is not None:
            self.view.row.set_aspect(overview.settings.width / overview.settings.height)

    def hear(self, event: JobEvent) -> None:
        """One event of the run."""
        if event.kind == "step":
            self.view.row.show_step(event.done, event.total)
            if event.memory is not None:
                self.view.numbers.show_device_memory(event.memory)
        elif event.kind == "take" and event.take is not None:
            self._last.want(event.take)

    def see(self, event: JobEvent, image: QImage) -> None:
        """A picture of the run: the source frame, or the take in the making."""
        if event.kind == "preview":
            self.view.row.show_making()
            self.view.row.show_preview(image)
            return
        self._live = True
        self.view.row.source.set_facts(f"#{event.frame}")
        self.view.row.source.picture.show_image(image)

    def show_run(self, run: RunProgress, *, paused: bool) -> None:
        """A run as it stands."""
        if not self._memory_timer.isActive():
            self._memory_timer.start()
            self._read_memory()
        row = self.view.row
        row.show_making()
        if run.loading or run.frame is None:
            row.show_step(0, 0)
            row.show_preview(None, self._why_nothing(run, paused=paused))
        self.view.numbers.passing.setVisible(not self._other_recipe or run.done > 0)
        self.view.numbers.show_run(run, datetime.now().astimezone(), paused=paused)
        self._show_strip(run.frame, stale=self._other_recipe and not run.done)

    def show_rest(self, start: Start | None) -> None:
        """Nothing runs."""
        self._live = False
        self._memory_timer.stop()
        self.view.numbers.show_memory(None)
        self.view.numbers.show_device_memory(None)
        if self.overview is not None:
            frames, missing = self.overview.frames, self.overview.missing
            self.view.numbers.show_rest(len(frames) - len(missing), len(frames))
            self.view.numbers.setVisible(bool(frames))
        if start is not None:
            self.view.start.show_start(start)
        self.view.row.show_preview(None)
        self.view.row.show_start()
        self._want_resting_pictures()
        self._show_strip(None, stale=self._other_recipe)
        self.view.numbers.passing.setVisible(not self._other_recipe)

    def show_passing(self) -> None:
        """The share of judged takes that pass."""
        codes = self._session.codes
        tried, passed = int((codes != OPEN).sum()), int(((codes >= CHOSEN) & (codes < OPEN)).sum())
        self._background.read(self, lambda: wilson(passed, tried), self.view.numbers.show_passing)

    def show_last_facts(self) -> None:
        """Frame and scores of the take shown last, with its verdict as a shape."""
        takes = self._session.takes
        rows = np.flatnonzero(takes.takes == (self._last_shown or 0))
        if not len(rows):
            self.view.row.last.set_facts("")
            return
        row = int(rows[0])
        det, identity = (float(takes.scores[name][row]) for name in ("det", "identity"))
        code = int(self._session.codes[row])
        parts = [f"#{takes.frames[row]}"]
        parts += [self.tr("det {det}").format(det=fixed_text(det))] if not np.isnan(det) else []
        parts += [self.tr("id {identity}").format(identity=fixed_text(identity))] if not np.isnan(identity) else []
        mark = "?" if code == OPEN else "✓" if code < OPEN else "✕"
        self.view.row.last.set_facts(f"{' · '.join(parts)} {mark}")

    def failures(self, run: RunProgress | None) -> dict[int, str]:
        """What failed: filed before, and in the run under way."""
        filed = {row.frame: row.message for row in self.overview.failures} if self.overview else {}
        return filed | (run.failures if run else {})

    @property
    def _other_recipe(self) -> bool:
        """Whether the takes under review were made with other settings than those that count now."""
        return self.overview is not None and len(self.overview.missing) == len(self.overview.frames)

    def _show_strip(self, working: int | None, *, stale: bool) -> None:
        frames = self.overview.frames if self.overview else ()
        takes, codes = (TakeColumns.empty(), self._session.codes[:0]) if stale else (self._session.takes,
                                                                                   self._session.codes)
        states = strip_states(frames, takes, codes, self.view.failures.failures, working)
        self.view.strip.set_states(states, np.array(frames, np.int64))

    def _want_resting_pictures(self) -> None:
        takes = self._session.takes
        if len(takes):
            self._last.want(int(takes.takes.max()))
        missing = self.overview.missing if self.overview else ()
        if missing:
            self._source.want(missing[0])
        elif len(takes):
            self._source.want(int(takes.frames[int(takes.takes.argmax())]))

    def _why_nothing(self, run: RunProgress, *, paused: bool) -> str:
        if run.loading:
            return self.tr("{what}…").format(what=localized(run.loading))
        if paused:
            return self.tr("Paused")
        return self.tr("Scoring") if run.stage == "score" else self.tr("Starting")

    def _last_came(self, take: int, image: QImage) -> None:
        self._last_shown = take
        self.view.row.last.show_image(None if image.isNull() else image)
        self.show_last_facts()

    def _source_came(self, number: int, image: QImage) -> None:
        if not self._live:
            self.view.row.source.set_facts(f"#{number}")
            self.view.row.source.show_image(None if image.isNull() else image)

    def _read_memory(self) -> None:
        self._background.read(self, tree_memory, self._memory_came)

    def _memory_came(self, size: int) -> None:
        if self._memory_timer.isActive():
            self.view.numbers.show_memory(size)
