"""The longest time for which the window's thread answers nothing, while `EPISODE` is opened, then a real job makes takes in
it and each of the five workspaces is visited for the first time.

Then, with no job, what changes or covers all of the window is done to it, and the episode closed: `acts`.

With `early` as second word by a person who is faster than what makes workspaces beforehand. With `cold`, as it is written
first: then all that a workspace needs is loaded and made in one turn of the event loop.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from studio.jobs.job_spec import JobSpec
from studio.ui.application import make_window
from studio.ui.frame import workspace_maker
from studio.ui.frame.main_window import MainWindow
from studio.ui.frame.places import PAGES
from studio.ui.quick_start import import_plainly
from studio.ui.review.review_workspace import ReviewWorkspace
from tests.benchmarks.window_parts.measuring import application, settle, tell, until

_BEAT_MS = 5
_LOOK_S = 1.5                   # at each workspace
_FIRST_S = 3.0                  # at the first one


class Beat(QObject):
    """Notes the longest time between two turns of the event loop, less the beat; milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def begin(self) -> None:
        """Count from now on."""
        self.worst, self._last = 0.0, time.perf_counter()
        self._timer.start()

    def _note(self) -> None:
        now = time.perf_counter()
        self.worst, self._last = max(self.worst, (now - self._last) * 1000 - _BEAT_MS), now


def main() -> None:
    """Measure and tell."""
    import_plainly()
    application()
    if {"early", "cold"} & set(sys.argv):
        workspace_maker.BEGIN_AFTER_MS = 10**6
    if "cold" in sys.argv:
        workspace_maker.TURN_S = 10.0
    window = make_window()
    window.show()
    settle(_FIRST_S)
    beat = Beat()
    beat.begin()
    QTimer.singleShot(0, window, partial(window.open_episode, Path(sys.argv[1])))
    until(lambda: window.session is not None and window.session.loaded, "the takes")
    settle(_FIRST_S)
    results = _visit(window, beat.worst)
    window.context.jobs.stop()
    until(lambda: not window.context.jobs.is_working, "the job to end")
    acts = _act(window)
    window.close()
    tell({**results, "acts": max(acts.values()), **acts})


def _visit(window: MainWindow, before: float) -> dict[str, float]:
    session, jobs = window.session, window.context.jobs
    assert session is not None
    jobs.submit(JobSpec("generate", session.folder))
    until(lambda: jobs.running, "the job")
    settle(_FIRST_S)
    results = {"before": before, **{page: _longest(window, partial(window.go, page)) for page in PAGES}}
    return {**results, "worst": max(results.values())}


def _act(window: MainWindow) -> dict[str, float]:
    """From the workspace Review."""
    commands = window.commands
    window.go("review")
    settle(_LOOK_S)
    review = window.workspace
    assert isinstance(review, ReviewWorkspace)
    acts: dict[str, Callable[[], object]] = {
        "loupe": partial(review.state.set_view, "loupe"), "sweep": partial(review.state.set_view, "sweep"),
        "palette": lambda: commands.open_palette().close(), "keys": lambda: commands.open_key_sheet().close(),
        "light": partial(commands.use_look, "light"), "dark": partial(commands.use_look, "dark"),
        "russian": partial(commands.use_language, "ru"), "english": partial(commands.use_language, "en"),
        "layout": window.usual_layout, "larger": partial(window.resize, 2560, 1440), "close": window.close_episode,
    }
    return {name: _longest(window, act) for name, act in acts.items()}


def _longest(window: MainWindow, act: Callable[[], object]) -> float:
    beat = Beat()
    beat.begin()
    QTimer.singleShot(0, window, act)
    settle(_LOOK_S)
    return beat.worst


if __name__ == "__main__":
    main()
