"""An added engine at work for a stage, here or on its host."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from studio.episode.errors import StudioError
from studio.jobs.engines.added import AddedEngine
from studio.jobs.engines.run import EngineOutput, EngineRequest
from studio.jobs.events import JobControl, JobEvent, Listener, StopRequested
from studio.jobs.hosts.ssh_line import line_to
from studio.jobs.protocol import FINISH_PREFIX, Message, error_from_fields
from studio.jobs.worker_client import Mailbox, WorkerCommand, WorkerSession, local_worker

_PARTING_S = 1.5
"""What a worker gets to end its program and put its folder away, before both are ended."""
_LOOK_S = 0.2


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How engines are run: `command` starts their workers (None: here, or on their host), `limit_s` is the time that a run
    may take (0: the engine's own)."""

    command: WorkerCommand | None = None
    limit_s: float = 0.0


class EngineSession:
    """The engine's worker, from the first thing that is asked of it until it is closed; use as a context manager."""

    def __init__(self, engine: AddedEngine, stage: str, listen: Listener, control: JobControl,
                 options: EngineOptions | None = None) -> None:
        self._engine = engine
        self._stage = stage
        self._listen = listen
        self._control = control
        self._options = options or EngineOptions()
        self._mailbox: Mailbox = queue.Queue()
        self._held = ExitStack()
        self._session: WorkerSession | None = None
        self._jobs = 0
        self.facts: Mapping[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        session, self._session = self._session, None
        if session is not None and session.worker is not None:
            if kind is not None:
                session.send(Message("cancel", self._jobs))
            session.worker.close(_PARTING_S)
        self._held.close()

    def look(self) -> Mapping[str, Any]:
        """See that it is whole; its facts as `EnginePlace.check` gives them. Raises StudioError("missing")."""
        self._started()
        return self.facts

    def run(self, request: EngineRequest, video: bytes, voice: bytes | None, on_progress: Callable[[float], None],
            ) -> EngineOutput:
        """Work on one video; `on_progress` hears how much is done (0-1).

        Raises StudioError as `run_engine`, with all that the program printed as its detail; StopRequested where the person
        stopped.
        """
        session = self._started()
        self._jobs += 1
        blobs = (video,) if voice is None else (video, voice)
        fields = {**request.as_fields(), "limit_s": request.limit_s or self._options.limit_s}
        session.send(Message("run", self._jobs, data=fields, blobs=blobs))
        while True:
            message = self._next(session)
            if message is None:
                continue
            if message.event == "result":
                return EngineOutput(message.blobs[0], message.blobs[1].decode())
            self._hear(message, on_progress)

    def _started(self) -> WorkerSession:
        if self._session is None:
            engine = self._engine
            line = line_to(engine.host) if engine.host and self._options.command is None else None
            command = self._options.command or (line.worker if line else local_worker)
            load = {"path": engine.path, "python": engine.python, "variant": engine.variant}
            self._held.enter_context(self._control.reaching(self._mailbox))
            self._session = WorkerSession(f"{FINISH_PREFIX}{engine.name}", command, load, self._mailbox, self._say, line)
            self.facts = self._session.start()
        return self._session

    def _next(self, session: WorkerSession) -> Message | None:
        if self._control.wish in ("finish", "stop"):
            raise StopRequested
        try:
            who, what = self._mailbox.get(timeout=_LOOK_S)
        except queue.Empty:
            return None
        if isinstance(what, StopRequested):
            raise what
        if who is not session.worker:
            return None
        if not isinstance(what, Message):
            raise self._ended(session)
        return what

    def _ended(self, session: WorkerSession) -> StudioError:
        error = session.ended()
        return StudioError(error.kind, f"{error.message} What was finished is kept: the same command goes on from it.",
                           error.detail)

    def _hear(self, message: Message, on_progress: Callable[[float], None]) -> None:
        if message.event == "error":
            raise error_from_fields(message.error or {})
        if message.event == "loading":
            self._say(str(message.data.get("line", "")))
        if message.event == "progress" and message.progress is not None:
            done, parts = message.progress
            on_progress(done / parts)

    def _say(self, text: str) -> None:
        self._listen(JobEvent("loading", self._stage, text=text))
