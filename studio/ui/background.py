"""Work that would make the window wait, done on another thread; its outcome arrives in the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from studio.episode.errors import StudioError

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class _Outcome(QObject):
    done = Signal(object)
    failed = Signal(object)


class _Errand(QRunnable, Generic[Result]):
    def __init__(self, work: Callable[[], Result]) -> None:
        super().__init__()
        self._work = work
        self.outcome = _Outcome()

    def run(self) -> None:
        """Called by the pool."""
        try:
            result = self._work()
        except StudioError as error:
            self._tell(self.outcome.failed, error)
        except Exception as error:
            log.exception("background work failed")
            self._tell(self.outcome.failed, StudioError("internal", f"Something failed that should not: {error}. "
                                                                    "The log has the details.", repr(error)))
        else:
            self._tell(self.outcome.done, result)

    def _tell(self, signal: object, value: object) -> None:
        try:
            signal.emit(value)  # type: ignore[attr-defined]
        except RuntimeError:        # the window closed meanwhile and nobody wants to know
            log.debug("an outcome came after its receiver was gone")


class Background(QObject):
    """`reads` run side by side, `writes` one after the other, in the order asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reads = QThreadPool(self)
        self._reads.setMaxThreadCount(2)
        self._writes = QThreadPool(self)
        self._writes.setMaxThreadCount(1)
        self._running: set[_Outcome] = set()

    def read(self, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
             failed: Callable[[StudioError], object] | None = None) -> None:
        """Run `work`; then call `done` or `failed` in the window's thread, unless `owner` is gone by then."""
        self._start(self._reads, owner, work, done, failed)

    def write(self, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
              failed: Callable[[StudioError], object] | None = None) -> None:
        """As `read`, after every write asked for before."""
        self._start(self._writes, owner, work, done, failed)

    def wait(self) -> None:
        """Until nothing runs; outcomes still have to be delivered by the event loop."""
        self._reads.waitForDone()
        self._writes.waitForDone()

    def _start(self, pool: QThreadPool, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
               failed: Callable[[StudioError], object] | None) -> None:
        errand = _Errand(work)
        outcome = errand.outcome
        receiver = _Receiver(owner, done, failed or _log_failure)
        outcome.done.connect(receiver.deliver)
        outcome.failed.connect(receiver.report)
        self._running.add(outcome)
        outcome.done.connect(lambda _: self._running.discard(outcome))
        outcome.failed.connect(lambda _: self._running.discard(outcome))
        pool.start(errand)


class _Receiver(QObject):
    """Child of the owner: Qt drops the connection, and with it the call, when the owner goes."""

    def __init__(self, owner: QObject, done: Callable[[Result], object], failed: Callable[[StudioError], object]) -> None:
        super().__init__(owner)
        self._done = done
        self._failed = failed

    def deliver(self, result: object) -> None:
        """The work succeeded."""
        self.deleteLater()
        self._done(result)  # type: ignore[arg-type]

    def report(self, error: StudioError) -> None:
        """The work failed."""
        self.deleteLater()
        self._failed(error)


def _log_failure(error: StudioError) -> None:
    log.error("%s: %s", error.kind, error.message)
