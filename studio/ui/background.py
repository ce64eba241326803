"""Work that would make the window wait, done on another thread; its outcome arrives in the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import count
from typing import TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from studio.episode.errors import StudioError, own_fault

READERS = 4
Result = TypeVar("Result")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Errand:
    owner: QObject
    work: Callable[[], object]
    done: Callable[[object], object]
    failed: Callable[[StudioError], object]


@dataclass(frozen=True, slots=True)
class _Failure:
    error: StudioError


class _Relay(QObject):
    """Carries outcomes from the workers' threads to the window's. One for all: an object for each piece of work could
    be deleted by one thread while the other still emits from it."""

    finished = Signal(int, object)      # number of the errand, what came of it


class _Pool:
    """Threads that work off a line of errands, the first first.

    Only the window's thread keeps errands: whatever they refer to, widgets among it, would else be deleted by the worker
    that lets go of it last. A worker has no more than the work itself, and only while that runs.
    """

    def __init__(self, threads: int, relay: _Relay) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._relay = relay
        self._running: set[Future[None]] = set()

    def start(self, number: int, work: Callable[[], object]) -> None:
        future = self._executor.submit(_run, [work], number, self._relay)
        self._running = {held for held in self._running if not held.done()}
        self._running.add(future)

    def wait(self) -> None:
        wait(self._running)


class Background(QObject):
    """`read` is for what is short and runs side by side, `measure` for what takes seconds and must not hold up the
    former, `write` runs one after the other, in the order asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = _Relay()
        self._relay.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reads, self._measures, self._writes = (_Pool(threads, self._relay) for threads in (READERS, 1, 1))
        self._errands: dict[int, _Errand] = {}
        self._numbers = count()

    def read(self, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
             failed: Callable[[StudioError], object] | None = None) -> None:
        """Run `work`; then call `done` or `failed` in the window's thread, unless `owner` is gone by then."""
        self._start(self._reads, owner, work, done, failed)

    def measure(self, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
                failed: Callable[[StudioError], object] | None = None) -> None:
        """As `read`, for long work: one piece at a time."""
        self._start(self._measures, owner, work, done, failed)

    def write(self, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
              failed: Callable[[StudioError], object] | None = None) -> None:
        """As `read`, after every write asked for before."""
        self._start(self._writes, owner, work, done, failed)

    def wait(self) -> None:
        """Until nothing runs; outcomes still have to be delivered by the event loop."""
        for pool in (self._reads, self._measures, self._writes):
            pool.wait()

    def _start(self, pool: _Pool, owner: QObject, work: Callable[[], Result], done: Callable[[Result], object],
               failed: Callable[[StudioError], object] | None) -> None:
        number = next(self._numbers)
        then = cast("Callable[[object], object]", done)         # it is only ever given what its own work returned
        self._errands[number] = _Errand(owner, work, then, failed or _log_failure)
        pool.start(number, work)

    @Slot(int, object)
    def _deliver(self, number: int, outcome: object) -> None:
        errand = self._errands.pop(number)
        if not shiboken6.isValid(errand.owner):
            return
        if isinstance(outcome, _Failure):
            errand.failed(outcome.error)
        else:
            errand.done(outcome)


def _run(held: list[Callable[[], object]], number: int, relay: _Relay) -> None:
    """On a worker's thread: do the work, let go of it, tell what came of it."""
    outcome = _outcome(held.pop())
    try:
        relay.finished.emit(number, outcome)
    except RuntimeError:        # the program ended meanwhile and nobody wants to know
        log.debug("an outcome came after its receiver was gone")


def _outcome(work: Callable[[], object]) -> object:
    try:
        return work()
    except StudioError as error:
        return _Failure(_alone(error))
    except Exception as error:
        log.exception("background work failed")
        return _Failure(own_fault(error))


def _alone(error: StudioError) -> StudioError:
    """Without the frames it came through, which hold what the work refers to."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _log_failure(error: StudioError) -> None:
    log.error("%s: %s", error.kind, error.message)
