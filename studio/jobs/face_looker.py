"""An analyzer kept at hand while the person prepares: started when first needed, ended when told so."""

from __future__ import annotations

from collections.abc import Sequence

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.analysis import PATIENCE_S, Analysis, AnalyzerFacts, face_pack_of
from studio.jobs.events import JobControl, Listener, StopRequested
from studio.jobs.protocol import Message
from studio.jobs.worker_client import WorkerCommand, local_worker


class FaceLooker:
    """Asks the analyzer's worker one thing at a time; all of it is called from one thread, or behind one lock.

    `command` starts the worker. A look that is stopped, or whose worker fails, costs that worker: the next question
    starts another.
    """

    def __init__(self, listen: Listener, command: WorkerCommand = local_worker) -> None:
        self._listen = listen
        self._command = command
        self._wanted = ("", "")
        self._analysis: Analysis | None = None

    def analyzer(self, store: EpisodeStore, control: JobControl) -> AnalyzerFacts:
        """The facts of the analyzer that the episode asks for, which now runs. Raises what loading raised."""
        wanted = store.settings.analyzer, face_pack_of(store)
        if self._analysis is None or self._wanted != wanted:
            self.close()
            analysis = Analysis(*wanted, self._listen, self._command)
            with control.reaching(analysis.mailbox):
                analysis.__enter__()
            self._analysis, self._wanted = analysis, wanted
        return self._analysis.facts

    def ask(self, messages: Sequence[Message], control: JobControl) -> Message:
        """Send all and return the answer to the last, after `analyzer`; raises its error, or StopRequested."""
        assert self._analysis is not None
        session = self._analysis.session
        try:
            with control.reaching(self._analysis.mailbox):
                for message in messages[:-1]:
                    session.send(message)
                return session.ask(messages[-1], PATIENCE_S)
        except (StudioError, StopRequested) as error:
            if isinstance(error, StopRequested) or error.kind == "worker":
                self.close()
            raise

    def close(self) -> None:
        """End the worker."""
        if self._analysis is not None:
            self._analysis.session.close(at_once=True)
            self._analysis = None
