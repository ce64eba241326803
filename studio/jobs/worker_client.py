"""Our end of a worker: started without a shell, spoken to by messages, killed when it must be."""

from __future__ import annotations

import contextlib
import logging
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, BinaryIO, Protocol, TypeAlias, cast

from studio import __version__
from studio.episode.errors import StudioError
from studio.jobs.events import StopRequested
from studio.jobs.processes import kill_group, start_in_own_group, yield_to_the_person
from studio.jobs.protocol import (
    PROTOCOL_VERSION,
    CutMessageError,
    Message,
    ProtocolError,
    error_from_fields,
    read_message,
    write_message,
)
from studio.jobs.worker_pipes import ALIVE_S

HANDSHAKE_S = 60.0
RECONNECTS = 12
"""How often in a row a line that stood is tried again."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 30.0
"""Before a line that broke is tried again; doubled every time up to the longest."""
_PARTING_S = 1.0
_LAST_LINES = 30
_CLOSE_S = 5.0
log = logging.getLogger(__name__)

Mailbox: TypeAlias = "queue.Queue[tuple[object, object]]"
"""(who, what): a Worker with its Message, or with None when it has ended; others may post here too."""

WorkerCommand: TypeAlias = Callable[[str], Sequence[str]]
"""From a worker's name to the argv that starts it: here, or behind `ssh -T`."""


def local_worker(name: str) -> list[str]:
    """The argv of a worker on this machine."""
    return [sys.executable, "-m", "studio", "worker", name]


def fresh_worker(name: str) -> list[str]:
    """The same, and every take is made anew."""
    return [*local_worker(name), "--fresh"]


class LineLostError(StudioError):
    """The line to a worker elsewhere broke, or does not stand yet; the worker itself may well go on."""


class Line(Protocol):
    """The way to a worker that runs elsewhere."""

    @property
    def host(self) -> str:
        """Where it leads."""

    def why_ended(self, exit_code: int | None, log_tail: str, *, stood: bool) -> StudioError | None:
        """What is to be said of a process at this end that ended; None where it was no matter of the line."""

    def garbage(self, log_tail: str) -> StudioError:
        """What is to be said where something else than a worker spoke first."""


