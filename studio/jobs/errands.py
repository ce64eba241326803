"""Messages on their way to one worker: a few ahead, tried again after a crash, given up after too many."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from studio.episode.errors import StudioError
from studio.jobs.protocol import Message, error_from_fields
from studio.jobs.worker_client import LineLostError, WorkerSession

ANALYZER_AHEAD = 4
ATTEMPTS = 3
CRASHES_IN_A_ROW = 6
LOST_LINES_IN_A_ROW = 30
"""Without a result in between; each stood for a while, so that what was accepted is finished elsewhere."""
FATAL_KINDS = frozenset({"disk", "missing", "version", "usage"})
"""Errors that would meet every other frame too."""

Purpose = TypeVar("Purpose")
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Errand(Generic[Purpose]):
    """One message for a worker, and what the answer is for."""

    message: Callable[[int], Message]
    purpose: Purpose
    attempts: int = 0


class ErrandQueue(Generic[Purpose]):
    """Keeps a worker busy with `ahead` errands, and its crashes from costing more than one attempt each; a lost line
    costs none, and the same is asked for again.

    `on_message` and `on_failed` are called from `handle`; `introduction` is sent again to every new worker; while
    `held`, nothing further is sent.
    """

    def __init__(self, session: WorkerSession, ahead: int, patience_s: float,
                 on_message: Callable[[Purpose, Message], None],
                 on_failed: Callable[[Purpose, StudioError], None]) -> None:
        self.session = session
        self.introduction: Sequence[Message] = ()
        self.held = False
        self._ahead = ahead
        self._patience_s = patience_s
        self._on_message = on_message
        self._on_failed = on_failed
        self._waiting: deque[Errand[Purpose]] = deque()
        self._out: dict[int, Errand[Purpose]] = {}
        self._last_job = 0
        self._crashes = 0
        self._lost_lines = 0

    @property
    def idle(self) -> bool:
        """Whether nothing waits and nothing is out."""
        return not self._waiting and not self._out

    @property
    def at_work(self) -> int:
        """How many errands the worker has now."""
        return len(self._out)

    def introduce(self) -> None:
        """Send what every worker has to know first."""
        for message in self.introduction:
            self.session.send(message)

    def add(self, errand: Errand[Purpose]) -> None:
        """Put an errand at the end of the queue and send it if there is room."""
        self._waiting.append(errand)
        self.pump()

    def pump(self) -> None:
        """Send errands while the worker has room."""
        while self._waiting and not self.held and len(self._out) < self._ahead:
            errand = self._waiting.popleft()
            self._last_job += 1
            self._out[self._last_job] = errand
            self.session.send(errand.message(self._last_job))

    def handle(self, what: object) -> None:
        """Take in what our worker posted: a message, or None for its end."""
        if not isinstance(what, Message):
            self._crashed(self.session.ended())
            return
        errand = self._out.get(what.job)
        if errand is None:
            return
        if what.event == "error":
            self._failed(what.job, errand, error_from_fields(what.error or {}))
            return
        if what.event == "result":
            del self._out[what.job]
            self._crashes = self._lost_lines = 0
        self._on_message(errand.purpose, what)
        self.pump()

    def drop_all(self) -> None:
        """Cancel what is out and forget what waits."""
        for job in self._out:
            self.session.send(Message("cancel", job))
        self._out.clear()
        self._waiting.clear()

    def check_patience(self) -> None:
        """Kill a worker that has errands and gave no sign of life for too long; its end is then handled as a crash."""
        worker = self.session.worker
        if worker and self._out and time.monotonic() - worker.heard_at > self._patience_s:
            worker.kill(f"it gave no sign of life for {self._patience_s:g} s")

    def _failed(self, job: int, errand: Errand[Purpose], error: StudioError) -> None:
        del self._out[job]
        if error.kind in FATAL_KINDS:
            raise error
        self._on_failed(errand.purpose, error)
        self.pump()

    def _crashed(self, error: StudioError) -> None:
        """Only the errand in the making is charged with a crash; the ones behind it are not."""
        out = [self._out[job] for job in sorted(self._out)]
        self._out.clear()
        if isinstance(error, LineLostError):
            self._count_lost_line(error)
        else:
            self._charge(out, error)
        self._waiting.extendleft(reversed(out))
        self.session.start()
        self.introduce()
        self.pump()

    def _count_lost_line(self, error: LineLostError) -> None:
        log.warning("%s", error.message)
        self._lost_lines += 1
        if self._lost_lines > LOST_LINES_IN_A_ROW:
            raise self.session.given_up()

    def _charge(self, out: list[Errand[Purpose]], error: StudioError) -> None:
        self._crashes += 1
        if self._crashes > CRASHES_IN_A_ROW:
            raise error
        if out:
            out[0].attempts += 1
            if out[0].attempts >= ATTEMPTS:
                self._on_failed(out.pop(0).purpose, error)
