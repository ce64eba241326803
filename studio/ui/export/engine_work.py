"""The engines of finishing that were added, and long work on them: looking at one, trying one; one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from studio.finish.engines.adapter import EngineFacts, EngineKind
from studio.jobs.engines.added import AddedEngine, added_engines, forget_engine
from studio.jobs.events import JobEvent, StopRequested
from studio.ui.numbers import fixed_text, plain_text
from studio.ui.single_work import SingleWork


@dataclass(frozen=True, slots=True)
class EngineFinding:
    """An engine that the studio knows, and how it was added, None where it was not."""

    facts: EngineFacts
    added: AddedEngine | None


class EngineWork(SingleWork):
    """`changed`: other engines are there; `told`: what it does, the share that is done or None. What comes of it is a
    sentence, empty where it was cancelled."""

    changed = Signal()
    told = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.findings: list[EngineFinding] = []

    def named(self, kind: EngineKind) -> Sequence[str]:
        """The added ones of a kind, by name."""
        return [item.facts.name for item in self.findings if item.added and item.facts.kind == kind]

    def look(self) -> None:
        """Read which there are, in the background."""
        self._background.read(self, _look, self._show, partial(self.failed.emit, ""))

    def add(self, engine: AddedEngine) -> None:
        """Look at it where it lies, and keep it where nothing lacks."""
        def work() -> str:
            from studio.jobs.engines.trial import add_engine

            add_engine(engine, self._listen, self._control)
            return self.tr("It is whole. Test it to see it work.")

        self._begin(engine.name, partial(_unless_stopped, work))

    def test(self, name: str) -> None:
        """Run it on two seconds, and check what it makes."""
        def work() -> str:
            from studio.jobs.engines.trial import try_engine

            trial = try_engine(name, self._listen, self._control)
            text = self.tr("It works: {seconds} s for {video} s of video, loading included.")
            return text.format(seconds=fixed_text(trial.seconds, 1), video=plain_text(trial.video_s))

        self._begin(name, partial(_unless_stopped, work))

    def remove(self, name: str) -> None:
        """Forget it; its checkout stays."""
        self._background.write(self, lambda: forget_engine(name), lambda _: self.look(), partial(self.failed.emit, name))

    def _listen(self, event: JobEvent) -> None:
        self.told.emit(event.text, event.done / event.total if event.total else None)

    def _done(self, outcome: object) -> None:
        super()._done(outcome)
        self.look()

    def _show(self, findings: list[EngineFinding]) -> None:
        if findings != self.findings:
            self.findings = findings
            self.changed.emit()


def _look() -> list[EngineFinding]:
    from studio.finish.engines.registry import known_engines

    added = {engine.name: engine for engine in added_engines()}
    return [EngineFinding(known.facts, added.get(name)) for name, known in known_engines().items()]


def _unless_stopped(work: Callable[[], str]) -> str:
    try:
        return work()
    except StopRequested:
        return ""
