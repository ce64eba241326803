"""What a running job's events add up to: how far it is, how fast, what is in the making and what failed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from studio.jobs.events import JobEvent
from studio.jobs.pace import Pace

_SECONDS_KEPT = 600


@dataclass(slots=True)
class RunProgress:
    """Fed with every event of one job by `hear`. `seconds` are the engine's own, a take, the latest ones.

    `loading`: what a worker that loads says, "" while none does.
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    frame: int | None = None
    step: int = 0
    steps: int = 0
    loading: str = ""
    failures: dict[int, str] = field(default_factory=dict)
    seconds: deque[float] = field(default_factory=lambda: deque(maxlen=_SECONDS_KEPT))
    pace: Pace = field(default_factory=Pace)
    scored: int = 0
    whole: float | None = None      # of an export: the share of all stages that is done

    @property
    def left_s(self) -> float | None:
        """Seconds until all is done, None before it can be told."""
        each = self.pace.seconds_each
        return None if each is None else each * max(0, self.total - self.done)

    def hear(self, event: JobEvent, now: float) -> None:
        """Take in one event; `now` in seconds of a clock that never goes back."""
        self.whole = event.whole if event.whole is not None else self.whole
        if event.kind == "loading":
            self.loading = event.text
            self.pace.wait()
        elif event.kind in ("frame", "step"):
            self._works_on(event)
        elif event.kind == "take":
            self._take(event, now)
        elif event.kind == "failure":
            self._failure(event, now)
        elif event.kind in ("progress", "stage"):
            self._stage(event)

    def _works_on(self, event: JobEvent) -> None:
        self.loading = ""
        self.stage = "generate"
        if event.kind == "frame" or event.frame != self.frame:
            self.step = self.steps = 0
        self.frame = event.frame
        if event.kind == "step":
            self.step, self.steps = event.done, event.total

    def _take(self, event: JobEvent, now: float) -> None:
        self.stage = "generate"
        self.done, self.total = event.done, event.total
        if event.cached:
            self.pace.pass_over(now)
        else:
            self.pace.count(now)
            self.seconds.append(event.seconds or 0.0)
        if event.frame is not None and event.take is not None:
            self.failures.pop(event.frame, None)
            self._let_go(event.frame)

    def _failure(self, event: JobEvent, now: float) -> None:
        if event.stage == "generate":
            self.done, self.total = event.done, event.total
            self.pace.pass_over(now)
        if event.frame is not None:
            self.failures[event.frame] = event.text
            self._let_go(event.frame)

    def _let_go(self, frame: int) -> None:
        if self.frame == frame:
            self.frame, self.step, self.steps = None, 0, 0

    def _stage(self, event: JobEvent) -> None:
        self.loading = ""
        if event.stage == "score":
            self.scored = max(self.scored, event.done)
        if event.stage != "score" or self.stage in ("", "score", "identity"):
            self.stage = event.stage
            self.done, self.total = (event.done, event.total) if event.kind == "progress" else (self.done, self.total)
