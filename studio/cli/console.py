"""What the command line shows while a job runs, and the one JSON object it may end with."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from studio.jobs.events import JobEvent, Listener
from studio.jobs.pace import Pace

_REDRAW_S = 0.1
_WHOLE = "in all"


class Console:
    """Progress bars on standard error, notices as lines; silent on standard output until the result."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._seen: set[str] = set()

    @contextmanager
    def watching(self) -> Iterator[Listener]:
        """A listener for a job, drawn with rich while the block runs."""
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        rich_console = RichConsole(stderr=True, highlight=False, soft_wrap=True)
        columns = (TextColumn("{task.description:<12}"), BarColumn(bar_width=28), TextColumn("{task.fields[count]}"),
                   TextColumn("{task.fields[pace]}"), TimeElapsedColumn())
        with Progress(*columns, console=rich_console, refresh_per_second=8,
                      disable=not rich_console.is_terminal) as progress:
            yield _Drawing(progress, self._notice_once).hear

    def result(self, values: Mapping[str, Any], text: str) -> None:
        """End with the result: one JSON object last on standard output, or the text for a person."""
        click.echo(json.dumps(values, ensure_ascii=True, allow_nan=False) if self._as_json else text)

    def _notice_once(self, text: str) -> str | None:
        if text in self._seen:
            return None
        self._seen.add(text)
        return text


class _Drawing:
    """Turns events into bars, one a stage."""

    def __init__(self, progress: Any, notice_once: Any) -> None:  # noqa: ANN401
        self._progress = progress
        self._notice_once = notice_once
        self._tasks: dict[str, Any] = {}
        self._paces: dict[str, Pace] = {}

    def hear(self, event: JobEvent) -> None:
        """Draw one event."""
        if event.whole is not None:
            self._progress.update(self._task(_WHOLE), completed=event.whole, total=1.0, count=f"{event.whole:.0%}")
        if event.kind in ("notice", "failure"):
            self._line(event)
        elif event.kind == "loading":
            self._progress.update(self._task(_name_of(event)), pace=event.text)
        elif event.kind in ("progress", "take"):
            self._advance(event)
        elif event.kind == "stage":
            self._task(_name_of(event))
        elif event.kind == "stage done":
            self._done(event)

    def _line(self, event: JobEvent) -> None:
        where = f"frame {event.frame}: " if event.frame is not None else ""
        text = self._notice_once(f"{where}{event.text}")
        if text:
            self._progress.console.print(f"! {text}" if event.kind == "failure" else f"- {text}", markup=False)

    def _advance(self, event: JobEvent) -> None:
        stage = _name_of(event)
        task = self._task(stage)
        pace = self._paces.setdefault(stage, Pace())
        now = time.perf_counter()
        if event.kind == "take" and not event.cached:
            pace.count(now)
        elif event.kind == "take":
            pace.pass_over(now)
        each = pace.seconds_each
        left = "" if each is None else f"{each:.2f} s/frame, {_clock(each * (event.total - event.done))} left"
        self._progress.update(task, completed=event.done, total=max(event.total, 1),
                              count=f"{event.done} of {event.total}", pace=left)

    def _done(self, event: JobEvent) -> None:
        words = "up to date" if event.cached else f"{event.seconds or 0:.1f} s"
        self._progress.update(self._task(_name_of(event)), completed=1, total=1, count=words, pace="")

    def _task(self, stage: str) -> Any:  # noqa: ANN401
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=None, count="", pace="")
        return self._tasks[stage]


def _name_of(event: JobEvent) -> str:
    """The bar's name: the stage's, and the video's where each has its own."""
    return f"{event.stage} {event.target}" if event.target else event.stage


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
