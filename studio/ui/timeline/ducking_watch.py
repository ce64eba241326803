"""Keeps the curve of ducking up to date: it is read from the voice in the background."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.errors import StudioError
from studio.episode.track import Timeline, Track
from studio.finish.ducking import DuckingCurve
from studio.jobs.ducking_shown import ducking_shown, voices_heard
from studio.ui.timeline.timeline_model import TimelineModel

_AFTER_MS = 150


class DuckingWatch(QObject):
    """`curve` is how Foley and music go down under the voice of `model`, also while that is being dragged; None where they
    do not. While `is_reckoning` it is that of just before, or None where another voice is heard than then."""

    changed = Signal()

    def __init__(self, model: TimelineModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted = self._known = _NOTHING
        self._is_reading = False
        self.curve: DuckingCurve | None = None
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._read)
        model.session.settings_changed.connect(self._look)
        model.timeline_changed.connect(self._look)
        self._look()

    @property
    def is_reckoning(self) -> bool:
        """Whether the curve is still to come."""
        return self._wanted != self._known

    def _look(self) -> None:
        wanted = _Ducked.of(self._model.timeline, self._model.session.settings.duck_db)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if wanted.files != self._known.files:
            self._known, self.curve = _NOTHING, None
        if self.is_reckoning:
            self._timer.start()
        self.changed.emit()

    def _read(self) -> None:
        if self._is_reading or not self.is_reckoning:
            return
        self._is_reading = True
        wanted, folder = self._wanted, self._model.session.folder
        self._model.session.background.read(self, lambda: ducking_shown(folder, wanted.voices, wanted.duck_db),
                                            partial(self._take, wanted), partial(self._fail, wanted))

    def _take(self, read: _Ducked, curve: DuckingCurve | None) -> None:
        self._is_reading = False
        if read != self._wanted:            # it has changed meanwhile
            self._read()
            return
        self._known, self.curve = read, curve
        self.changed.emit()

    def _fail(self, read: _Ducked, error: StudioError) -> None:
        """A voice that cannot be read is told of by its own track."""
        del error
        self._take(read, None)


@dataclass(frozen=True, slots=True)
class _Ducked:
    """Everything that the curve depends on; no voices where nothing goes down."""

    duck_db: float = 0.0
    voices: tuple[Track, ...] = ()

    @classmethod
    def of(cls, timeline: Timeline, duck_db: float) -> _Ducked:
        voices = voices_heard(timeline) if duck_db else ()
        return cls(duck_db, voices) if voices else _NOTHING

    @property
    def files(self) -> frozenset[str]:
        return frozenset(clip.file for track in self.voices for clip in track.clips)


_NOTHING = _Ducked()
