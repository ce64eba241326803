"""The draft engine in a thread of the window's own process, while a list of icons scrolls. `EPISODE` gives the icons."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, QThread
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from studio.episode.preset_library import PresetLibrary
from studio.episode.take_request import ReferenceFace, TakeRequest, round_points
from studio.generate.draft import DraftEngine
from studio.generate.engine import EngineJob
from studio.source.sample_person import sample_performer, sample_portrait
from tests.benchmarks.window_parts.lateness import ScrollingTimer
from tests.benchmarks.window_parts.measuring import application, percentile, settle, tell

ICONS, SECONDS = 2_000, 10.0


class _Engine(QThread):
    """Makes takes until it is told to stop."""

    def run(self) -> None:
        """Called by Qt on the new thread."""
        engine = DraftEngine()
        engine.load()
        frame, landmarks = sample_performer()
        settings = PresetLibrary().get("D").settings
        seed = settings.seed
        while not self.isInterruptionRequested():
            seed += 1
            request = TakeRequest("0" * 64, round_points(landmarks), (ReferenceFace("0" * 64, None),), "",
                                  replace(settings, engine="draft", seed=seed), engine.revision)
            engine.make(EngineJob(request, frame, [sample_portrait()]), lambda _: None)


def main() -> None:
    """Measure and tell."""
    application()
    view = _view(Path(sys.argv[1]))
    view.show()
    settle(1.0)
    engine, timer = _Engine(), ScrollingTimer(view)
    engine.start()
    settle(1.0)
    timer.start()
    settle(SECONDS)
    timer.stop()
    engine.requestInterruption()
    engine.wait()
    tell({"p99": percentile(timer.late_ms, 0.99), "ticks": float(len(timer.late_ms))})


def _view(episode: Path) -> QListWidget:
    view = QListWidget()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setIconSize(QSize(128, 192))
    view.resize(1100, 900)
    with closing(sqlite3.connect(episode / "episode.db")) as db:
        for (key,) in db.execute("SELECT key FROM takes ORDER BY id LIMIT ?", (ICONS,)).fetchall():
            view.addItem(QListWidgetItem(QIcon(str(episode / "takes" / key[:2] / f"{key}.jpg")), key[:6]))
    return view


if __name__ == "__main__":
    main()