class Worker:
    """One worker process. It posts (itself, message), and (itself, None) when it has ended; `why_ended` says why.

    `on_a_line`: it is told now and then that we are there, and told when it is not needed any more.
    """

    def __init__(self, name: str, argv: Sequence[str], mailbox: Mailbox, *, on_a_line: bool = False) -> None:
        self.name = name
        self.why_ended = ""
        self.was_killed = False
        self.spoke_garbage = False
        self.heard_at = time.monotonic()
        self._on_a_line = on_a_line
        self._mailbox = mailbox
        self._lines: deque[str] = deque(maxlen=_LAST_LINES)
        self._outgoing: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._closing = False
        try:
            self._process = start_in_own_group(argv)
        except OSError as error:
            raise StudioError("worker", f"The worker {name} could not be started: {error.strerror}. Check that "
                                        f"{argv[0]} exists and may be run.", str(error)) from error
        yield_to_the_person(self._process.pid)
        self._log_thread = self._thread(self._read_log, cast("IO[bytes]", self._process.stderr))
        self._thread(self._write, cast("BinaryIO", self._process.stdin))
        self._thread(self._read, cast("BinaryIO", self._process.stdout))

    @property
    def process_id(self) -> int:
        """The worker's process on this machine (of `ssh`, where it works elsewhere)."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """The process's exit code, negative where a signal ended it; None while it runs."""
        return self._process.returncode

    @property
    def log_tail(self) -> str:
        """Its last lines of standard error."""
        return "\n".join(self._lines)

    def send(self, message: Message) -> None:
        """Queue a message; never blocks, also when the worker hangs."""
        self._outgoing.put(message)

    def close(self, patience_s: float = _CLOSE_S) -> None:
        """End its input and wait a little; kill it if it stays."""
        self._closing = True
        if self._on_a_line:
            self._outgoing.put(Message("end"))
        self._outgoing.put(None)
        try:
            self._process.wait(timeout=patience_s)
        except subprocess.TimeoutExpired:
            self.kill("it did not end")

    def close_at_once(self) -> None:
        """End it now; one elsewhere is told that nothing more is wanted, as far as the line lets that through."""
        if self._on_a_line:
            self.close(_PARTING_S)
        else:
            self.kill("it was not needed any more")

    def kill(self, why: str) -> None:
        """End it and all it started, at once."""
        self.why_ended = self.why_ended or why
        self.was_killed = True
        kill_group(self._process)

    def _thread(self, work: Callable[[Any], None], stream: Any) -> threading.Thread:  # noqa: ANN401
        thread = threading.Thread(target=work, args=(stream,), name=f"{self.name} pipe", daemon=True)
        thread.start()
        return thread

    def _write(self, stream: BinaryIO) -> None:
        with contextlib.suppress(OSError, ValueError):
            while (message := self._next_outgoing()) is not None:
                write_message(stream, message)
        with contextlib.suppress(OSError):
            stream.close()

    def _next_outgoing(self) -> Message | None:
        try:
            return self._outgoing.get(timeout=ALIVE_S if self._on_a_line else None)
        except queue.Empty:
            return Message("alive")

    def _read(self, stream: BinaryIO) -> None:
        try:
            while (message := read_message(stream)) is not None:
                self.heard_at = time.monotonic()
                self._mailbox.put((self, message))
        except (CutMessageError, OSError, ValueError) as error:
            log.info("%s[%d] %s", self.name, self._process.pid, error)
        except ProtocolError as error:
            if not self._closing:
                self.spoke_garbage = True
                self.kill(f"it spoke garbage: {error}")
        self._end()

    def _end(self) -> None:
        try:
            code = self._process.wait(timeout=_CLOSE_S)
        except subprocess.TimeoutExpired:
            self.kill("its output ended while it went on")
            code = self._process.returncode
        self._log_thread.join(timeout=1)
        self.why_ended = self.why_ended or _describe_exit(code)
        if self._process.stdout:
            self._process.stdout.close()
        self._outgoing.put(None)
        self._mailbox.put((self, None))

    def _read_log(self, stream: IO[bytes]) -> None:
        for raw in stream:
            line = raw.decode("utf-8", "replace").rstrip()
            self._lines.append(line)
            log.info("%s[%d] %s", self.name, self._process.pid, line)
        stream.close()


