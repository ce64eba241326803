"""Looking at references and source with the real analyzer, beside everything else the window does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, StopRequested, pass_over
from studio.jobs.face_looker import FaceLooker
from studio.jobs.look_at_references import ReferencesLook, look_at_references
from studio.jobs.look_at_source import SourceLook, filed_source_look, look_at_source
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession

SHOW_EVERY = 12
"""Frames after which what was found so far is shown."""


class Looks(QObject):
    """One look at a time, on one thread; references go before the source, which goes on afterwards."""

    references_looked = Signal(object)      # ReferencesLook
    source_looked = Signal(object)          # SourceLook or None
    source_progress = Signal(int, int)      # frames done, of how many
    state_changed = Signal()
    references_failed = Signal(object)      # StudioError
    source_failed = Signal(object)          # StudioError

    def __init__(self, session: EpisodeSession, background: Background) -> None:
        super().__init__()
        self._session = session
        self._background = background
        self._looker = FaceLooker(pass_over)
        self._reference_runs = 0
        self._source_control: JobControl | None = None
        self._source_waits = False
        self._controls: set[JobControl] = set()
        self._closed = False

    @property
    def looking_at_references(self) -> bool:
        """Whether the references are being looked at."""
        return self._reference_runs > 0

    @property
    def looking_at_source(self) -> bool:
        """Whether the source is being looked at, or waits for it."""
        return self._source_control is not None or self._source_waits

    def look_at_references(self) -> None:
        """Look at them anew; answers of earlier looks that come meanwhile are passed over."""
        if self._closed:
            return
        self._give_way()
        self._reference_runs += 1
        control = self._new_control()
        folder = self._session.folder

        def work() -> ReferencesLook | None:
            try:
                with EpisodeStore.open(folder) as store:
                    return look_at_references(store, self._looker, pass_over, control)
            except StopRequested:
                return None

        self._background.measure(self, work, lambda look: self._references_done(control, look),
                                 lambda error: self._references_done(control, error))
        self.state_changed.emit()

    def look_at_source(self) -> None:
        """Look at those frames of the source that no one has looked at."""
        if self._closed or self.looking_at_source:
            return
        if self.looking_at_references:
            self._source_waits = True
            return
        control = self._source_control = self._new_control()
        folder = self._session.folder
        self._background.measure(self, lambda: self._source_work(folder, control),
                                 lambda look: self._source_done(control, look),
                                 lambda error: self._source_done(control, error))
        self.state_changed.emit()

    def look_at_new_source(self) -> None:
        """Look at the source unless somebody did; the analyzer is not started for what is known."""
        folder = self._session.folder

        def work() -> SourceLook | None:
            with EpisodeStore.open_to_read(folder) as store:
                return filed_source_look(store)

        def done(look: SourceLook | None) -> None:
            if look is None or not look.is_complete:
                self.look_at_source()

        self._background.read(self, work, done, self.source_failed.emit)

    def read_source(self) -> None:
        """Show what was found earlier, without looking."""
        folder = self._session.folder

        def work() -> SourceLook | None:
            with EpisodeStore.open_to_read(folder) as store:
                return filed_source_look(store)

        self._background.read(self, work, self.source_looked.emit, self.source_failed.emit)

    def stop_source(self) -> None:
        """Stop looking at the source; what was found is kept."""
        self._source_waits = False
        if self._source_control is not None:
            self._source_control.stop()

    def rest(self) -> None:
        """End the analyzer's process while it is not needed."""
        self.stop_source()
        self._background.measure(self, self._looker.close, lambda _: None)

    def close(self) -> None:
        """Stop everything and wait for its end."""
        self._closed = True
        for control in list(self._controls):
            control.stop()
        self._background.wait()
        self._looker.close()

    def _source_work(self, folder: Path, control: JobControl) -> SourceLook | None:
        with EpisodeStore.open(folder) as store:

            def told(done: int, of: int) -> None:
                self.source_progress.emit(done, of)
                if done % SHOW_EVERY == 0:
                    self.source_looked.emit(filed_source_look(store))

            try:
                return look_at_source(store, self._looker, told, control)
            except StopRequested:
                return filed_source_look(store)

    def _new_control(self) -> JobControl:
        control = JobControl()
        self._controls.add(control)
        return control

    def _give_way(self) -> None:
        if self._source_control is not None:
            self._source_waits = True
            self._source_control.wish = "finish"

    def _references_done(self, control: JobControl, outcome: ReferencesLook | StudioError | None) -> None:
        self._controls.discard(control)
        self._reference_runs -= 1
        if not self.looking_at_references:
            if isinstance(outcome, StudioError):
                self.references_failed.emit(outcome)
            elif outcome is not None:
                self.references_looked.emit(outcome)
            self._go_on_with_source()
        self.state_changed.emit()

    def _source_done(self, control: JobControl, outcome: SourceLook | StudioError | None) -> None:
        self._controls.discard(control)
        self._source_control = None
        if isinstance(outcome, StudioError):
            self._source_waits = False
            self.source_failed.emit(outcome)
        else:
            self.source_looked.emit(outcome)
        self._go_on_with_source()
        self.state_changed.emit()

    def _go_on_with_source(self) -> None:
        if self._source_waits and self._source_control is None and not self.looking_at_references:
            self._source_waits = False
            self.look_at_source()
