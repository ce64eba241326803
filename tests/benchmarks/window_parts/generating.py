"""A 16 ms timer in the real window, while a real job makes takes and the grid of `EPISODE` scrolls."""

from __future__ import annotations

import sys
import tempfile
from importlib.resources import as_file
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QApplication

from studio.episode.bundled import bundled
from studio.jobs.events import JobEvent
from studio.jobs.inputs import ReferenceInput
from studio.jobs.job_spec import JobSpec
from studio.jobs.make_episode import EpisodeChanges, change_episode, open_or_create
from studio.media.pictures import encode_png
from studio.source.sample_person import sample_portrait, sample_source_frames
from studio.ui.application import make_window
from studio.ui.frame.main_window import MainWindow
from tests.benchmarks.window_parts.lateness import ScrollingTimer
from tests.benchmarks.window_parts.measuring import application, percentile, settle, tell, until

FRAMES, SECONDS = 72, 15.0


def main() -> None:
    """Measure and tell."""
    application()
    with tempfile.TemporaryDirectory() as folder:
        made = _inputs_of_the_sample(Path(folder))
        window = make_window()
        window.show()
        window.open_episode(Path(sys.argv[1]))
        session = window.session
        assert session is not None
        until(lambda: session.loaded, "the takes")
        results = _measure(window, made)
        window.context.jobs.stop()
        until(lambda: not window.context.jobs.is_working, "the job to end")
        window.close()
    tell(results)


def _measure(window: MainWindow, made: Path) -> dict[str, float]:
    window.go("review")
    settle(1.0)
    grid = QApplication.focusWidget()
    assert isinstance(grid, QAbstractItemView)
    takes: list[int | None] = []

    def note(_job: object, event: JobEvent) -> None:
        if event.kind == "take":
            takes.append(event.take)

    window.context.jobs.told.connect(note)
    window.context.jobs.submit(JobSpec("generate", made))
    until(lambda: takes, "the first take")
    begun, timer = len(takes), ScrollingTimer(grid)
    timer.start()
    settle(SECONDS)
    timer.stop()
    return {"p99": percentile(timer.late_ms, 0.99), "median": percentile(timer.late_ms, 0.5),
            "worst": max(timer.late_ms), "takes": float(len(takes) - begun), "ticks": float(len(timer.late_ms))}


def _inputs_of_the_sample(folder: Path) -> Path:
    """An episode with everything but takes: preset D, the draft engine, the builtin analyzer."""
    portrait, source, episode = folder / "portrait.png", folder / "head turn", folder / "made.episode"
    portrait.write_bytes(encode_png(sample_portrait()))
    source.mkdir()
    for number, picture in enumerate(sample_source_frames(FRAMES)):
        (source / f"{number:03d}.png").write_bytes(encode_png(picture))
    with as_file(bundled("resources", "sample", "voice.flac")) as voice, open_or_create(episode, _ignore) as store:
        change_episode(store, EpisodeChanges(references=[ReferenceInput(portrait)], source=source, voice=voice,
                                             preset="D", engine="draft", analyzer="builtin"), _ignore)
    return episode


def _ignore(event: JobEvent) -> None:
    del event


if __name__ == "__main__":
    main()
