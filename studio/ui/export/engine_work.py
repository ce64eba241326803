"""The engines of finishing that were added, and long work on them: looking at one, trying one; one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.finish.engines.adapter import EngineFacts, EngineKind
from studio.jobs.engines.added import AddedEngine, added_engines, forget_engine
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.ui.background import Background


@dataclass(frozen=True, slots=True)
class EngineFinding:
    """An engine that the studio knows, and how it was added, None where it was not."""

    facts: EngineFacts
    added: AddedEngine | None


class EngineWork(QObject):
    """`changed`: other engines are there; `begun`, `told` (what it does, the share that is done or None), `done` and
    `failed` say how the work on one goes and ends."""

    changed = Signal()
    begun = Signal(str)
    told = Signal(str, object)
    done = Signal(str, str)             # name, what came of it
    failed = Signal(str, object)        # name, StudioError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._control = JobControl()
        self.findings: list[EngineFinding] = []
        self.name = ""                  # what is worked on now

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return bool(self.name)

    def named(self, kind: EngineKind) -> Sequence[str]:
        """The added ones of a kind, by name."""
        return [item.facts.name for item in self.findings if item.added and item.facts.kind == kind]

    def look(self) -> None:
        """Read which there are, in the background."""
        self._background.read(self, _look, self._show, partial(self.failed.emit, ""))

    def add(self, engine: AddedEngine) -> None:
        """Look at it where it lies, and keep it where nothing lacks."""
        def work(listen: Callable[[JobEvent], None]) -> str:
            from studio.jobs.engines.trial import add_engine

            add_engine(engine, listen, self._control)
            return self.tr("It is whole. Test it to see it work.")

        self._begin(engine.name, work)

    def test(self, name: str) -> None:
        """Run it on two seconds, and check what it makes."""
        def work(listen: Callable[[JobEvent], None]) -> str:
            from studio.jobs.engines.trial import try_engine

            trial = try_engine(name, listen, self._control)
            text = self.tr("It works: {seconds} s for {video} s of video, loading included.")
            return text.format(seconds=f"{trial.seconds:.1f}", video=f"{trial.video_s:g}")

        self._begin(name, work)

    def remove(self, name: str) -> None:
        """Forget it; its checkout stays."""
        self._background.write(self, lambda: forget_engine(name), lambda _: self.look(), partial(self.failed.emit, name))

    def cancel(self) -> None:
        """End what is under way."""
        self._control.stop()

    def close(self) -> None:
        """End it and wait for that."""
        self.cancel()
        self._background.wait()

    def _begin(self, name: str, work: Callable[[Callable[[JobEvent], None]], str]) -> None:
        if self.is_busy:
            return
        self.name, self._control = name, JobControl()
        self.begun.emit(name)

        def run() -> str:
            try:
                return work(self._listen)
            except StopRequested:
                return ""

        self._background.write(self, run, self._done, self._failed)

    def _listen(self, event: JobEvent) -> None:
        self.told.emit(event.text, event.done / event.total if event.total else None)

    def _done(self, text: str) -> None:
        name, self.name = self.name, ""
        self.done.emit(name, text)
        self.look()

    def _failed(self, error: StudioError) -> None:
        name, self.name = self.name, ""
        self.failed.emit(name, error)

    def _show(self, findings: list[EngineFinding]) -> None:
        if findings != self.findings:
            self.findings = findings
            self.changed.emit()


def _look() -> list[EngineFinding]:
    from studio.finish.engines.registry import known_engines

    added = {engine.name: engine for engine in added_engines()}
    return [EngineFinding(known.facts, added.get(name)) for name, known in known_engines().items()]