class WorkerSession:
    """A worker that has shaken hands and loaded, and that can be started anew when it crashed.

    `line` is what leads to it where it runs elsewhere.
    """

    def __init__(self, name: str, command: WorkerCommand, load: Mapping[str, Any], mailbox: Mailbox,
                 on_loading: Callable[[str], None], line: Line | None = None) -> None:
        self.name = name
        self.mailbox = mailbox
        self.worker: Worker | None = None
        self._command = command
        self._load = load
        self._on_loading = on_loading
        self._line = line
        self._has_stood = False         # the line, at any time
        self._stands = False            # the line to this worker

    def start(self) -> Mapping[str, Any]:
        """Start the worker and wait until it has loaded; its facts. Raises what loading raised.

        Where it is elsewhere and the line to it stood before, that is tried again for some minutes.
        """
        for failures in range(1, RECONNECTS + 1):
            try:
                return self._start_once()
            except LineLostError as error:
                if not self._has_stood:
                    raise
                self._pause(error, min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** failures))
        raise self.given_up()

    def given_up(self) -> StudioError:
        """What to say where a line is not tried again."""
        host = self._line.host if self._line else ""
        return StudioError("worker", f"The line to {host} does not last. Finished takes are kept here, and what {host} had "
                                     "accepted it finishes and keeps there: the same command goes on from that when the "
                                     "line stands again.", self.worker.log_tail if self.worker else "")

    def _start_once(self) -> Mapping[str, Any]:
        self.close()
        self._stands = False
        self.worker = Worker(self.name, self._command(self.name), self.mailbox, on_a_line=self._line is not None)
        hello = self._wait("hello", HANDSHAKE_S)
        if hello.data.get("protocol") != PROTOCOL_VERSION:
            raise self._refuse(hello.data)
        self._has_stood = self._stands = True
        self.worker.send(Message("load", data=self._load))
        return self._wait("ready", None).data

    def _pause(self, error: StudioError, seconds: float) -> None:
        """Wait before the next try; a stop ends the waiting."""
        log.warning("%s", error.message)
        self._on_loading(f"{error.message} Trying again in {seconds:g} s")
        others: list[tuple[object, object]] = []
        until = time.monotonic() + seconds
        try:
            while (left := until - time.monotonic()) > 0:
                others.append(self._next_until(left))
        except queue.Empty:
            pass
        finally:
            for item in others:
                self.mailbox.put(item)

    def _next_until(self, seconds: float) -> tuple[object, object]:
        item = self.mailbox.get(timeout=seconds)
        if isinstance(item[1], StopRequested):
            raise item[1]
        return item

    def send(self, message: Message) -> None:
        """Send to the running worker."""
        assert self.worker is not None
        self.worker.send(message)

    def ask(self, message: Message, patience_s: float) -> Message:
        """Send one message and wait for its result; raises its error, or StudioError("worker") when it dies."""
        self.send(message)
        return self._wait("result", patience_s)

    def close(self, *, at_once: bool = False) -> None:
        """End the worker, without waiting for it where `at_once`; late messages of it are nobody's any more."""
        if self.worker is None:
            return
        worker, self.worker = self.worker, None
        if at_once:
            worker.close_at_once()
        else:
            worker.close()

    def ended(self) -> StudioError:
        """What to say of a worker that ended by itself; a LineLostError where only the line to it did."""
        worker, line = self.worker, self._line
        assert worker is not None
        if line is not None and worker.spoke_garbage and not self._stands:
            return line.garbage(worker.log_tail)
        if line is not None and not worker.was_killed:
            error = line.why_ended(worker.exit_code, worker.log_tail, stood=self._stands)
            if error is not None:
                return error
        where = f" on {line.host}" if line else ""
        return StudioError("worker", f"The worker {self.name}{where} ended: {worker.why_ended}.", worker.log_tail)

    def _wait(self, event: str, patience_s: float | None) -> Message:
        """The next message of that kind from our worker; what others post meanwhile is put back for later."""
        others: list[tuple[object, object]] = []
        try:
            while True:
                who, what = self._next(patience_s)
                if isinstance(what, StopRequested):
                    raise what
                if who is not self.worker:
                    others.append((who, what))
                elif (answer := self._examine(what, event)) is not None:
                    return answer
        finally:
            for item in others:
                self.mailbox.put(item)

    def _next(self, patience_s: float | None) -> tuple[object, object]:
        try:
            return self.mailbox.get(timeout=patience_s)
        except queue.Empty as error:
            assert self.worker is not None
            self.worker.kill(f"it gave no sign of life for {patience_s:g} s")
            raise self.ended() from error

    def _examine(self, what: object, event: str) -> Message | None:
        if not isinstance(what, Message):
            raise self.ended()
        if what.event == "error":
            raise error_from_fields(what.error or {})
        if what.event == "loading":
            self._on_loading(str(what.data.get("line", "")))
        return what if what.event == event else None

    def _refuse(self, hello: Mapping[str, Any]) -> StudioError:
        assert self.worker is not None
        self.worker.kill("it is of another version")
        where = f" on {self._line.host}" if self._line else ""
        return StudioError(
            "version", f"The worker {self.name}{where} is studio {hello.get('software', '?')} and speaks protocol "
            f"{hello.get('protocol', '?')}; this is studio {__version__} with protocol {PROTOCOL_VERSION}. "
            "Install the same version of the studio on both sides.")


def _describe_exit(code: int | None) -> str:
    if code == 0:
        return "it closed its output"
    if code is not None and code < 0:
        return f"it was killed by signal {-code}"
    return f"it exited with code {code}"
