"""Work that would make the window wait, done on another thread; its outcome arrives in the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from studio.episode.errors import StudioError, own_fault

Result = TypeVar("Result")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Outcome:
    owner: QObject
    tell: Callable[[], object]


READERS = 4


class _Relay(QObject):
    """Carries outcomes from the workers' threads to the window's. One for all: an object for each piece of work could
    be deleted by one thread while the other still emits from it."""

    finished = Signal(object)           # _Outcome


class _Errand(QRunnable, Generic[Result]):
    def __init__(self, relay: _Relay, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
                 failed: Callable[[StudioError], object]) -> None:
        super().__init__()
        self._relay = relay
        self._owner = owner
        self._work = work
        self._done = done
        self._failed = failed

    def run(self) -> None:
        """Called by the pool."""
        outcome = _Outcome(self._owner, self._outcome())
        try:
            self._relay.finished.emit(outcome)
        except RuntimeError:        # the program ended meanwhile and nobody wants to know
            log.debug("an outcome came after its receiver was gone")

    def _outcome(self) -> Callable[[], object]:
        try:
            return partial(self._done, self._work())
        except StudioError as error:
            return partial(self._failed, error)
        except Exception as error:
            log.exception("background work failed")
            return partial(self._failed, own_fault(error))


class Background(QObject):
    """`read` is for what is short and runs side by side, `measure` for what takes seconds and must not hold up the
    former, `write` runs one after the other, in the order asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reads = QThreadPool(self)
        self._reads.setMaxThreadCount(READERS)
        self._measures = QThreadPool(self)
        self._measures.setMaxThreadCount(1)
        self._writes = QThreadPool(self)
        self._writes.setMaxThreadCount(1)
        self._relay = _Relay()
        self._relay.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(self, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
             failed: Callable[[StudioError], object] | None = None) -> None:
        """Run `work`; then call `done` or `failed` in the window's thread, unless `owner` is gone by then."""
        self._reads.start(_Errand(self._relay, owner, work, done, failed or _log_failure))

    def measure(self, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
                failed: Callable[[StudioError], object] | None = None) -> None:
        """As `read`, for long work: one piece at a time."""
        self._measures.start(_Errand(self._relay, owner, work, done, failed or _log_failure))

    def write(self, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
              failed: Callable[[StudioError], object] | None = None) -> None:
        """As `read`, after every write asked for before."""
        self._writes.start(_Errand(self._relay, owner, work, done, failed or _log_failure))

    def wait(self) -> None:
        """Until nothing runs; outcomes still have to be delivered by the event loop."""
        self._reads.waitForDone()
        self._measures.waitForDone()
        self._writes.waitForDone()

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        if shiboken6.isValid(outcome.owner):
            outcome.tell()


def _log_failure(error: StudioError) -> None:
    log.error("%s: %s", error.kind, error.message)
