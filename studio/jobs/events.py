"""What a job tells whoever watches it: the command line's progress bars, or the window."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from studio.episode.picture import Picture
from studio.finish.progress import Progress

Item = TypeVar("Item")

_LOOK_S = 0.05


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One thing that happened. `done` of `total` items of `stage`; `frame` is a frame number of the source.

    `frame`: the making of its take begins, `picture` is the source's; `preview`: `picture` is the take in the making.
    `memory`: bytes in use on the engine's device and bytes it has, where the engine says so.
    Of finishing: `target` is the video that the stage is for, "" where all share it; `whole` is the share of all stages
    together that is done, 0 to 1 by their forecasts, None where nobody forecast.
    """

    kind: Literal["stage", "loading", "progress", "frame", "step", "preview", "take", "failure", "notice", "stage done"]
    stage: str = ""
    done: int = 0
    total: int = 0
    text: str = ""
    frame: int | None = None
    seconds: float | None = None
    cached: bool = False
    take: int | None = None
    picture: Picture | None = None
    memory: tuple[int, int] | None = None
    target: str = ""
    whole: float | None = None


Listener: TypeAlias = Callable[[JobEvent], None]
"""Called in the job's own thread; must return quickly."""


class StopRequested(Exception):
    """The person asked to stop; everything finished is kept."""


class JobControl:
    """How the person steers a running job, from any thread.

    `pause` holds back new frames; `finish` stops after the frames in the making; `stop` drops them. `goes_on_later`:
    the stop is for now only, as when the window closes.
    """

    def __init__(self) -> None:
        self.wish: Literal["run", "pause", "finish", "stop"] = "run"
        self.goes_on_later = False
        self._mailboxes: list[queue.Queue[tuple[object, object]]] = []

    def stop(self, *, goes_on_later: bool = False) -> None:
        """Stop at once, also where the job waits for a worker that loads."""
        self.goes_on_later = goes_on_later
        self.wish = "stop"
        for mailbox in list(self._mailboxes):
            mailbox.put((self, StopRequested()))

    def obey(self) -> None:
        """For work that cannot be steered otherwise, between two of its steps: waits while paused.

        Raises StopRequested where the person stopped it, now or after what is in the making.
        """
        while self.wish == "pause":
            time.sleep(_LOOK_S)
        if self.wish in ("finish", "stop"):
            raise StopRequested

    def obeyed(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, with `obey` before each: for work that takes its input one by one."""
        for item in items:
            self.obey()
            yield item

    @contextmanager
    def reaching(self, mailbox: queue.Queue[tuple[object, object]]) -> Iterator[None]:
        """While the block runs, `stop` wakes whoever waits at this mailbox; raises StopRequested if it came before."""
        self._mailboxes.append(mailbox)
        try:
            if self.wish == "stop":
                raise StopRequested
            yield
        finally:
            self._mailboxes.remove(mailbox)


def pass_over(event: JobEvent) -> None:
    """A listener for whom nothing needs to be told."""
    del event


def keeping_notices(listen: Listener, notices: list[str]) -> Listener:
    """A listener that passes everything on to `listen` and keeps the sentences of notices in `notices`."""
    def heard(event: JobEvent) -> None:
        if event.kind == "notice":
            notices.append(event.text)
        listen(event)

    return heard


def stage_progress(listen: Listener, stage: str, unit: int = 1,
                   control: JobControl | None = None) -> Progress:
    """A function that tells `listen` how much of a stage is done, both numbers in `unit`s, and obeys the control.

    What it raises where the person stopped it, StopRequested, ends the work that calls it.
    """
    def report(done: int, total: int) -> None:
        if control is not None:
            control.obey()
        listen(JobEvent("progress", stage, done // unit, max(1, total // unit)))

    return report
