"""A 16 ms timer in the real window, while a real job makes takes in the open `EPISODE` and its grid scrolls.

Every take that comes is read and shown among the 100,000 others.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

from PySide6.QtWidgets import QAbstractItemView, QApplication

from studio.episode.face import SCORE_NAMES
from studio.jobs.events import JobEvent
from studio.jobs.job_spec import JobSpec
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.main_window import MainWindow
from tests.benchmarks.window_parts.lateness import ScrollingTimer
from tests.benchmarks.window_parts.measuring import application, percentile, settle, tell, until
from tests.benchmarks.window_parts.opened import opened
from tests.ui.pages import visit

SECONDS = 15.0
_RECIPE, _SCORER = (f"(SELECT CAST(value AS INTEGER) FROM state WHERE name='{name}')" for name in ("recipe", "scorer"))


def main() -> None:
    """Measure and tell."""
    application()
    window, session = opened()
    visit(window, "review")
    _let_all_takes_be_of_the_jobs_recipe(window, session)
    results = _measure(window, session)
    _stop(window)
    window.close()
    tell(results)


def _measure(window: MainWindow, session: EpisodeSession) -> dict[str, float]:
    grid = QApplication.focusWidget()
    assert isinstance(grid, QAbstractItemView)
    takes = _generate(window, session)
    before, begun, timer = len(session.takes), len(takes), ScrollingTimer(grid)
    timer.start()
    settle(SECONDS)
    timer.stop()
    return {"p99": percentile(timer.late_ms, 0.99), "median": percentile(timer.late_ms, 0.5),
            "worst": max(timer.late_ms), "takes": float(len(takes) - begun), "ticks": float(len(timer.late_ms)),
            "shown": float(len(session.takes) - before)}


def _generate(window: MainWindow, session: EpisodeSession) -> list[int | None]:
    """A list of the takes made, which grows; the first is there."""
    takes: list[int | None] = []

    def note(_job: object, event: JobEvent) -> None:
        if event.kind == "take":
            takes.append(event.take)

    window.context.jobs.told.connect(note)
    window.context.jobs.submit(JobSpec("generate", session.folder))
    until(lambda: takes, "the first take")
    return takes


def _stop(window: MainWindow) -> None:
    window.context.jobs.stop()
    until(lambda: not window.context.jobs.is_working, "the job to end")


def _let_all_takes_be_of_the_jobs_recipe(window: MainWindow, session: EpisodeSession) -> None:
    """The first take that a job makes here decides by which recipe and by whose scores takes are reviewed."""
    held = len(session.takes)
    _generate(window, session)
    _stop(window)
    names = ", ".join(SCORE_NAMES)
    with closing(sqlite3.connect(session.folder / "episode.db", timeout=30)) as db, db:
        db.execute(f"INSERT OR IGNORE INTO frame_takes SELECT frame_id, take_id, {_RECIPE} FROM frame_takes"
                   " WHERE recipe_id=1")
        db.execute(f"INSERT OR IGNORE INTO scores(take_id, scorer_id, {names})"
                   f" SELECT take_id, {_SCORER}, {names} FROM scores WHERE scorer_id=1")
    session.reload()
    until(lambda: len(session.takes) > held, "all takes")
    settle(1.0)


if __name__ == "__main__":
    main()
