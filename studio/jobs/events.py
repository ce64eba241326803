"""What a job tells whoever watches it: the command line's progress bars, or the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from studio.episode.picture import Picture


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One thing that happened. `done` of `total` items of `stage`; `frame` is a frame number of the source."""

    kind: Literal["stage", "loading", "progress", "step", "preview", "take", "failure", "notice", "stage done"]
    stage: str = ""
    done: int = 0
    total: int = 0
    text: str = ""
    frame: int | None = None
    seconds: float | None = None
    cached: bool = False
    take: int | None = None
    picture: Picture | None = None


Listener: TypeAlias = Callable[[JobEvent], None]
"""Called in the job's own thread; must return quickly."""


class StopRequested(Exception):
    """The person asked to stop; everything finished is kept."""


class JobControl:
    """How the person steers a running job, from any thread.

    `pause` holds back new frames; `finish` stops after the frames in the making; `stop` drops them.
    """

    def __init__(self) -> None:
        self.wish: Literal["run", "pause", "finish", "stop"] = "run"
