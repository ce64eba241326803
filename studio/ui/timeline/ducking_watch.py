"""Keeps the curve of ducking up to date: it is read from the voice in the background."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.errors import StudioError
from studio.episode.track import Track
from studio.finish.ducking import DuckingCurve
from studio.jobs.ducking_shown import ducking_shown
from studio.ui.episode_session import EpisodeSession

_AFTER_MS = 150


class DuckingWatch(QObject):
    """`curve` is None where nothing goes down under the voice, or it is not known yet."""

    changed = Signal()

    def __init__(self, session: EpisodeSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._read_of: tuple[float, tuple[Track, ...]] = (0.0, ())
        self.curve: DuckingCurve | None = None
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._read)
        session.settings_changed.connect(self._timer.start)
        session.timeline_changed.connect(self._timer.start)
        if session.settings.duck_db:
            self._timer.start()

    def _read(self) -> None:
        duck_db, timeline, folder = self._session.settings.duck_db, self._session.timeline, self._session.folder
        wanted = duck_db, tuple(track for track in timeline.audible() if track.kind == "voice")
        if wanted == self._read_of:
            return
        self._read_of = wanted
        if not duck_db:
            self._take(None)
            return
        self._session.background.read(self, lambda: ducking_shown(folder, timeline, duck_db), self._take, self._fail)

    def _take(self, curve: DuckingCurve | None) -> None:
        self.curve = curve
        self.changed.emit()

    def _fail(self, error: StudioError) -> None:
        """A voice that cannot be read is told of by its own track."""
        del error
        self._take(None)
