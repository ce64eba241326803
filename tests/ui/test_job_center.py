"""The pool of job threads with real engines in their own processes: kills, hangs, stops, and what is left in the queue."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import psutil
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, JobEvent
from studio.jobs.generate_takes import GenerateOptions, generate_takes
from studio.jobs.job_queue import JobQueue
from studio.jobs.job_spec import JobSpec, QueuedJob
from studio.ui.job_center import JobCenter
from studio.ui.job_thread import JobEvents
from studio.ui.widgets.images import as_image
from tests.cli.small_inputs import SLOW_STEPS
from tests.jobs.test_generate_takes import prepare
from tests.patience import within

FRAMES = 6
LONG_MS = 60_000


class Heard:
    """Everything a center told."""

    def __init__(self, center: JobCenter) -> None:
        self.events: list[JobEvent] = []
        self.pictures: list[tuple[str, QImage]] = []
        self.ends: list[tuple[QueuedJob, StudioError | None]] = []
        center.told.connect(lambda _, event: self.events.append(event))
        center.pictured.connect(lambda _, event, image: self.pictures.append((event.kind, image)))
        center.job_ended.connect(lambda job, error: self.ends.append((job, error)))

    def of(self, kind: str) -> list[JobEvent]:
        return [event for event in self.events if event.kind == kind]

    @property
    def states(self) -> list[str]:
        return [job.state for job, _ in self.ends]


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    with prepare(tmp_path, FRAMES) as store:
        return store.folder


@pytest.fixture
def center(qtbot: QtBot, tmp_path: Path) -> Iterator[JobCenter]:
    del qtbot
    center = JobCenter(path=tmp_path / "queue.db")
    yield center
    center.close()
    assert not center.is_working
    assert not [child for child in psutil.Process().children(recursive=True) if "worker" in " ".join(child.cmdline())]


@pytest.fixture
def heard(center: JobCenter) -> Heard:
    return Heard(center)


def difficult(mode: str, memory: Path) -> Callable[[str], Sequence[str]]:
    return lambda name: [sys.executable, "-m", "tests.jobs.difficult_worker", mode, str(memory), name]


def takes(episode: Path) -> int:
    with EpisodeStore.open_to_read(episode) as store:
        return store.takes.count()


def kill_engine() -> int:
    """Kill -9 of every engine process that this test started; how many."""
    engines = [child for child in psutil.Process().children(recursive=True) if "worker draft" in " ".join(child.cmdline())]
    for engine in engines:
        engine.kill()
    return len(engines)


def test_a_run_is_told_whole(center: JobCenter, heard: Heard, episode: Path, qtbot: QtBot) -> None:
    job = center.submit(JobSpec("generate", episode))
    assert [job.id for job in center.running] == [job.id]
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=LONG_MS)
    assert heard.states == ["done"]
    assert [event.done for event in heard.of("take")] == [1, 2, 3, 4, 5, 6]
    assert {event.frame for event in heard.of("frame")} == set(range(FRAMES))
    assert {kind for kind, _ in heard.pictures} == {"frame", "preview"}
    assert all(image.size().toTuple() == (256, 384) for kind, image in heard.pictures if kind == "preview")
    assert all(event.picture is None for event in heard.events)
    assert not center.is_working
    with EpisodeStore.open(episode) as store:       # the command line finds what the window made
        report = generate_takes(store, lambda _: None, JobControl()).report
    assert (report.made, report.found, report.scored) == (0, FRAMES, 0)


def test_a_killed_engine_costs_nothing_but_time(center: JobCenter, heard: Heard, tmp_path: Path, qtbot: QtBot) -> None:
    def kill_once(_: QueuedJob, event: JobEvent) -> None:
        if event.kind in ("step", "take") and not killed:
            killed.append(kill_engine())

    killed: list[int] = []
    with prepare(tmp_path, FRAMES, SLOW_STEPS) as store:
        episode = store.folder
    center.told.connect(kill_once)
    center.submit(JobSpec("generate", episode))
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=LONG_MS)
    assert killed == [1]
    assert heard.states == ["done"]
    assert heard.of("failure") == []
    assert takes(episode) == FRAMES


@pytest.mark.slow
def test_a_hanging_engine_is_given_up_and_the_queue_goes_on(qtbot: QtBot, tmp_path: Path, episode: Path) -> None:
    options = GenerateOptions(command=difficult("hang", tmp_path / "memory"), patience_s=2.0)
    center = JobCenter(options, tmp_path / "queue.db")
    heard = Heard(center)
    center.submit(JobSpec("generate", episode))
    center.submit(JobSpec("score", episode))
    qtbot.waitUntil(lambda: len(heard.ends) == 2, timeout=LONG_MS)
    assert heard.states == ["done", "done"]
    assert takes(episode) == FRAMES
    center.close()


@pytest.mark.slow
def test_a_frame_without_memory_is_told_and_the_others_are_made(qtbot: QtBot, tmp_path: Path, episode: Path) -> None:
    center = JobCenter(GenerateOptions(command=difficult("memory", tmp_path / "memory")), tmp_path / "queue.db")
    heard = Heard(center)
    center.submit(JobSpec("generate", episode))
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=LONG_MS)
    assert [event.text for event in heard.of("failure")] == ["The device has no memory left for a picture of this size."]
    assert takes(episode) == FRAMES - 1
    assert center.jobs()[0].error == "frame 1 could not be made; run it again to try once more."
    center.retry(center.jobs()[0].id)
    qtbot.waitUntil(lambda: len(heard.ends) == 2, timeout=LONG_MS)
    assert takes(episode) == FRAMES
    center.close()


def test_cancel_is_at_once_and_holds_the_rest(center: JobCenter, heard: Heard, episode: Path, qtbot: QtBot) -> None:
    center.submit(JobSpec("generate", episode))
    behind = center.submit(JobSpec("reroll", episode))
    qtbot.waitUntil(lambda: bool(heard.of("take")), timeout=LONG_MS)
    started = time.monotonic()
    center.stop()
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert time.monotonic() - started < within(2.0)
    assert heard.states == ["stopped"]
    assert [(job.id, job.state) for job in center.jobs()] == [(behind.id, "paused"), (heard.ends[0][0].id, "stopped")]
    assert 1 <= takes(episode) < FRAMES
    center.retry(heard.ends[0][0].id)
    qtbot.waitUntil(lambda: len(heard.ends) == 2, timeout=LONG_MS)
    assert takes(episode) == FRAMES


def test_paused_nothing_further_is_made_and_then_it_stops_after_a_frame(center: JobCenter, heard: Heard, episode: Path,
                                                                       qtbot: QtBot) -> None:
    job = center.submit(JobSpec("generate", episode))
    qtbot.waitUntil(lambda: bool(heard.of("take")), timeout=LONG_MS)
    center.pause(job.id)
    assert center.is_paused(job.id)
    qtbot.waitUntil(lambda: len(heard.of("progress")) == len(heard.of("take")), timeout=LONG_MS)
    qtbot.wait(round(1000 * within(1.5)))
    held = takes(episode)
    assert held < FRAMES
    qtbot.wait(700)
    assert takes(episode) == held
    center.resume(job.id)
    center.finish(job.id)
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=LONG_MS)
    assert heard.states == ["stopped"]
    assert held <= takes(episode) < FRAMES


def test_a_failed_job_does_not_stop_the_next(center: JobCenter, heard: Heard, episode: Path, tmp_path: Path,
                                             qtbot: QtBot) -> None:
    center.submit(JobSpec("generate", tmp_path / "nowhere.episode"))
    center.submit(JobSpec("generate", episode, {"frames": [0, 1]}))
    qtbot.waitUntil(lambda: len(heard.ends) == 2, timeout=LONG_MS)
    assert heard.states == ["failed", "done"]
    assert heard.ends[0][1] is not None
    assert "not an episode" in heard.ends[0][1].message
    assert takes(episode) == 2


def test_closing_keeps_the_job_for_the_next_start(qtbot: QtBot, tmp_path: Path, episode: Path) -> None:
    first = JobCenter(path=tmp_path / "queue.db")
    heard = Heard(first)
    first.submit(JobSpec("generate", episode))
    first.submit(JobSpec("score", episode))
    qtbot.waitUntil(lambda: bool(heard.of("take")), timeout=LONG_MS)
    started = time.monotonic()
    first.close()
    assert time.monotonic() - started < within(2.0)
    second = JobCenter(path=tmp_path / "queue.db")
    again = Heard(second)
    qtbot.waitUntil(lambda: len(second.left_over) == 2)
    assert [job.state for job in second.jobs()] == ["paused", "paused"]
    assert second.jobs()[0].done >= 1
    assert not second.is_working
    second.resume()
    qtbot.waitUntil(lambda: len(again.ends) == 2, timeout=LONG_MS)
    assert again.states == ["done", "done"]
    assert takes(episode) == FRAMES
    second.close()


def test_an_export_runs_beside_the_takes_and_can_be_stopped(center: JobCenter, heard: Heard, episode: Path, tmp_path: Path,
                                                            finished_episode: Path, qtbot: QtBot) -> None:
    finished = Path(shutil.copytree(finished_episode, tmp_path / "finished.episode"))
    makes = center.submit(JobSpec("generate", episode))
    export = center.submit(JobSpec("export", finished, {"out": str(tmp_path / "a.mp4")}))
    assert [job.id for job in center.running] == [makes.id, export.id]
    center.stop(export.id)
    qtbot.waitUntil(lambda: "stopped" in heard.states, timeout=LONG_MS)
    assert not (tmp_path / "a.mp4").exists()
    center.retry(export.id)
    qtbot.waitUntil(lambda: heard.states.count("done") == 2, timeout=LONG_MS)
    assert (tmp_path / "a.mp4").stat().st_size > 1000
    assert takes(episode) == FRAMES


def test_a_job_from_the_command_line_is_taken_up(center: JobCenter, heard: Heard, episode: Path, tmp_path: Path,
                                                 qtbot: QtBot) -> None:
    center.open()
    with JobQueue(tmp_path / "queue.db") as queue:
        queue.add(JobSpec("generate", episode, {"frames": [3]}))
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=LONG_MS)
    assert takes(episode) == 1


def test_results_are_all_told_and_of_previews_the_latest() -> None:
    events = JobEvents()
    picture = np.zeros((4, 6, 3), np.uint8)
    for frame in range(20):
        for step in range(12):
            events.put(JobEvent("step", "generate", step, 12, frame=frame))
            events.put(JobEvent("preview", "generate", frame=frame, picture=picture))
        if frame < 19:
            events.put(JobEvent("take", "generate", frame + 1, 20, frame=frame))
    told = events.take()
    assert [event.frame for event, _ in told if event.kind == "take"] == list(range(19))
    assert [(event.kind, event.frame, event.done) for event, _ in told[19:]] == [("step", 19, 11), ("preview", 19, 0)]
    assert events.take() == []


def test_a_picture_keeps_its_pixels_and_owns_them() -> None:
    picture = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    image = as_image(picture)
    red, green, blue = picture[3, 2].tolist()
    picture[:] = 0
    color = image.pixelColor(2, 3)
    assert (color.red(), color.green(), color.blue()) == (red, green, blue)


def test_a_picture_in_the_making_never_comes_after_the_made_one() -> None:
    events = JobEvents()
    for preview in (3, 4):
        events.put(JobEvent("preview", "generate", frame=preview))
        events.put(JobEvent("take", "generate", 1, 2, frame=3))
        assert [(event.kind, event.frame) for event, _ in events.take()] == [
            ("take", 3), *([("preview", 4)] if preview == 4 else [])]
