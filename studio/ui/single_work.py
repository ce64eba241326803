"""Work that takes long and is done one piece at a time, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.jobs.events import JobControl
from studio.ui.background import Background


class SingleWork(QObject):
    """`begun`, `done` and `failed` say what it is on and how that ended; a signal `told` of each subclass, how it goes.

    What is asked for while something is under way is not done.
    """

    begun = Signal(str)
    done = Signal(str, object)              # name, what came of it
    failed = Signal(str, object)            # name, StudioError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._control = JobControl()
        self.name = ""                      # what is worked on now

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return bool(self.name)

    def cancel(self) -> None:
        """End what is under way; what has come so far stays."""
        self._control.stop()

    def close(self) -> None:
        """End it and wait for that."""
        self.cancel()
        self._background.wait()

    def _begin(self, name: str, work: Callable[[], object]) -> None:
        if self.is_busy:
            return
        self.name, self._control = name, JobControl()
        self.begun.emit(name)
        self._background.write(self, work, self._done, self._failed)

    def _done(self, outcome: object) -> None:
        name, self.name = self.name, ""
        self.done.emit(name, outcome)

    def _failed(self, error: StudioError) -> None:
        name, self.name = self.name, ""
        self.failed.emit(name, error)
