"""Work of the start page that takes long, on a thread of its own that can be stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from studio.episode.errors import StudioError, own_fault
from studio.jobs.events import JobControl, JobEvent, Listener, StopRequested

log = logging.getLogger(__name__)
Work = Callable[[Listener, JobControl], Path]
"""Makes an episode and returns its folder."""


class LongTask(QThread):
    """Runs `work` once; exactly one of `done`, `failed` and `stopped` follows."""

    told = Signal(object)               # JobEvent
    done = Signal(object)               # the episode's folder
    failed = Signal(object)             # StudioError
    stopped = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.control = JobControl()

    def run(self) -> None:
        """Called by Qt in the new thread."""
        try:
            folder = self._work(self._listen, self.control)
        except StopRequested:
            self.stopped.emit()
        except StudioError as error:
            self.failed.emit(error)
        except Exception as error:
            log.exception("an episode could not be made")
            self.failed.emit(own_fault(error))
        else:
            self.done.emit(folder)

    def end(self) -> None:
        """Stop and wait; what was finished is kept."""
        self.control.stop()
        self.wait()

    def _listen(self, event: JobEvent) -> None:
        if self.control.wish == "stop":
            raise StopRequested
        if event.picture is None:
            self.told.emit(event)
