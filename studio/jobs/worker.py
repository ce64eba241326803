"""The worker process: one service behind a pipe. It ends when its input ends; behind a line that may break, it first
finishes what it accepted."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from studio import __version__
from studio.episode.errors import StudioError
from studio.jobs.protocol import PROTOCOL_VERSION, Message, ProtocolError, error_to_fields
from studio.jobs.worker_pipes import Inbox, Outbox, take_over_standard_pipes

_GRACE_S = 3.0
KEEP_GOING_S = 600.0
"""How long a worker at most goes on with what it accepted after the line to it was lost."""


class JobDropped(Exception):
    """Nobody waits for the job any more; raised inside the service to leave it between two steps."""


class Desk(Protocol):
    """What a service may say while it works on a job."""

    def check(self) -> None:
        """Raise JobDropped where the job was cancelled."""

    def progress(self, done: int, of: int, memory: tuple[int, int] | None = None) -> None:
        """Say how far the job is, and stop here if it was cancelled; `memory` as in `StepPreview`."""

    def preview(self, facts: Mapping[str, Any], blob: bytes) -> None:
        """Offer a picture in the making."""

    def say(self, line: str) -> None:
        """A line to show while the weights load."""

    def finish_later(self, finish: Callable[[], Message]) -> None:
        """Let the answer be completed beside the next jobs; waits while `Service.beside` of them are under way."""


class Service(Protocol):
    """An engine or an analyzer, as the worker loop drives it."""

    name: str

    @property
    def beside(self) -> int:
        """How many answers may be completed beside the job in hand."""

    def load(self, data: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
        """Bring the weights in and return the facts for `ready`."""

    def handle(self, message: Message, desk: Desk) -> Message | None:
        """Answer one message; None where `desk.finish_later` will."""


def serve(service: Service, *, keeps_going: bool = False) -> int:
    """Run the worker until its input ends; the exit code of the process.

    `keeps_going`: an input that ends without an `end` is a lost line; what was accepted before is then finished, for
    at most `KEEP_GOING_S`.
    """
    incoming, outgoing = take_over_standard_pipes()
    inbox, outbox = Inbox(incoming, keeps_going=keeps_going), Outbox(outgoing)
    outbox.send(Message("hello", data={"protocol": PROTOCOL_VERSION, "software": __version__, "name": service.name,
                                       "process": os.getpid()}))
    threading.excepthook = _end_with_traceback
    threading.Thread(target=_end_with_input, args=(inbox,), name="end", daemon=True).start()
    finisher = _Finisher(service, inbox, outbox)
    while (message := inbox.next()) is not None:
        _answer(service, message, _JobDesk(message.job, inbox, outbox, finisher))
    finisher.close()
    outbox.close()
    return 0


def _answer(service: Service, message: Message, desk: _JobDesk) -> None:
    try:
        if message.event == "load":
            desk.answer(Message("ready", message.job, data=service.load(message.data, desk)))
            return
        answer = service.handle(message, desk)
        if answer is not None:
            desk.answer(answer)
    except JobDropped:
        desk.drop()
    except StudioError as error:
        desk.answer(Message("error", message.job, error=error_to_fields(error)))
    except ProtocolError as error:
        failure = StudioError("worker", f"The worker {service.name} could not read what it was sent.", str(error))
        desk.answer(Message("error", message.job, error=error_to_fields(failure)))


class _JobDesk:
    def __init__(self, job: int, inbox: Inbox, outbox: Outbox, finisher: _Finisher) -> None:
        self._job = job
        self._inbox = inbox
        self._outbox = outbox
        self._finisher = finisher

    def check(self) -> None:
        if self._inbox.dropped(self._job):
            raise JobDropped

    def progress(self, done: int, of: int, memory: tuple[int, int] | None = None) -> None:
        self.check()
        self._outbox.send(Message("progress", self._job, progress=(done, of), memory=memory))

    def preview(self, facts: Mapping[str, Any], blob: bytes) -> None:
        self._outbox.send_preview(Message("preview", self._job, preview=facts, blobs=(blob,)))

    def say(self, line: str) -> None:
        self._outbox.send(Message("loading", self._job, data={"line": line}))

    def finish_later(self, finish: Callable[[], Message]) -> None:
        self._finisher.put(self._job, finish)

    def answer(self, message: Message) -> None:
        self._outbox.send(message)
        self._inbox.answered(self._job)

    def drop(self) -> None:
        self._inbox.answered(self._job)
        print(f"job {self._job} was dropped", file=sys.stderr, flush=True)


class _Finisher:
    """Completes answers beside the job in hand, so many at once as the service says."""

    def __init__(self, service: Service, inbox: Inbox, outbox: Outbox) -> None:
        self._service = service
        self._inbox = inbox
        self._outbox = outbox
        self._under_way: deque[threading.Thread] = deque()

    def put(self, job: int, finish: Callable[[], Message]) -> None:
        while len(self._under_way) >= self._service.beside:
            self._under_way.popleft().join()
        thread = threading.Thread(target=self._run, args=(job, finish), name="finish")
        self._under_way.append(thread)
        thread.start()

    def close(self) -> None:
        while self._under_way:
            self._under_way.popleft().join()

    def _run(self, job: int, finish: Callable[[], Message]) -> None:
        try:
            self._outbox.send(finish())
        except StudioError as error:
            self._outbox.send(Message("error", job, error=error_to_fields(error)))
        self._inbox.answered(job)


def _end_with_traceback(failure: threading.ExceptHookArgs) -> None:
    """What fails beside the job in hand ends the worker as it would in its main thread: a crash costs an attempt."""
    traceback.print_exception(failure.exc_type, failure.exc_value, failure.exc_traceback)
    os._exit(1)


def _end_with_input(inbox: Inbox) -> None:
    """A service stuck inside a library does not outlive the one who asked."""
    inbox.ended.wait()
    given_up = time.monotonic() + KEEP_GOING_S
    time.sleep(_GRACE_S)
    while inbox.is_wanted and time.monotonic() < given_up:
        time.sleep(_GRACE_S)
    os._exit(0)
