"""The review of `EPISODE`, 100,000 takes, in the real window, by real events."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.main_window import MainWindow
from studio.ui.review.review_model import ReviewModel
from studio.ui.review.review_state import ReviewState
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.review.take_grid import TakeGrid
from studio.ui.review.thumbnail_cache import ThumbnailCache
from tests.benchmarks.report import median
from tests.benchmarks.window_parts.measuring import (
    ROUNDS,
    Paints,
    application,
    handled_ms,
    painted_ms,
    percentile,
    settle,
    tell,
    until,
)
from tests.benchmarks.window_parts.opened import opened
from tests.ui.pages import visit

_SIZE = (1100, 900)
_FRAMES, _STEP, _FRAME_S = 60, 40, 1 / 60
_MOVES = 25
_MIDDLE = 40_000        # where in the list the current take is while a threshold is dragged


def main() -> None:
    """Measure and tell."""
    application()
    window, session = opened()
    review = visit(window, "review")
    assert isinstance(review, ReviewWorkspace)
    settle(1.0)
    grid = review.first_focus()
    assert isinstance(grid, TakeGrid)
    results = {"memory": _memory(grid), "first_paint": median([_first_paint(session) for _ in range(ROUNDS)]),
               "scroll": _scroll(grid), "drag": _drag(review, grid), "reject": _reject(window, grid)}
    window.close()
    tell(results)


def _first_paint(session: EpisodeSession) -> float:
    """Order, state and grid made anew, laid out and painted; milliseconds."""
    begun = time.perf_counter()
    thumbnails, model = ThumbnailCache(session.store.takes.folder), ReviewModel(session)
    grid = TakeGrid(ReviewState(model), thumbnails)
    paints = Paints(grid.viewport())
    grid.resize(*_SIZE)
    grid.show()
    while not paints.count:
        QApplication.processEvents()
    taken = (time.perf_counter() - begun) * 1000
    grid.close()
    for item in (grid, model, thumbnails):
        item.deleteLater()
    settle(0.1)
    return taken


def _scroll(grid: TakeGrid) -> float:
    """The 95th percentile of a second of frames, thumbnails coming in meanwhile; the median of five such seconds."""
    bar, paints = grid.verticalScrollBar(), Paints(grid.viewport())

    def second() -> float:
        bar.setValue(bar.value() + 50 * _STEP)
        frames = []
        for _ in range(_FRAMES):
            frames.append(handled_ms(lambda: bar.setValue(bar.value() + _STEP)))
            rest = time.perf_counter() + _FRAME_S - frames[-1] / 1000
            while time.perf_counter() < rest:
                QApplication.processEvents()
        return percentile(frames, 0.95)

    taken = median([second() for _ in range(ROUNDS)])
    assert paints.count >= ROUNDS * _FRAMES
    return taken


def _drag(review: ReviewWorkspace, grid: TakeGrid) -> float:
    """A threshold moved by little, over and over, judged and painted anew; nothing else may move."""
    session, state = review.session, review.state
    state.go_to(_MIDDLE)
    state.go_to(_MIDDLE + 500, extend=True)
    settle()

    def held() -> tuple[int | None, list[int], int]:
        return state.current_row, state.selected_rows().tolist(), grid.verticalScrollBar().value()

    before = held()
    limits = iter(0.80 + 0.1 * (step % 2) for step in range(_MOVES))
    kept = session.thresholds

    def move() -> None:
        session.preview_thresholds(replace(kept, det=next(limits)))

    paints = Paints(grid.viewport())
    taken = median([handled_ms(move) for _ in range(_MOVES)])
    assert paints.count > _MOVES / 2
    assert held() == before, "a dragged threshold moved the selection, the current take or the grid"
    session.preview_thresholds(kept)
    return taken


def _reject(window: MainWindow, grid: TakeGrid) -> float:
    """Ctrl+A and X; undone after each round."""
    session = window.session
    assert session is not None
    folder = session.folder

    def keys() -> None:
        QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(grid, Qt.Key.Key_X)

    def once() -> float:
        window.activateWindow()
        grid.setFocus()
        settle()
        taken = painted_ms(keys, grid.viewport())
        rejected = _rejected(folder)
        assert rejected == len(session.takes), f"{rejected} takes were rejected"
        session.undo()
        settle()
        return taken

    return median([once() for _ in range(ROUNDS)])


def _rejected(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "episode.db")) as db:
        return int(db.execute("SELECT COUNT(*) FROM decisions WHERE value=-1").fetchone()[0])


def _memory(grid: TakeGrid) -> float:
    """MB of this process once the cache of thumbnails is full."""
    bar, cache = grid.verticalScrollBar(), grid.thumbnails

    def full() -> bool:
        bar.setValue(bar.value() + bar.pageStep())
        settle(0.1)
        return cache.bytes > 0.95 * cache.budget

    until(full, "the cache to be full")
    return float(psutil.Process().memory_info().rss / 1e6)


if __name__ == "__main__":
    main()
